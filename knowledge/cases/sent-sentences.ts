import { maskPersonalData } from '../privacy/mask-personal-data.ts';
import { fold } from '../text/fold.ts';
import type { DraftLine } from './draft-lines.ts';
import { sentencesOf } from './draft-lines.ts';

/** A sentence of the author's text, and what of it a model may read. */
export interface SentSentence {
  readonly own: string;
  readonly sent: string;
}

const address = /(?:https?:\/\/|www\.)[^\s<>"'）)」】，。；]+/giu;

/** Whom a text may name is not for a model: likely names go too, though the author keeps them. */
function forModel(sentence: string): string {
  const { text, marked } = maskPersonalData(sentence.replaceAll(address, 'LINK'));
  return marked.reduceRight(
    (clean, { start, end }) => `${clean.slice(0, start)}○○○${clean.slice(end)}`,
    text,
  );
}

/** The sentences of a draft as a model reads them, as many as there is room for. */
export function sentSentences(lines: readonly DraftLine[], room: number): SentSentence[] {
  const all = lines.flatMap(({ heading, text }) => {
    if (heading === undefined) return sentencesOf(text);
    return text === '' ? [heading] : sentencesOf(`${heading}：${text}`);
  });
  const fitting: SentSentence[] = [];
  let left = room;
  for (const own of all) {
    const sent = forModel(own);
    left -= sent.length + 1;
    if (left < 0) break;
    fitting.push({ own, sent });
  }
  return fitting;
}

const bare = (text: string) => fold(text).replaceAll(/[\s。．.]+/gu, '');
const shortest = 4;

/** The sentence a model names as what a value rests on; undefined when the text has none such. */
export function findSent(given: string, sentences: readonly SentSentence[]): SentSentence | undefined {
  const wanted = bare(given);
  const whole = sentences.find(({ sent }) => bare(sent) === wanted);
  if (whole || wanted.length < shortest) return whole;
  return sentences.find(({ sent }) => bare(sent).includes(wanted));
}
