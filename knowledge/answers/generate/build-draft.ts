import type { Language } from '../../../core/language.ts';
import { figureNote } from '../figure-notes.ts';
import type { HeldPassage, Library } from '../library.ts';
import type { AnswerDraft, AnswerPart, Claim } from '../schema.ts';

/** A claim with where it stands in the text around it. */
export interface PlacedClaim {
  readonly claim: Claim;
  readonly isItem: boolean;
  readonly opens: boolean;
}

/** Sentences as the paragraphs and lists they were written in. */
export function partsOf(claims: readonly PlacedClaim[]): AnswerPart[] {
  const parts: { claims: Claim[]; style: AnswerPart['style'] }[] = [];
  for (const { claim, isItem, opens } of claims) {
    const style = isItem ? 'list' : 'paragraph';
    const last = parts.at(-1);
    if (last && last.style === style && (isItem || !opens)) last.claims.push(claim);
    else parts.push({ claims: [claim], style });
  }
  return parts;
}

/** What of a growing answer will stay as it is: the first item of a list is a paragraph until a second comes. */
export function settled(parts: readonly AnswerPart[]): readonly AnswerPart[] {
  const last = parts.at(-1);
  return last?.style === 'list' && last.claims.length === 1 ? parts.slice(0, -1) : parts;
}

export function withParts(draft: AnswerDraft, parts: readonly AnswerPart[]): AnswerDraft {
  return { ...draft, parts };
}

function heldPassage(library: Library, id: string): HeldPassage | undefined {
  for (const source of [...library.cases, ...library.study])
    for (const passage of source.passages) if (passage.id === id) return passage;
  return undefined;
}

/** A claim with how its figures arose, where its source tells and the claim does not. */
export function withNote(claim: Claim, library: Library, language: Language): Claim {
  const [id] = claim.passageIds;
  const passage = id === undefined ? undefined : heldPassage(library, id);
  const [sentence] = passage?.sentences() ?? [];
  const note = sentence && figureNote({ ...sentence, text: claim.text }, language);
  if (!note) return claim;
  return { ...claim, text: language === 'en' ? `${claim.text} (${note})` : `${claim.text}（${note}）` };
}
