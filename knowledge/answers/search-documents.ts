import type { Context } from '../../core/context.ts';
import type { PassageHit } from '../search/search-passages.ts';
import { searchPassages } from '../search/search-passages.ts';
import { SourceKind } from '../sources/schema.ts';
import { fold } from '../text/fold.ts';
import { loadThesaurus } from './glossary-words.ts';
import type { HeldPassage, HeldSource, Library } from './library.ts';
import { holdPassage } from './library.ts';
import { hasDocuments, searchedKinds } from './library-queries.ts';
import { quotePassages, shareSpokenOf } from './quote-passages.ts';
import type { AnswerDraft } from './schema.ts';
import type { Question } from './understand-question.ts';

const HITS = 8;
const shippedKinds = SourceKind.options.filter(
  (kind) => kind !== 'course' && !(searchedKinds as readonly string[]).includes(kind),
);

/** Ingested passages close to a question, best first, and how they stand against everything else. */
export interface FoundDocuments {
  readonly passages: readonly FoundPassage[];
  /** Score of the best one over that of the best passage of any other kind. */
  readonly lead: number;
}

export interface FoundPassage {
  readonly passage: HeldPassage;
  /** As `PassageHit.score`. */
  readonly score: number;
}

function sourceOf(hit: PassageHit): HeldSource {
  return {
    id: hit.sourceId,
    externalId: hit.externalId,
    kind: 'document',
    title: hit.title,
    titleEn: hit.titleEn,
    passages: [],
  };
}

function hold(hits: readonly PassageHit[]): FoundPassage[] {
  const sources = new Map<string, HeldSource>();
  return hits.map((hit) => {
    const source = sources.get(hit.sourceId) ?? sourceOf(hit);
    sources.set(hit.sourceId, source);
    return { passage: holdPassage({ ...hit, id: hit.passageId, position: 0 }, source), score: hit.score };
  });
}

/** Abbreviations are names, but for the one everything here is about. */
const ABBREVIATION = /\b(?!AI\b)[A-Z]{2,}[A-Za-z0-9-]*\b/g;

/** What a question names by its own name or year, each in its spellings. */
function namesIn(question: Question): (readonly string[])[] {
  return [
    ...question.places.map(({ place }) => place.names),
    ...question.agencies.map(({ names }) => names),
    ...question.years.map((year) => [String(year), `${year - 1911}年`]),
    ...(question.text.match(ABBREVIATION) ?? []).map((name) => [fold(name)]),
  ];
}

function namesAll(names: readonly (readonly string[])[], { source, path, folded }: HeldPassage): boolean {
  const text = [fold([source.title, source.titleEn, ...path].join('\n')), folded].join('\n');
  return names.every((spellings) => spellings.some((name) => text.includes(name)));
}

/** Nearer than that to a document, and nearer to it than to anything shipped, a question is none of another subject. */
const ON_SUBJECT = { score: 0.25, lead: 1 };

/** What ingested documents hold near a question; null when there are none, or none near. */
export async function findDocuments(ctx: Context, question: Question): Promise<FoundDocuments | null> {
  if (!(await hasDocuments(ctx.db))) return null;
  const { expand } = await loadThesaurus();
  const search = (kinds: readonly SourceKind[], limit: number) =>
    searchPassages(ctx, { question: question.text, limit, kinds, expand });
  const [documents, others] = await Promise.all([search(searchedKinds, HITS), search(shippedKinds, 1)]);
  const names = namesIn(question);
  const passages = hold(documents)
    .sort((a, b) => b.score - a.score)
    .filter(({ passage }) => namesAll(names, passage));
  const [best] = passages;
  if (!best) return null;
  const rival = Math.max(...others.map(({ score }) => score), Number.EPSILON);
  return { passages, lead: best.score / rival };
}

/**
 * How near the best document must be to speak before the cases, when nothing else does, or on what is no subject of
 * ours. `spoken` is the share of the question's words it speaks of, `translated` the same through the dictionary,
 * where not all words meet. `npm run bench -- documents` prints what these give: with a lead of 0.6 questions on the
 * shipped cases keep their answers.
 */
const NEEDED = {
  'before-cases': { score: 0.09, lead: 0.6, spoken: 0.3, translated: 0.18 },
  last: { score: 0.12, lead: 0.4, spoken: 0.5, translated: 0.5 },
  'other-subject': { score: 0.1, lead: 0.6, spoken: 0.36, translated: 0.34 },
} as const;

export type NearnessNeeded = keyof typeof NEEDED;

/** Whether documents are on the subject of a question, though they may not answer it. */
export function areOnSubject(found: FoundDocuments | null): boolean {
  return found !== null && found.lead >= ON_SUBJECT.lead && found.passages[0]!.score >= ON_SUBJECT.score;
}

/** Documents answer in their own sentences; null when they are not near enough, or hold no answer of the kind asked. */
export function answerFromDocuments(
  question: Question,
  found: FoundDocuments | null,
  library: Library,
  when: NearnessNeeded,
): AnswerDraft | null {
  const [best] = found?.passages ?? [];
  if (!found || !best) return null;
  const { score, lead, spoken, translated } = NEEDED[when];
  if (best.score < score || found.lead < lead) return null;
  const needed = best.passage.language === question.language ? spoken : translated;
  if (shareSpokenOf(question, best.passage, library) < needed) return null;
  return quotePassages(question, found.passages, library);
}
