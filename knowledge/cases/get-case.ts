import { z } from 'zod';
import { defineCapability } from '../../core/capability.ts';
import type { Context } from '../../core/context.ts';
import { notFound } from '../../core/errors.ts';
import { Language } from '../../core/language.ts';
import { similarSources } from '../search/similar-sources.ts';
import * as sources from '../sources/queries.ts';
import { SourceLink } from '../sources/schema.ts';
import { sectionHeadings } from './case-source.ts';
import { CaseItem, caseItem } from './published.ts';
import { type CaseRow, selectCase, selectReviews } from './queries.ts';
import { CaseFacts, CaseState, Metric, UnfinishedCase } from './schema.ts';

const similarCount = 4;

export const CaseReply = z.object({
  id: z.string(),
  state: CaseState,
  /** Present while it is a published source. */
  item: CaseItem.optional(),
  sections: z.array(
    z.object({ passageId: z.string().optional(), heading: z.string(), text: z.string(), language: Language }),
  ),
  metrics: z.array(Metric),
  sources: z.array(SourceLink),
  unverified: z.array(z.string()),
  riskBasis: z.string().nullable(),
  similar: z.array(z.object({ id: z.string(), title: z.string(), titleEn: z.string().nullable() })),
  /** When it is to be looked at again. */
  reviewBy: z.string().nullable(),
  /** Why it was taken down. */
  withdrawnReason: z.string().nullable(),
  /** For the author and reviewers: what was written, where that stands, and what reviewers said. */
  mine: z.boolean(),
  writing: CaseState.optional(),
  draft: UnfinishedCase.optional(),
  /** What readers see now, while a new version is being written. */
  published: UnfinishedCase.optional(),
  reviews: z.array(z.object({ decision: z.string(), comment: z.string(), at: z.string() })).optional(),
});
type CaseReply = z.input<typeof CaseReply>;

async function publishedCase(ctx: Context, id: string): Promise<CaseReply | undefined> {
  const row = await sources.selectSource(ctx.db, id);
  if (row?.kind !== 'case') return undefined;
  const facts = CaseFacts.partial().parse(row.details);
  const passages = await sources.selectPassages(ctx.db, row.id, row.version);
  const similar = await similarSources(ctx.db, row.id, similarCount);
  return {
    id: row.externalId,
    state: row.state === 'withdrawn' ? 'withdrawn' : 'published',
    item: caseItem({ ...row, sourceId: row.id, details: facts }, ctx.language),
    sections: passages.map((passage) => ({
      passageId: passage.id,
      heading: passage.section.at(-1) ?? '',
      text: passage.text,
      language: passage.language,
    })),
    metrics: facts.metrics ?? [],
    sources: row.sourceUrls,
    unverified: facts.unverified ?? [],
    riskBasis: facts.risk_basis ?? null,
    similar: similar.map(({ externalId, title, titleEn }) => ({ id: externalId, title, titleEn })),
    reviewBy: row.reviewBy,
    withdrawnReason: row.withdrawnReason,
    mine: false,
  };
}

/** What only its author and reviewers see of a case written here. */
async function writing(ctx: Context, row: CaseRow) {
  // Nobody reads along while an author writes.
  if (row.state === 'draft' && row.author !== ctx.actor.personId) return {};
  const reviews = await selectReviews(ctx.db, row.id);
  return {
    mine: row.author === ctx.actor.personId,
    writing: row.state,
    draft: row.record,
    ...(row.publishedRecord && { published: row.publishedRecord }),
    reviews: reviews.map((review) => ({ ...review, at: review.createdAt.toISOString() })),
  };
}

/** A case not yet published. */
function unpublishedCase(row: CaseRow): CaseReply {
  return {
    id: row.id,
    state: row.state,
    sections: Object.entries(sectionHeadings).map(([part, heading]) => ({
      heading,
      text: row.record.sections[part as keyof typeof sectionHeadings],
      language: 'zh-TW' as const,
    })),
    metrics: row.record.metrics,
    sources: row.record.sources,
    unverified: [],
    riskBasis: null,
    similar: [],
    reviewBy: null,
    withdrawnReason: null,
    mine: false,
  };
}

export const getCase = defineCapability({
  name: 'get-case',
  title: { 'zh-TW': '讀取案例', en: 'Read a case' },
  description: {
    'zh-TW': '讀取一則案例的全文、指標、來源與相近案例；作者與審核人也可讀取尚未發布者。',
    en: 'One case with its text, metrics, sources and similar cases; authors and reviewers also see unpublished ones.',
  },
  input: z.object({ id: z.string().min(1).max(200) }),
  output: CaseReply,
  allow: 'anonymous',
  acts: false,
  async run(ctx, { id }) {
    const published = await publishedCase(ctx, id);
    const row = ctx.actor.personId === undefined ? undefined : await selectCase(ctx.db, id);
    const reply = published ?? (row && unpublishedCase(row));
    if (!reply) throw notFound({ 'zh-TW': '案例', en: 'case' });
    return row ? { ...reply, ...(await writing(ctx, row)) } : reply;
  },
});
