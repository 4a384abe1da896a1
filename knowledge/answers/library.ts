import { audiencesOf } from '../../core/actor.ts';
import { taiwanDay } from '../../core/clock.ts';
import type { Context } from '../../core/context.ts';
import type { Store } from '../../core/db/store.ts';
import type { Language } from '../../core/language.ts';
import { CaseFacts } from '../cases/schema.ts';
import { fold } from '../text/fold.ts';
import { loadThesaurus } from './glossary-words.ts';
import * as queries from './library-queries.ts';
import type { PreparedText } from './match-words.ts';
import { prepareText } from './match-words.ts';
import type { Sentence } from './split-sentences.ts';
import { splitSentences } from './split-sentences.ts';

export interface HeldSentence extends Sentence {
  readonly passage: HeldPassage;
  readonly prepared: PreparedText;
}

export interface HeldPassage {
  readonly id: string;
  readonly section: string;
  readonly path: readonly string[];
  readonly text: string;
  readonly folded: string;
  readonly language: Language;
  readonly source: HeldSource;
  sentences(): readonly HeldSentence[];
}

export interface HeldSource {
  readonly id: string;
  readonly externalId: string;
  readonly kind: 'case' | 'study' | 'glossary' | 'document';
  readonly title: string;
  readonly titleEn: string | null;
  readonly passages: readonly HeldPassage[];
  /** Cases only. */
  readonly facts?: CaseFacts;
}

export interface HeldCase extends HeldSource {
  readonly facts: CaseFacts;
}

/** The cases, study texts and definitions one kind of reader may see, kept in memory. */
export interface Library {
  readonly stamp: string;
  readonly cases: readonly HeldCase[];
  readonly study: readonly HeldSource[];
  readonly glossary: readonly HeldSource[];
  /** 0 (everywhere) to 1 (nowhere): how much a folded word tells, by the passages that hold it. */
  rarity(word: string): number;
}

/** More sources than this are searched, not held. */
const LIMIT = 4_000;

export function holdPassage(row: queries.LibraryPassageRow, source: HeldSource): HeldPassage {
  let sentences: HeldSentence[] | undefined;
  const passage: HeldPassage = {
    id: row.id,
    section: row.section.at(-1) ?? '',
    path: row.section,
    text: row.text,
    folded: fold(row.text),
    language: row.language,
    source,
    sentences: () =>
      (sentences ??= splitSentences(row.text).map((sentence) => ({
        ...sentence,
        passage,
        prepared: prepareText(sentence.text),
      }))),
  };
  return passage;
}

function holdSource(row: queries.LibrarySourceRow, rows: readonly queries.LibraryPassageRow[]): HeldSource {
  const facts = row.kind === 'case' ? CaseFacts.safeParse(row.details) : undefined;
  const passages: HeldPassage[] = [];
  const source: HeldSource = {
    id: row.id,
    externalId: row.externalId,
    kind: row.kind as HeldSource['kind'],
    title: row.title,
    titleEn: row.titleEn,
    passages,
    ...(facts?.success ? { facts: facts.data } : {}),
  };
  for (const passage of rows) passages.push(holdPassage(passage, source));
  return source;
}

/** A library smaller than this cannot tell a rare word from a common one. */
const SMALL = 200;

function rarityOver(passages: readonly HeldPassage[]): (word: string) => number {
  const known = new Map<string, number>();
  const count = Math.max(passages.length, SMALL);
  const scale = Math.log(1 + count);
  return (word) => {
    let rarity = known.get(word);
    if (rarity === undefined) {
      let holders = 0;
      for (const passage of passages) if (passage.folded.includes(word)) holders++;
      rarity = Math.log((1 + count) / (1 + holders)) / scale;
      if (known.size < 50_000) known.set(word, rarity);
    }
    return rarity;
  };
}

function isCase(source: HeldSource): source is HeldCase {
  return source.kind === 'case' && source.facts !== undefined;
}

/** Puts rows together as a library; sentences and matching forms are made when first needed. */
function buildLibrary(
  stamp: string,
  rows: readonly queries.LibrarySourceRow[],
  passageRows: readonly queries.LibraryPassageRow[],
): Library {
  const bySource = new Map<string, queries.LibraryPassageRow[]>(rows.map((row) => [row.id, []]));
  for (const row of passageRows) bySource.get(row.sourceId)?.push(row);
  const sources = rows.map((row) => holdSource(row, bySource.get(row.id) ?? []));
  const spoken = sources.filter((source) => source.kind !== 'glossary').flatMap((source) => source.passages);
  return {
    stamp,
    cases: sources.filter(isCase),
    study: sources.filter((source) => source.kind === 'study'),
    glossary: sources.filter((source) => source.kind === 'glossary'),
    rarity: rarityOver(spoken),
  };
}

async function readLibrary(ctx: Context, today: string, stamp: string): Promise<Library> {
  const rows = await queries.selectLibrarySources(ctx.db, today, LIMIT);
  const passages = await queries.selectLibraryPassages(
    ctx.db,
    rows.map((row) => row.id),
  );
  return buildLibrary(stamp, rows, passages);
}

/** Sets of audiences kept at once; the one asked for longest ago goes first. */
const MOST_LIBRARIES = 16;

const held = new WeakMap<Store, Map<string, Promise<Library>>>();

/** The library as the asker may see it: read under row-level security, kept per set of audiences until something changes. */
export async function openLibrary(ctx: Context): Promise<Library> {
  await loadThesaurus();
  const today = taiwanDay(ctx.now());
  const stamp = await queries.selectLibraryStamp(ctx.db, today);
  const libraries = held.get(ctx.bank.store) ?? new Map<string, Promise<Library>>();
  held.set(ctx.bank.store, libraries);
  const audiences = audiencesOf(ctx.actor).sort().join('|');
  const kept = libraries.get(audiences);
  const known = await kept?.catch(() => undefined);
  const reading = known?.stamp === stamp ? kept! : readLibrary(ctx, today, stamp);
  libraries.delete(audiences);
  libraries.set(audiences, reading);
  for (const oldest of libraries.keys()) if (libraries.size > MOST_LIBRARIES) libraries.delete(oldest);
  return reading;
}
