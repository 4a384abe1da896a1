import type { Queryable } from '../../../core/db/client.ts';
import type { Language } from '../../../core/language.ts';
import type { AnswerDraft, AnswerPart, Outcome } from '../../answers/schema.ts';
import type { Lexicon } from '../lexicon.ts';
import type { FoundPassage } from '../queries.ts';
import { findPassages } from '../queries.ts';
import type { Reading } from '../understand.ts';
import type { Say } from './say.ts';
import { mention, renderMentions } from './say.ts';

/** What every kind of framework answer works with. */
export interface Facts {
  readonly db: Queryable;
  readonly lexicon: Lexicon;
  readonly reading: Reading;
  readonly language: Language;
  readonly say: Say;
  /** The text in the language of the answer. */
  readonly t: (zh: string, en: string) => string;
}

/** Where a statement is printed: the source's external id, and the part of it. */
export interface Ref {
  readonly source: string;
  readonly section?: string | undefined;
  /** Words the passage must have, where a part is told in several. */
  readonly says?: string | undefined;
}

export interface CitedClaim {
  readonly text: string;
  readonly refs: readonly Ref[];
}

export interface DraftPart {
  readonly heading?: string;
  readonly lead?: string;
  readonly claims: readonly CitedClaim[];
  readonly style: 'paragraph' | 'list';
}

/** An answer before its passages are looked up. */
export interface Draft {
  readonly outcome: Outcome;
  readonly parts: readonly DraftPart[];
  readonly notice?: string;
  readonly suggestions: readonly string[];
  /** The question can mean nothing else. */
  readonly sure?: boolean;
}

export type Answerer = (facts: Facts) => Promise<Draft | null>;

export function claim(text: string, ...refs: Ref[]): CitedClaim {
  return { text, refs };
}

export function paragraph(...claims: CitedClaim[]): DraftPart {
  return { claims, style: 'paragraph' };
}

export function list(claims: readonly CitedClaim[], lead?: string): DraftPart {
  return { claims, style: 'list', ...(lead && { lead }) };
}

export function answered(parts: readonly DraftPart[], suggestions: readonly string[] = []): Draft {
  return { outcome: 'answered', parts: parts.filter((part) => part.claims.length > 0), suggestions };
}

/** Our subject, but the study does not say it; the notice says what it has instead. */
export function noSource(notice: string, suggestions: readonly string[] = []): Draft {
  return { outcome: 'no_source', parts: [], notice, suggestions };
}

export function clarify(notice: string, suggestions: readonly string[]): Draft {
  return { outcome: 'clarify', parts: [], notice, suggestions };
}

/** A note of doubt, by its letter and number. */
export function doubt(id: string): Ref {
  return { source: 'framework-doubts', section: id };
}

function pickPassage(found: readonly FoundPassage[], ref: Ref, language: Language): string | undefined {
  const ofSource = found.filter((passage) => passage.externalId === ref.source);
  const ofSection = ref.section ? ofSource.filter((one) => one.section.includes(ref.section!)) : [];
  const ofPart = ofSection.length > 0 ? ofSection : ofSource;
  const saying = ref.says ? ofPart.filter((one) => one.text.includes(ref.says!)) : [];
  const candidates = saying.length > 0 ? saying : ofPart;
  return (candidates.find((one) => one.language === language) ?? candidates[0])?.id;
}

/**
 * Looks up the passages behind every claim. A claim whose source the caller may not see, or that is gone,
 * is left out; null when nothing of an answer can be cited.
 */
export async function citeDraft(
  facts: Facts,
  draft: Draft,
): Promise<(AnswerDraft & Pick<Draft, 'sure'>) | null> {
  const sources = draft.parts.flatMap((part) =>
    part.claims.flatMap((one) => one.refs.map((ref) => ref.source)),
  );
  const found = sources.length > 0 ? await findPassages(facts.db, [...new Set(sources)]) : [];
  const parts = draft.parts
    .map((part) => ({
      ...part,
      claims: part.claims
        .map((one) => ({
          text: one.text,
          passageIds: [...new Set(one.refs.flatMap((ref) => pickPassage(found, ref, facts.language) ?? []))],
        }))
        .filter((one) => one.passageIds.length > 0),
    }))
    .filter((part) => part.claims.length > 0);
  if (draft.outcome === 'answered' && parts.length === 0) return null;
  return { ...written(draft), parts: parts.map(renderedPart(renderMentions(isLong(parts)))) };
}

function written(draft: Draft): Omit<Draft, 'parts'> {
  const { outcome, notice, suggestions, sure } = draft;
  return {
    outcome,
    ...(sure && { sure }),
    ...(notice && { notice: capital(renderMentions()(notice)) }),
    suggestions: [...new Set(suggestions.map((one) => renderMentions()(one)))].slice(0, 5),
  };
}

/** A list of many names gives the English ones alone. */
function isLong(parts: readonly AnswerPart[]): boolean {
  const text = parts.flatMap((part) => [part.lead ?? '', ...part.claims.map((one) => one.text)]).join('');
  return new Set(text.match(mention) ?? []).size > 5;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function renderedPart(render: (text: string) => string) {
  return (part: AnswerPart): AnswerPart => ({
    ...part,
    ...(part.lead && { lead: capital(render(part.lead)) }),
    claims: part.claims.map((one) => ({ ...one, text: capital(render(one.text)) })),
  });
}
