import { fold } from '../../text/fold.ts';
import type { ContentWord } from '../content-words.ts';
import type { ReadText } from './read-text.ts';

interface Placed {
  readonly word: ContentWord;
  readonly at: number;
}

function placed(words: readonly ContentWord[], text: string): Placed[] {
  return words
    .map((word) => ({ word, at: text.indexOf(word.han ? word.text : word.asked) }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at);
}

const COMPARED = new RegExp(
  `${fold('優於|劣於|高於|低於|多於|少於|大於|小於|勝過|不如|取代|超過(?! ?\\d)|早於|晚於|快於|慢於')}|\\b(?:than|over|replac\\w+|outperform\\w*|exceed\\w*)\\b`,
  'u',
);

/** A comparison turned round: what stands before the comparing word in the source stands behind it in the claim. */
export function turnedRound(
  claim: ReadText,
  sources: readonly ReadText[],
  translated: boolean,
): string | undefined {
  const mark = COMPARED.exec(claim.folded);
  if (!mark || translated) return undefined;
  const words = placed(claim.words, claim.folded);
  const left = words.filter(({ at }) => at < mark.index).at(-1)?.word;
  const right = words.find(({ at }) => at > mark.index)?.word;
  if (!left || !right || left === right) return undefined;
  for (const source of sources) {
    const at = source.folded.indexOf(mark[0]);
    const leftAt = source.folded.indexOf(left.asked);
    const rightAt = source.folded.lastIndexOf(right.asked);
    if (at >= 0 && rightAt >= 0 && leftAt > at && rightAt < at) return mark[0];
  }
  return undefined;
}

/** Right before who acts, these have doer and done-to change places. */
const PASSIVE = new RegExp(`${fold('(?:(?<!理)由|被|遭|受)')}[^,]{0,3}$`, 'u');

function isPassive(text: string, word: string): boolean {
  return PASSIVE.test(text.slice(0, text.indexOf(word)));
}

function onlyOnce(text: string, word: string): boolean {
  const at = text.indexOf(word);
  return at >= 0 && text.indexOf(word, at + 1) < 0;
}

/** Two words that have changed places around a third that has kept its own: 甲查乙 as 乙查甲. */
export function exchanged(claim: ReadText, sources: readonly ReadText[]): string | undefined {
  for (const source of sources) {
    const turned = (word: string) => isPassive(source.folded, word) !== isPassive(claim.folded, word);
    const words = placed(claim.words, claim.folded)
      .filter(({ word }) => word.text.length > 1)
      .map(({ word }) => (word.han ? word.text : word.asked))
      .filter((word) => onlyOnce(claim.folded, word) && onlyOnce(source.folded, word));
    const at = words.map((word) => source.folded.indexOf(word));
    for (let i = 0; i < words.length; i++)
      for (let m = i + 1; m < words.length; m++)
        for (let j = m + 1; j < words.length; j++)
          if (at[i]! > at[m]! && at[m]! > at[j]! && !turned(words[i]!) && !turned(words[j]!))
            return `${words[i]}…${words[j]}`;
  }
  return undefined;
}
