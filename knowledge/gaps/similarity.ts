import { fold } from '../text/fold.ts';
import { indexTerms } from '../text/index-terms.ts';
import { withoutFillers } from '../text/question-words.ts';

/** From here on two questions ask the same, unless their numbers differ. */
const sameFrom = 0.85;
/** From here on a question is worth showing beside another. */
export const likeQuestion = 0.45;

/** The words of a question by which it is the same as another: signs and spacing aside. */
export function keyOf(question: string): string {
  return fold(question)
    .replaceAll(/[\p{P}\p{S}\s]+/gu, ' ')
    .trim();
}

function termsOf(question: string): Set<string> {
  const terms = [...indexTerms(withoutFillers(fold(question))).keys()];
  // Single characters of Chinese are in the pairs already and would make every two questions alike.
  return new Set(terms.filter((term) => !/^\p{Script=Han}$/u.test(term)));
}

/** How alike two questions are, 0 to 1: twice what they share over all they hold (Dice). */
export function similarity(a: string, b: string): number {
  const [one, other] = [termsOf(a), termsOf(b)];
  if (one.size === 0 || other.size === 0) return keyOf(a) === keyOf(b) ? 1 : 0;
  const shared = [...one].filter((term) => other.has(term)).length;
  return (2 * shared) / (one.size + other.size);
}

const numbersOf = (question: string) => (fold(question).match(/\d+(?:[.,]\d+)*/g) ?? []).sort().join(' ');

/** Whether the second question would get the first one's answer. The asker may still say that it would not. */
export function isSameQuestion(a: string, b: string): boolean {
  return numbersOf(a) === numbersOf(b) && similarity(a, b) >= sameFrom;
}
