import type { Language } from '../../../core/language.ts';
import { splitSentences } from '../split-sentences.ts';
import { addedHedge, droppedHedge } from './hedges.ts';
import { changedBound, misboundDate, misboundNumber, turnedDates } from './numbers.ts';
import { exchanged, turnedRound } from './order.ts';
import { denialsIn, wrongPolarity } from './polarity.ts';
import { withYears } from './read-dates.ts';
import type { ReadText } from './read-text.ts';
import { readText } from './read-text.ts';
import { wrongSubject } from './subjects.ts';
import type { Item, SourceText } from './support.ts';
import { findSupport, nameOf } from './support.ts';
import { withoutNotes } from './without-notes.ts';

export type FindingCode =
  | 'word'
  | 'number'
  | 'date'
  | 'scattered'
  | 'negation'
  | 'dropped'
  | 'added'
  | 'bound'
  | 'binding'
  | 'subject'
  | 'order';

/** What a claim says that its sources do not, or say otherwise. */
export interface Finding {
  readonly code: FindingCode;
  readonly what: string;
}

/** A passage as the check wants it; read once and remembered. */
export interface CheckedPassage {
  readonly id: string;
  readonly text: string;
  /** What it speaks of, beside its text: title, section, agency, country, in whatever language. */
  readonly about: readonly string[];
  readonly language: Language;
}

const remembered = new Map<string, SourceText>();
const MOST_REMEMBERED = 1_000;

function readSource(passage: CheckedPassage): SourceText {
  const key = `${passage.id}\n${passage.about.join()}\n${passage.text.length}`;
  const known = remembered.get(key);
  if (known) return known;
  const sentences = splitSentences(passage.text).map(({ text }) => readText(text));
  const made: SourceText = {
    sentences,
    dates: yearsThrough(sentences),
    about: readText(passage.about.join('｜')),
    language: passage.language,
  };
  const [oldest] = remembered.keys();
  if (remembered.size >= MOST_REMEMBERED && oldest !== undefined) remembered.delete(oldest);
  remembered.set(key, made);
  return made;
}

/** A month in one sentence is of the year the sentence before it named. */
function yearsThrough(sentences: readonly ReadText[]) {
  let year: number | undefined;
  return sentences.map(({ folded, dates }) => {
    const own = withYears(folded, dates).map((date) =>
      date.year === undefined && year !== undefined ? { ...date, year } : date,
    );
    year = own.findLast((date) => date.year !== undefined)?.year ?? year;
    return own;
  });
}

const codeOf = { word: 'word', number: 'number', date: 'date' } as const;

function first(finding: FindingCode, what: string | undefined): Finding[] {
  return what === undefined ? [] : [{ code: finding, what }];
}

/** Across languages words cannot be matched one by one: a denial has to be on both sides or on neither. */
function wrongDenial(claim: ReadText, { sentences, abouts, translated }: Ground): string | undefined {
  if (!translated) return wrongPolarity(claim, [...sentences, ...abouts]);
  const claimed = denialsIn(claim).length > 0;
  const [main] = sentences;
  if (claimed === sentences.some((sentence) => denialsIn(sentence).length > 0)) return undefined;
  return claimed || (main && denialsIn(main).length > 0) ? 'not' : undefined;
}

/** What a claim stands on. */
interface Ground {
  readonly sentences: readonly ReadText[];
  readonly abouts: readonly ReadText[];
  readonly translated: boolean;
}

function relationFindings(claim: ReadText, ground: Ground): Finding[] {
  const { sentences, abouts, translated } = ground;
  const misbound = misboundNumber(claim, sentences, translated);
  const bound = changedBound(claim, [...sentences, ...abouts]);
  return [
    ...first('negation', wrongDenial(claim, ground)),
    ...first('dropped', droppedHedge(claim, sentences, translated)),
    ...first('added', addedHedge(claim, [...sentences, ...abouts])),
    ...first('bound', bound && claim.folded.slice(bound.start, bound.end)),
    ...first('binding', misbound && claim.folded.slice(misbound.start, misbound.end)),
    ...first('date', misboundDate(claim, [...sentences, ...abouts], translated)),
    ...first('subject', translated ? undefined : wrongSubject(claim, sentences, abouts)),
    ...first('order', translated ? undefined : exchanged(claim, sentences)),
    ...first('order', turnedRound(claim, sentences, translated) ?? turnedDates(claim, sentences)),
  ];
}

function checkSentence(text: string, sources: readonly SourceText[], language: Language): Finding[] {
  const claim = readText(text);
  const support = findSupport(claim, sources, language);
  const named = (code: (item: Item) => FindingCode) => (item: Item) => ({
    code: code(item),
    what: nameOf(item, claim),
  });
  const found = [
    ...support.missing.map(named(({ kind }) => codeOf[kind])),
    ...support.scattered.map(named(() => 'scattered')),
  ];
  if (found.length > 0 || support.sentences.length === 0) return found;
  const translated = sources.every((source) => source.language !== language);
  const abouts = sources.map(({ about }) => about);
  return relationFindings(claim, { sentences: support.sentences, abouts, translated });
}

/**
 * What of a claim its passages do not support; [] when they say it all.
 * Each content word, number, date, denial and hedge has to be said by a few sentences of the passages, and those have
 * to agree with the claim on who, how many, and how sure.
 */
export function checkClaim(text: string, passages: readonly CheckedPassage[], language: Language): Finding[] {
  const sources = passages.map(readSource);
  const plain = withoutNotes(text);
  return splitSentences(plain).flatMap((sentence) => checkSentence(sentence.text, sources, language));
}
