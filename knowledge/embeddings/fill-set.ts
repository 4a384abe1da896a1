import pgvector from 'pgvector';
import type { Bank } from '../../core/context.ts';
import type { Embedder } from '../../core/embeddings/embedder.ts';
import { EmbeddingFailure } from '../../core/embeddings/failure.ts';
import * as queries from './queries.ts';

/** Passages sent in one request. */
const BATCH = 32;
/** Rows stored in one transaction: each goes into an index, and a question asked meanwhile waits. */
const STORED = 8;
/** What is sent of a passage at most; a model reads a few thousand characters. */
const LONGEST = 8_000;
/** A passage refused at this length is not taken at all. */
const SHORTEST = 500;

type Embedded = { readonly no: number; readonly vector: string | null };

export interface FillOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onStored?: ((passages: number) => void) | undefined;
  /** Passages up to this number were looked at before. */
  readonly after?: number | undefined;
}

function textOf({ title, section, text }: queries.PassageToEmbed): string {
  return [title, ...section, text].filter(Boolean).join('\n').slice(0, LONGEST).toWellFormed();
}

/** A text the model refuses is shortened until it takes it; null when it never does. */
async function embedShortened(
  embed: (texts: readonly string[]) => Promise<number[][]>,
  text: string,
): Promise<number[] | null> {
  for (let length = text.length; ; length = Math.floor(length / 2)) {
    try {
      return (await embed([text.slice(0, length).toWellFormed()]))[0]!;
    } catch (error) {
      if (!(error instanceof EmbeddingFailure) || error.kind !== 'refused') throw error;
      if (length / 2 < SHORTEST) return null;
    }
  }
}

/** A batch that is refused as a whole is sent one by one, so that one passage does not take its neighbours along. */
async function embedAll(
  embed: (texts: readonly string[]) => Promise<number[][]>,
  texts: readonly string[],
): Promise<(number[] | null)[]> {
  try {
    return await embed(texts);
  } catch (error) {
    if (!(error instanceof EmbeddingFailure) || error.kind !== 'refused') throw error;
    const vectors: (number[] | null)[] = [];
    for (const text of texts) vectors.push(await embedShortened(embed, text));
    return vectors;
  }
}

async function store(bank: Bank, setNo: number, rows: readonly Embedded[]): Promise<void> {
  for (let at = 0; at < rows.length; at += STORED)
    await bank.store.patient.transaction((tx) =>
      queries.insertEmbeddings(tx, setNo, rows.slice(at, at + STORED)),
    );
}

/**
 * Embeds every searchable passage a set lacks. What is stored stays, so a fill cut short goes on where it was.
 * @returns the number of the last passage done
 * @throws EmbeddingFailure, or the signal's reason
 */
export async function fillSet(
  bank: Bank,
  embedder: Embedder,
  set: queries.EmbeddingSet,
  { signal, onStored, after = 0 }: FillOptions = {},
): Promise<number> {
  const embed = (texts: readonly string[]) =>
    embedder.embedPassages(texts, { dimensions: set.dimensions, signal });
  const seesAll = embedder.sees === 'all';
  for (let last = after; ; ) {
    const ask = { setNo: set.no, seesAll, after: last, limit: BATCH };
    const passages = await queries.selectMissing(bank.store.patient, ask);
    if (passages.length === 0) return last;
    const vectors = await embedAll(embed, passages.map(textOf));
    const rows = passages.map(({ no }, at) => ({
      no,
      vector: vectors[at] ? pgvector.toSql(vectors[at]) : null,
    }));
    signal?.throwIfAborted();
    await store(bank, set.no, rows);
    last = passages.at(-1)!.no;
    onStored?.(passages.length);
  }
}
