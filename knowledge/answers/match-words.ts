import { stem } from '../text/english-words.ts';
import { fold } from '../text/fold.ts';
import { glossOf } from '../text/gloss.ts';
import type { ContentWord } from './content-words.ts';
import { contentWords } from './content-words.ts';
import { everydayWordsFor } from './everyday-words.ts';
import { glossaryWordsFor } from './glossary-words.ts';

/** A text prepared for asking whether it speaks of a word. */
export interface PreparedText {
  readonly folded: string;
  /** English words of the text, stemmed. */
  readonly stems: ReadonlySet<string>;
  /** What its Chinese words mean in English: stem → strength, made on first need. */
  glosses(): ReadonlyMap<string, number>;
}

/** How far each kind of match may be trusted (1 = the word itself). */
const TRUST = { itself: 1, everyday: 0.9, glossary: 0.8, meaning: 0.7, part: 0.45 } as const;
/** A dictionary meaning weaker than this says little about a word. */
const MEANING_FLOOR = 0.2;
/** Share of a word's meanings a text must hold: 國防部 and 教育部 have no more than "ministry" in common. */
const SHARED_MEANING = 0.4;
/** Letters two English words have to share from the start to be of one family. */
const ALIKE = 5;
/** Meanings so wide that sharing one proves nothing. */
const VAGUE = new Set(
  'peopl person human man use make give get take thing one place time part way state work go come set put be have do number year day kind sort form matter public offici govern taiwan china chines compani corpor citi counti nation republ rate ratio degre level amount increas decreas rise high low'.split(
    ' ',
  ),
);

function stemsOf(folded: string): Set<string> {
  return new Set(
    (folded.match(/\p{Script=Latin}+|\d[\d,.]*\d|\d/gu) ?? []).map((word) => stem(word.replaceAll(',', ''))),
  );
}

export function prepareText(text: string): PreparedText {
  const folded = fold(text);
  let glosses: Map<string, number> | undefined;
  const make = () => {
    const strengths = new Map<string, number>();
    for (const word of contentWords(folded))
      if (word.han)
        for (const [meaning, weight] of glossOf(word.text))
          if (weight >= MEANING_FLOOR && !VAGUE.has(meaning))
            strengths.set(meaning, Math.max(strengths.get(meaning) ?? 0, weight));
    return strengths;
  };
  return { folded, stems: stemsOf(folded), glosses: () => (glosses ??= make()) };
}

function holds(word: string, text: PreparedText): boolean {
  return /\p{Script=Han}/u.test(word)
    ? text.folded.includes(word)
    : text.stems.has(word) ||
        text.stems.has(stem(word)) ||
        (word.length > 3 && /[^a-z]/.test(word) && text.folded.includes(word));
}

function meansTheSame(word: ContentWord, text: PreparedText): boolean {
  if (!word.han) return (text.glosses().get(word.text) ?? 0) >= MEANING_FLOOR;
  let shared = 0;
  for (const [meaning, weight] of glossOf(word.text))
    if (
      !VAGUE.has(meaning) &&
      (text.stems.has(meaning) || (text.glosses().get(meaning) ?? 0) >= MEANING_FLOOR)
    )
      shared += weight;
  return shared >= SHARED_MEANING;
}

/** expansion, expanded: English words that begin alike. */
function sharesStart(word: ContentWord, text: PreparedText): boolean {
  if (word.han || word.text.length < ALIKE) return false;
  const start = word.text.slice(0, Math.max(ALIKE, word.text.length - 1));
  for (const stem of text.stems) if (stem.startsWith(start)) return true;
  return false;
}

/** 零件 in 零組件: a word with one character put into it. */
function hasInserted(word: string, folded: string): boolean {
  for (let at = folded.indexOf(word[0]!); at >= 0; at = folded.indexOf(word[0]!, at + 1))
    if (folded[at + 2] === word[1] && /\p{Script=Han}/u.test(folded[at + 1] ?? '')) return true;
  return false;
}

/** Half of a long word found in the text (稽查排程 in 稽查員) is a weak sign. */
function sharesPart(word: ContentWord, text: PreparedText): boolean {
  if (!word.han || word.text.length < 2) return false;
  if (word.text.length === 2) return hasInserted(word.text, text.folded);
  for (let at = 0; at + 2 <= word.text.length; at++)
    if (text.folded.includes(word.text.slice(at, at + 2))) return true;
  return false;
}

/** 0 (the text does not speak of it) to 1 (the word itself is there). */
export function matchWord(word: ContentWord, text: PreparedText): number {
  if (holds(word.text, text)) return TRUST.itself;
  for (const said of word.text === word.asked ? [word.text] : [word.text, word.asked])
    for (const other of everydayWordsFor(said)) if (holds(other, text)) return TRUST.everyday;
  for (const other of glossaryWordsFor(word.text)) if (holds(other, text)) return TRUST.glossary;
  if (meansTheSame(word, text) || sharesStart(word, text)) return TRUST.meaning;
  return sharesPart(word, text) ? TRUST.part : 0;
}
