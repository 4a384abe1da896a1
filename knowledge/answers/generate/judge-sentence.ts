import type { Language } from '../../../core/language.ts';
import { fold } from '../../text/fold.ts';
import type { CheckedPassage } from '../check/check-claim.ts';
import { checkClaim } from '../check/check-claim.ts';
import { findUnfit } from '../check/plain-words.ts';
import { cleanText } from '../split-sentences.ts';
import type { WrittenSentence } from './read-sentences.ts';

export interface Verdict {
  readonly sentence: WrittenSentence;
  /** The passages it may be shown with; [] when it may not be shown. */
  readonly passageIds: readonly string[];
  /** Why not, for the model that may mend it. */
  readonly reason?: string;
}

export interface Judging {
  readonly language: Language;
  /** By the numbers they have in the prompt, from 1. */
  readonly passages: readonly CheckedPassage[];
  /** What the model was told, folded: none of it is an answer. */
  readonly instructions: string;
}

function refuse(sentence: WrittenSentence, reason: string): Verdict {
  return { sentence, passageIds: [], reason };
}

/** Whether a sentence may be shown: fit by itself, cited, and said by what it cites. */
export function judgeSentence(sentence: WrittenSentence, judging: Judging): Verdict {
  const { language, instructions } = judging;
  const unfit = findUnfit(sentence.text, { language, instructions });
  if (unfit) return refuse(sentence, `unfit: ${unfit}`);
  const cited = sentence.cites.flatMap((n) => judging.passages[n - 1] ?? []);
  if (cited.length === 0) return refuse(sentence, 'no citation of a passage that exists');
  const text = cleanText(sentence.text);
  if (isTitle(text, cited)) return refuse(sentence, 'a title, not a statement');
  const findings = checkClaim(text, cited, language);
  if (findings.length === 0)
    return { sentence: { ...sentence, text }, passageIds: narrow(text, cited, language) };
  const told = findings.slice(0, 5).map(({ code, what }) => `${code}: ${what}`);
  return refuse(sentence, told.join('; '));
}

const bare = (text: string) => fold(text).replaceAll(/[^\p{L}\p{N}]+/gu, '');

/** What a passage is called says nothing about it. */
function isTitle(text: string, cited: readonly CheckedPassage[]): boolean {
  const said = bare(text);
  return cited.some(({ about }) => about.some((title) => bare(title).includes(said)));
}

/** A passage cited beside others that say it all without it is not one of its sources. */
function narrow(text: string, cited: readonly CheckedPassage[], language: Language): string[] {
  const alone = cited.length > 1 && cited.find((one) => checkClaim(text, [one], language).length === 0);
  return alone ? [alone.id] : cited.map(({ id }) => id);
}
