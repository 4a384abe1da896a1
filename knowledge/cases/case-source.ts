import type { SourceRecord } from '../sources/schema.ts';
import { SourceRecord as SourceRecordSchema } from '../sources/schema.ts';
import { detectLanguage } from '../text/detect-language.ts';
import type { CaseDraft, CaseFacts } from './schema.ts';

/** The headings of a case's parts, the same for shipped cases and those written here. */
export const sectionHeadings = {
  background: '問題背景',
  approach: '導入作法',
  results: '成效',
  risks: '失敗或風險',
  governance: '治理作法',
  lessons: '可借鏡之處',
  questions: '給主管的提問',
} as const satisfies Record<keyof CaseDraft['sections'], string>;

/** The same facts a shipped case has, so that lists and answers treat both alike. */
function factsOf(id: string, draft: CaseDraft, publishedOn: string): CaseFacts {
  return {
    id,
    title_zh: draft.title,
    title_en: draft.title,
    agency_zh: draft.agency,
    agency_en: draft.agency,
    country: draft.country,
    government_level: draft.governmentLevel,
    sector: draft.sector,
    ai_type: draft.aiType,
    stage: draft.stage,
    outcome: draft.outcome,
    started: draft.started ?? null,
    ended: draft.ended ?? null,
    competencies: draft.competencies,
    metrics: draft.metrics,
    sources: draft.sources,
    unverified: [],
    keywords: [],
    reviewed: publishedOn,
    language: detectLanguage(draft.title),
  };
}

const linesPerPiece = 20;

/** Lines joined to texts that a passage can hold. */
function inPieces(lines: readonly string[]): string[] {
  const starts = lines.flatMap((_, index) => (index % linesPerPiece === 0 ? [index] : []));
  return starts.map((start) => lines.slice(start, start + linesPerPiece).join('\n'));
}

/** A case written here as the source it becomes when it is published. */
export function caseSource(
  id: string,
  draft: CaseDraft,
  author: { name: string } | undefined,
  publishedOn: string,
): SourceRecord {
  const parts = Object.entries(sectionHeadings).map(([part, heading]) => ({
    heading,
    text: draft.sections[part as keyof CaseDraft['sections']],
  }));
  const metrics = inPieces(draft.metrics.map((one) => `- ${one.name}：${one.value} ${one.unit}`.trimEnd()));
  return SourceRecordSchema.parse({
    externalId: id,
    kind: 'case',
    title: draft.title,
    sourceUrls: draft.sources,
    language: detectLanguage(draft.title),
    owner: (draft.credit === 'named' ? (author?.name ?? draft.agency) : draft.agency).slice(0, 200),
    visibility: draft.visibility,
    reviewedOn: publishedOn,
    details: factsOf(id, draft, publishedOn),
    passages: [...parts, ...metrics.map((text) => ({ heading: '指標', text }))]
      .filter(({ text }) => text.trim() !== '')
      .map(({ heading, text }) => ({ section: [heading], text, language: detectLanguage(text) })),
  });
}
