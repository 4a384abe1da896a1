import { maskPersonalData } from '../privacy/mask-personal-data.ts';
import type { PersonalDataSpan } from '../privacy/schema.ts';
import { sectionHeadings } from './case-source.ts';
import {
  type Drafted,
  draftAgency,
  draftCued,
  draftMetrics,
  draftMonth,
  draftSources,
} from './draft-facts.ts';
import { type DraftLine, readDraftLines, sentencesOf } from './draft-lines.ts';
import { partCues, partHeadings } from './draft-words.ts';
import { AiType, type CaseDraft, CaseOutcome, GovernmentLevel, type Metric, Stage } from './schema.ts';

export type { Drafted } from './draft-facts.ts';

export type Part = keyof CaseDraft['sections'];
export type Fact =
  | 'title'
  | 'agency'
  | 'governmentLevel'
  | 'sector'
  | 'aiType'
  | 'stage'
  | 'outcome'
  | 'started'
  | 'ended';

/** A first draft of a case read from a text by rules; everything in it stands in the text. */
export interface TextDraft {
  readonly facts: Partial<Record<Fact, Drafted>>;
  readonly sections: Partial<Record<Part, Drafted>>;
  readonly metrics: readonly Drafted<Metric>[];
  readonly sources: readonly Drafted<{ url: string; title: string }>[];
  /** Sentences that fit no part: the author places them. */
  readonly unplaced: readonly string[];
  /** Personal data taken out before anything else was done, by its place in the text given. */
  readonly masked: readonly PersonalDataSpan[];
  /** Likely names that are still in the draft, by their place in the masked text. */
  readonly marked: readonly PersonalDataSpan[];
}

const factLabels: readonly (readonly [Fact, RegExp])[] = [
  ['title', /^(?:標題|案名|案例名稱|計畫名稱|專案名稱|主旨|title|subject|project)$/i],
  ['agency', /^(?:機關|主責機關|單位|機關名稱|主辦機關|agency|organisation|organization)$/i],
  ['sector', /^(?:領域|業務領域|業務別|sector|policy area)$/i],
];

export interface Placed {
  readonly sentence: string;
  /** `link` only says where something is to be read. */
  readonly part: Part | 'link' | undefined;
  /** It stands under the author's own heading of that part. */
  readonly headed: boolean;
}

const linkLabel = /^(?:資料)?來源|^參考(?:資料|連結)?$|^連結$|^網址$|^(?:sources?|links?|references?)$/i;
const nothingButLink = /^\s*\[?[^\]\s]{0,60}\]?\(?https?:\/\/\S+\s*$/i;

function partOfHeading(heading: string): Part | undefined {
  const own = Object.entries(sectionHeadings).find(([, name]) => name === heading.trim());
  return (own?.[0] as Part | undefined) ?? partHeadings.find(([, pattern]) => pattern.test(heading))?.[0];
}

/** The part most cues of a sentence point at; of two alike, the one being written. */
function partOfSentence(sentence: string, before: Part | undefined): Part | undefined {
  const scores = Object.entries(partCues).map(([part, cue]) => ({
    part: part as Part,
    score: new Set(sentence.toLowerCase().match(cue) ?? []).size + (part === before ? 0.5 : 0),
  }));
  const [best] = scores.sort((a, b) => b.score - a.score);
  return best && best.score >= 1 ? best.part : undefined;
}

interface Reading {
  readonly facts: Partial<Record<Fact, Drafted>>;
  readonly placed: Placed[];
  /** Under a heading of a part everything belongs to it. */
  under: Part | 'link' | undefined;
  before: Part | undefined;
}

function partUnder(heading: string): Reading['under'] {
  return linkLabel.test(heading.trim()) ? 'link' : partOfHeading(heading);
}

function readHeading(reading: Reading, line: DraftLine): void {
  const heading = line.heading!;
  const fact = factLabels.find(([, pattern]) => pattern.test(heading.trim()))?.[0];
  if (fact && line.text) reading.facts[fact] ??= { value: line.text, from: [`${heading}：${line.text}`] };
  else if (line.level === 1) {
    reading.facts.title ??= { value: heading, from: [heading] };
    reading.under = undefined;
  } else if (line.level !== undefined || partUnder(heading)) reading.under = partUnder(heading);
}

function readLine(reading: Reading, line: DraftLine): void {
  const isFact = factLabels.some(
    ([, pattern]) => line.heading !== undefined && pattern.test(line.heading.trim()),
  );
  if (line.heading !== undefined) readHeading(reading, line);
  if (isFact) return;
  const known = line.heading === undefined || line.level !== undefined || partUnder(line.heading);
  const text = known ? line.text : `${line.heading}：${line.text}`;
  for (const sentence of sentencesOf(text)) {
    const alone = nothingButLink.test(sentence) ? 'link' : undefined;
    const part = reading.under ?? alone ?? partOfSentence(sentence, reading.before);
    if (part !== 'link') reading.before = part ?? reading.before;
    reading.placed.push({ sentence, part, headed: reading.under !== undefined });
  }
}

const wordy = /[\p{L}\p{N}]{4}/u;
const mostTitle = 60;

/** Without a heading, a short first line without a full stop reads as a title. */
function titleOf(lines: readonly DraftLine[]): Drafted | undefined {
  const first = lines.find(({ text }) => wordy.test(text))?.text;
  if (first === undefined || first.length > mostTitle || /[。！？!?.]$/.test(first)) return undefined;
  return { value: first, from: [first] };
}

function joinParts(placed: readonly Placed[]): TextDraft['sections'] {
  const parts: Partial<Record<Part, Drafted>> = {};
  for (const part of Object.keys(sectionHeadings) as Part[]) {
    const from = placed.filter((one) => one.part === part).map(({ sentence }) => sentence);
    if (from.length > 0) parts[part] = { value: from.join('\n'), from };
  }
  return parts;
}

const cued = {
  governmentLevel: GovernmentLevel,
  aiType: AiType,
  stage: Stage,
  outcome: CaseOutcome,
} as const;

function factsOf(sentences: readonly string[], lines: readonly DraftLine[]): TextDraft['facts'] {
  const facts: Partial<Record<Fact, Drafted>> = {};
  const put = (name: Fact, drafted: Drafted | undefined) => {
    if (drafted) facts[name] = drafted;
  };
  put('title', titleOf(lines));
  put('agency', draftAgency(sentences));
  for (const name of Object.keys(cued) as (keyof typeof cued)[]) put(name, draftCued(name, sentences));
  put('started', draftMonth('started', sentences));
  put('ended', draftMonth('ended', sentences));
  return facts;
}

const mostText = 60_000;

/** What the rules read, and what they read it from. */
export interface RuleReading {
  readonly draft: TextDraft;
  readonly placed: readonly Placed[];
  readonly lines: readonly DraftLine[];
}

/** @see draftFromText */
export function readByRules(text: string): RuleReading {
  const { text: clean, masked, marked } = maskPersonalData(text.slice(0, mostText));
  const lines = readDraftLines(clean);
  const reading: Reading = { facts: {}, placed: [], under: undefined, before: undefined };
  for (const line of lines) readLine(reading, line);
  const sentences = reading.placed.map(({ sentence }) => sentence);
  const draft = {
    facts: { ...factsOf(sentences, lines), ...reading.facts },
    sections: joinParts(reading.placed),
    metrics: draftMetrics(sentences),
    sources: draftSources(sentences),
    unplaced: reading.placed.flatMap(({ sentence, part }) => (part === undefined ? [sentence] : [])),
    masked,
    marked,
  };
  return { draft, placed: reading.placed, lines };
}

/**
 * Facts, parts, figures and sources of a case as far as a text tells them, by rules and without a model: each with the
 * sentences it came from. Personal data is masked first, and who said what in a thread is left out.
 */
export function draftFromText(text: string): TextDraft {
  return readByRules(text).draft;
}
