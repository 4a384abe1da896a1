import { fold } from '../../text/fold.ts';
import type { Marker } from './markers.ts';
import { carries, carriesLike, countOf, isVouchedFor, mayNotAdd } from './markers.ts';
import type { Clause, ReadText } from './read-text.ts';
import { saysWord } from './says-word.ts';

/** A claim uses a clause of its source when it says this share of the clause's words, or one of its numbers. */
const USED = 0.6;
/** What has come true is no longer expected. */
const DONE = new RegExp(
  `${fold('已經|已於|已有|已(?=[^,]{1,6})|後來|實際|結果')}|\\b(?:has|have|had|actual)`,
  'u',
);

interface UsedClause {
  readonly clause: Clause;
  readonly at: number;
  readonly all: readonly Clause[];
}

function isUsed(clause: Clause, source: ReadText, claim: ReadText, translated: boolean): boolean {
  const numbered = source.quantities.some(
    (quantity) =>
      quantity.start >= clause.start &&
      quantity.end <= clause.end &&
      claim.quantities.some((one) => one.value === quantity.value && one.kind === quantity.kind),
  );
  if (numbered) return true;
  const told = clause.words.filter((word) => word.text.length > 1);
  if (told.length === 0) return false;
  const said = told.filter((word) => saysWord(word, claim.prepared, translated)).length;
  return said / told.length >= USED;
}

/** A clause of nothing but small words (也較可能被拒) is used with the one beside it. */
function isBare(clause: Clause): boolean {
  return clause.words.every((word) => word.text.length < 2);
}

function usedClauses(sources: readonly ReadText[], claim: ReadText, translated: boolean): UsedClause[] {
  return sources.flatMap((source) => {
    const used = source.clauses.map((clause) => isUsed(clause, source, claim, translated));
    return source.clauses
      .map((clause, at) => ({ clause, at, all: source.clauses }))
      .filter(
        ({ clause, at }) =>
          used[at] ||
          (isBare(clause) && (used[at - 1] || used[at + 1] || claim.folded.includes(clause.text.trim()))),
      );
  });
}

/** An expectation or an attribution holds for the clauses behind it until something is said to be done. */
function carriedInto({ at, all }: UsedClause, holds: (text: string) => boolean): boolean {
  for (let before = at; before >= 0; before--) {
    const { text } = all[before]!;
    if (holds(text)) return true;
    if (DONE.test(text)) return false;
  }
  return false;
}

/** A condition stands before what it is a condition of, or closes the sentence behind it. */
function conditionsOf(used: readonly UsedClause[]): number {
  const near = new Set(
    used.flatMap(({ at, all }) => [all[at - 1], all[at], at + 2 === all.length ? all[at + 1] : undefined]),
  );
  return [...near].reduce((sum, clause) => sum + (clause ? countOf(clause.text, 'condition') : 0), 0);
}

const keptWhereUsed: readonly Marker[] = ['possible', 'partial', 'trial', 'obligation'];

/** A hedge or condition that its source has where the claim draws on it, and the claim leaves out. */
export function droppedHedge(
  claim: ReadText,
  sources: readonly ReadText[],
  translated: boolean,
): Marker | undefined {
  const used = usedClauses(sources, claim, translated);
  const dropped = (marker: Marker) => !carriesLike(claim.folded, marker);
  if (dropped('expected') && used.some((one) => carriedInto(one, (text) => carries(text, 'expected'))))
    return 'expected';
  if (dropped('reported') && used.some((one) => carriedInto(one, isVouchedFor))) return 'reported';
  if (countOf(claim.folded, 'condition') < conditionsOf(used)) return 'condition';
  return keptWhereUsed.find(
    (marker) => dropped(marker) && used.some(({ clause }) => carries(clause.text, marker)),
  );
}

/** A hedge, condition, cause or superlative the claim has and no source of it. */
export function addedHedge(claim: ReadText, sources: readonly ReadText[]): Marker | undefined {
  return mayNotAdd.find(
    (marker) =>
      carries(claim.folded, marker) && !sources.some((source) => carriesLike(source.folded, marker)),
  );
}
