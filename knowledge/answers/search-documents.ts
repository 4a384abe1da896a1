import type { Context } from '../../core/context.ts';
import type { PassageHit } from '../search/search-passages.ts';
import { searchPassages } from '../search/search-passages.ts';
import { SourceKind } from '../sources/schema.ts';
import { answerFromPassages } from './answer-study.ts';
import { loadThesaurus } from './glossary-words.ts';
import type { HeldPassage, HeldSource, Library } from './library.ts';
import { holdPassage } from './library.ts';
import { hasDocuments, searchedKinds } from './library-queries.ts';
import type { AnswerDraft } from './schema.ts';
import type { Question } from './understand-question.ts';

const HITS = 8;

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

function hold(hits: readonly PassageHit[]): HeldPassage[] {
  const sources = new Map<string, HeldSource>();
  return hits.map((hit) => {
    const source = sources.get(hit.sourceId) ?? sourceOf(hit);
    sources.set(hit.sourceId, source);
    return holdPassage({ ...hit, id: hit.passageId, position: 0 }, source);
  });
}

/** Of what was asked, by rarity, the share an ingested passage must hold to come before the cases. */
const LEADING = 0.2;
/** Such a passage may meet fewer of the question's own words: search found it by their synonyms too. */
const NEEDED_OF_LEADING = 0.3;

const beforeModules = SourceKind.options.filter((kind) => kind !== 'course');

/** Whether a document is what search finds first, cases and all other sources beside it. */
async function documentsLead(ctx: Context, question: Question): Promise<boolean> {
  const { expand } = await loadThesaurus();
  const [best] = await searchPassages(ctx, {
    question: question.text,
    limit: 1,
    language: question.language,
    kinds: beforeModules,
    expand,
  });
  return (
    best !== undefined && (searchedKinds as readonly string[]).includes(best.kind) && best.coverage >= LEADING
  );
}

async function quoteDocuments(
  ctx: Context,
  question: Question,
  library: Library,
  needed?: number,
): Promise<AnswerDraft | null> {
  const { expand } = await loadThesaurus();
  const hits = await searchPassages(ctx, {
    question: question.text,
    limit: HITS,
    kinds: searchedKinds,
    expand,
  });
  return answerFromPassages(question, hold(hits), library, needed)?.draft ?? null;
}

/** What the documents say when they, rather than a case, are what the question is about. */
export async function leadingDocuments(
  ctx: Context,
  question: Question,
  library: Library,
): Promise<AnswerDraft | null> {
  if (!(await hasDocuments(ctx.db)) || !(await documentsLead(ctx, question))) return null;
  return quoteDocuments(ctx, question, library, NEEDED_OF_LEADING);
}

/** What ingested documents say to a question, in their own sentences; null when none says enough. */
export async function searchDocuments(
  ctx: Context,
  question: Question,
  library: Library,
): Promise<AnswerDraft | null> {
  return (await hasDocuments(ctx.db)) ? quoteDocuments(ctx, question, library) : null;
}
