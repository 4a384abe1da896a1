import { saysQuantity } from '../check/read-quantities.ts';
import { readText } from '../check/read-text.ts';
import { saysWord } from '../check/says-word.ts';
import { prepareText } from '../match-words.ts';
import type { AnswerDraft, Claim } from '../schema.ts';

/** Share of a claim's words another text has to say to be about the same. */
const ALIKE = 0.3;
/** Share from which it says the same. */
const SAME = 0.6;

export function claimsOf(draft: AnswerDraft): Claim[] {
  return draft.parts.flatMap(({ claims }) => [...claims]);
}

/** 0 to 1: how much of a claim another text says; 0 when it lacks one of the claim's numbers. */
function shareSaid(claim: string, text: string): number {
  const { words, quantities } = readText(claim);
  const other = readText(text);
  const numbered = quantities.every((one) => other.quantities.some((two) => saysQuantity(two, one)));
  if (!numbered || words.length === 0) return 0;
  const prepared = prepareText(text);
  return words.filter((word) => saysWord(word, prepared, true)).length / words.length;
}

/** The unused extractive claim that is about what a refused sentence was about. */
export function nearestClaim(
  text: string,
  cites: readonly string[],
  unused: readonly Claim[],
): Claim | undefined {
  const { words } = readText(text);
  let best: Claim | undefined;
  let most = ALIKE;
  for (const claim of unused) {
    const prepared = prepareText(claim.text);
    const said = words.filter((word) => saysWord(word, prepared, true)).length / Math.max(1, words.length);
    const bonus = claim.passageIds.some((id) => cites.includes(id)) ? 0.1 : 0;
    if (said + bonus > most) {
      most = said + bonus;
      best = claim;
    }
  }
  return best;
}

/** Whether an answer already says a claim. */
export function isSaid(claim: Claim, answer: string): boolean {
  return answer.includes(claim.text) || shareSaid(claim.text, answer) >= SAME;
}
