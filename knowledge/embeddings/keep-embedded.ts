import { setTimeout as sleep } from 'node:timers/promises';
import type { Bank } from '../../core/context.ts';
import { EmbeddingFailure } from '../../core/embeddings/failure.ts';
import { fillSet } from './fill-set.ts';
import { activate, findSet } from './find-set.ts';
import * as queries from './queries.ts';
import { noteTrouble } from './state.ts';

export interface KeeperTimes {
  /** How often newly stored passages are looked for. */
  readonly lookMs: number;
  /** The pause after a failure, which doubles up to the longest. */
  readonly pauseMs: number;
  readonly longestPauseMs: number;
}

const usualTimes: KeeperTimes = { lookMs: 2_000, pauseMs: 5_000, longestPauseMs: 300_000 };

/** One line each tenth. */
function tenths(bank: Bank, set: queries.EmbeddingSet, missing: number): (stored: number) => void {
  let done = 0;
  let shown = 0;
  return (stored) => {
    done += stored;
    const tenth = Math.floor((10 * done) / Math.max(missing, done));
    if (tenth > shown) bank.log.info('embedding passages', { model: set.model, done, total: missing });
    shown = tenth;
  };
}

/** Brings the vectors of the current model in line with the passages and puts them to use. */
export async function embedMissing(
  bank: Bank,
  options: { signal?: AbortSignal; onStored?: (stored: number) => void } = {},
): Promise<queries.EmbeddingSet | undefined> {
  const embedder = bank.embedders?.current;
  if (!embedder) return undefined;
  const set = await findSet(bank, embedder, options.signal);
  const { missing } = await queries.countSet(bank.store.patient, set.no, embedder.sees === 'all');
  const onStored = options.onStored ?? tenths(bank, set, missing);
  await fillSet(bank, embedder, set, { ...options, onStored });
  await activate(bank, set);
  return set;
}

/** How often new passages are looked for before the model itself is looked at again. */
const LOOKS = 300;

/** Embeds what is stored from now on. */
async function keepUp(
  bank: Bank,
  set: queries.EmbeddingSet,
  lookMs: number,
  signal: AbortSignal,
): Promise<void> {
  let after = 0;
  for (let look = 0; look < LOOKS; look++) {
    after = await fillSet(bank, bank.embedders!.current, set, { signal, after });
    await sleep(lookMs, undefined, { signal });
  }
}

/**
 * Keeps vectors in the background, beginning with what an earlier run left undone: old vectors answer until the new
 * set is whole. A failure is logged, shown to the administrator and tried again, later each time.
 */
export function startEmbedding(bank: Bank, times: KeeperTimes = usualTimes): { close(): Promise<void> } {
  const closing = new AbortController();
  const { signal } = closing;
  let pauseMs = times.pauseMs;
  const step = async () => {
    const set = await embedMissing(bank, { signal });
    noteTrouble(bank, undefined);
    pauseMs = times.pauseMs;
    if (set) await keepUp(bank, set, times.lookMs, signal);
  };
  const loop = async () => {
    while (!signal.aborted)
      await step().catch(async (error) => {
        if (signal.aborted) return;
        const waitMs = error instanceof EmbeddingFailure ? (error.waitMs ?? 0) : 0;
        noteTrouble(bank, error instanceof Error ? error.message : String(error));
        bank.log.warn('embedding waits and will try again', { error, pauseMs });
        await sleep(Math.max(pauseMs, waitMs), undefined, { signal }).catch(() => undefined);
        pauseMs = Math.min(times.longestPauseMs, pauseMs * 2);
      });
  };
  const ended = bank.embedders ? loop() : Promise.resolve();
  return {
    async close() {
      closing.abort();
      await ended;
    },
  };
}
