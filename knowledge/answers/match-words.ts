import { stem } from '../text/english-words.ts';
import { fold } from '../text/fold.ts';
import { glossOf } from '../text/gloss.ts';
import type { ContentWord } from './content-words.ts';
import { contentWords } from './content-words.ts';
import type { Needle, WordProbe } from './word-probe.ts';
import { glossaryNeedles, probeOf, VAGUE } from './word-probe.ts';

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

function holds(word: Needle, { folded, stems }: PreparedText): boolean {
  if (word.han) return folded.includes(word.text);
  return stems.has(word.text) || stems.has(word.stem) || (word.joined && folded.includes(word.text));
}

function meansTheSame(word: ContentWord, { meanings }: WordProbe, text: PreparedText): boolean {
  const glosses = text.glosses();
  if (!word.han) return (glosses.get(word.text) ?? 0) >= MEANING_FLOOR;
  let shared = 0;
  for (const [meaning, weight] of meanings)
    if (text.stems.has(meaning) || (glosses.get(meaning) ?? 0) >= MEANING_FLOOR) shared += weight;
  return shared >= SHARED_MEANING;
}

/** expansion, expanded: English words that begin alike. */
function sharesStart({ start }: WordProbe, text: PreparedText): boolean {
  if (start === undefined) return false;
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
  const probe = probeOf(word);
  if (holds(probe.itself, text)) return TRUST.itself;
  for (const other of probe.everyday) if (holds(other, text)) return TRUST.everyday;
  for (const other of glossaryNeedles(word)) if (holds(other, text)) return TRUST.glossary;
  if (meansTheSame(word, probe, text) || sharesStart(probe, text)) return TRUST.meaning;
  return sharesPart(word, text) ? TRUST.part : 0;
}
