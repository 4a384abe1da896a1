import { z } from 'zod';
import { defineCapability } from '../../core/capability.ts';
import type { Context } from '../../core/context.ts';
import { searchPassages } from '../search/search-passages.ts';
import * as sources from '../sources/queries.ts';
import { textOverlap, titleLikeness } from './text-likeness.ts';

const SimilarCase = z.object({
  id: z.string(),
  title: z.string(),
  titleEn: z.string().nullable(),
  /** 0 to 1: how much of the words is the same. */
  likeness: z.number(),
  /** So much the same that it may be the same case told again. */
  nearDuplicate: z.boolean(),
});
export type SimilarCase = z.infer<typeof SimilarCase>;

const candidates = 8;
const mostQuestion = 600;
/** Above what two different cases of one subject share, by far. */
const duplicateTitle = 0.6;
const duplicateText = 0.35;
/** Below it only the subject is the same. */
const worthShowing = 0.12;

async function likeness(
  ctx: Context,
  draft: { title: string; text: string },
  id: string,
): Promise<SimilarCase | undefined> {
  const source = await sources.selectSource(ctx.db, id);
  if (!source) return undefined;
  const passages = await sources.selectPassages(ctx.db, source.id, source.version);
  const text = textOverlap(draft.text, passages.map((passage) => passage.text).join('\n'));
  const title = Math.max(
    titleLikeness(draft.title, source.title),
    titleLikeness(draft.title, source.titleEn ?? ''),
  );
  return {
    id: source.externalId,
    title: source.title,
    titleEn: source.titleEn,
    likeness: Math.round(Math.max(text, title) * 100) / 100,
    nearDuplicate: title >= duplicateTitle || text >= duplicateText,
  };
}

/** Cases the actor may see that say nearly the same as a draft, most alike first. */
export async function findSimilarCases(
  ctx: Context,
  draft: { title: string; text: string; except?: string | undefined },
  limit = 5,
): Promise<SimilarCase[]> {
  const question = `${draft.title}\n${draft.text}`.trim().slice(0, mostQuestion);
  if (question === '') return [];
  const hits = await searchPassages(ctx, { question, limit: 60, kinds: ['case'] });
  const ids = [...new Set(hits.map(({ externalId }) => externalId))].filter((id) => id !== draft.except);
  const found = await Promise.all(ids.slice(0, candidates).map((id) => likeness(ctx, draft, id)));
  return found
    .filter((one): one is SimilarCase => one !== undefined && one.likeness >= worthShowing)
    .sort((a, b) => Number(b.nearDuplicate) - Number(a.nearDuplicate) || b.likeness - a.likeness)
    .slice(0, limit);
}

export const listSimilarCases = defineCapability({
  name: 'find-similar-cases',
  title: { 'zh-TW': '找相近的案例', en: 'Find similar cases' },
  description: {
    'zh-TW': '送審前找出您可檢視的、內容相近或可能重複的案例。',
    en: 'Cases you may see that are close to a draft or may be the same case told again.',
  },
  input: z.object({
    title: z.string().max(300).default(''),
    text: z.string().max(60_000).default(''),
    /** A case not to be compared with itself. */
    except: z.string().max(200).optional(),
  }),
  output: z.object({ items: z.array(SimilarCase) }),
  allow: ['staff'],
  acts: false,
  run: async (ctx, input) => ({ items: await findSimilarCases(ctx, input) }),
});
