import { stem } from '../text/english-words.ts';
import { glossOf } from '../text/gloss.ts';
import type { ContentWord } from './content-words.ts';
import { everydayWordsFor } from './everyday-words.ts';
import { glossaryWordsFor } from './glossary-words.ts';

/** A word as it is looked for in a text. */
export interface Needle {
  readonly text: string;
  readonly han: boolean;
  readonly stem: string;
  /** Joined or numbered (gpt-4), so that it may also stand inside a text's words. */
  readonly joined: boolean;
}

/** All that one word of a question is looked for as. */
export interface WordProbe {
  readonly itself: Needle;
  readonly everyday: readonly Needle[];
  /** English meanings of a Chinese word with their weights, the vague ones left out. */
  readonly meanings: readonly (readonly [stem: string, weight: number])[];
  /** How a long English word begins. */
  readonly start: string | undefined;
}

/** Letters two English words have to share from the start to be of one family. */
const ALIKE = 5;
/** Words remembered; beyond it all are forgotten. */
const REMEMBERED = 5_000;
/** Meanings so wide that sharing one proves nothing. */
export const VAGUE = new Set(
  'peopl person human man use make give get take thing one place time part way state work go come set put be have do number year day kind sort form matter public offici govern taiwan china chines compani corpor citi counti nation republ rate ratio degre level amount increas decreas rise high low'.split(
    ' ',
  ),
);

const probes = new Map<string, WordProbe>();
const needles = new WeakMap<readonly string[], readonly Needle[]>();

function needleOf(text: string): Needle {
  return {
    text,
    han: /\p{Script=Han}/u.test(text),
    stem: stem(text),
    joined: text.length > 3 && /[^a-z]/.test(text),
  };
}

function buildProbe({ text, asked, han }: ContentWord): WordProbe {
  const others = [...everydayWordsFor(text), ...(text === asked ? [] : everydayWordsFor(asked))];
  return {
    itself: needleOf(text),
    everyday: others.map(needleOf),
    meanings: han ? glossOf(text).filter(([meaning]) => !VAGUE.has(meaning)) : [],
    start: han || text.length < ALIKE ? undefined : text.slice(0, Math.max(ALIKE, text.length - 1)),
  };
}

/** What a word is looked for as, worked out once: the same words are held against hundreds of texts. */
export function probeOf(word: ContentWord): WordProbe {
  const key = `${word.text} ${word.asked}`;
  const known = probes.get(key);
  if (known) return known;
  if (probes.size >= REMEMBERED) probes.clear();
  const probe = buildProbe(word);
  probes.set(key, probe);
  return probe;
}

/** What the glossary gives for a word; apart from the rest, because the glossary is read after the first words are. */
export function glossaryNeedles(word: ContentWord): readonly Needle[] {
  const words = glossaryWordsFor(word.text);
  if (words.length === 0) return [];
  const known = needles.get(words) ?? words.map(needleOf);
  needles.set(words, known);
  return known;
}
