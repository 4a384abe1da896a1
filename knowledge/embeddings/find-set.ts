import pgvector from 'pgvector';
import type { Bank } from '../../core/context.ts';
import type { Embedder } from '../../core/embeddings/embedder.ts';
import * as queries from './queries.ts';
import { forgetProven, noteProven } from './state.ts';

/** One sentence in both languages: where a model puts it tells models apart. */
const PROBE = '政府機關如何治理人工智慧？ How does a public body govern its use of AI?';
/** The same model on other hardware rounds otherwise; another model is far from this. */
const SAME = 0.999;

interface Probed {
  readonly probe: string;
  readonly dimensions: number;
  /** The set this model made, if any. */
  readonly known: queries.EmbeddingSet | undefined;
}

async function probeWith(bank: Bank, embedder: Embedder, signal?: AbortSignal): Promise<Probed> {
  const [vector] = await embedder.embedPassages([PROBE], { signal });
  const probe = pgvector.toSql(vector!);
  const like = await queries.selectLikeSets(bank.store.system, embedder.model, probe, vector!.length);
  return { probe, dimensions: vector!.length, known: like.find(({ likeness }) => likeness >= SAME) };
}

async function open(bank: Bank, embedder: Embedder, { probe, dimensions }: Probed): Promise<number> {
  return bank.store.system.transaction(async (tx) => {
    await queries.retireSets(tx, 'building', 0);
    const { model, address } = embedder;
    return queries.openSet(tx, { model, address, dimensions, probe, now: bank.now() });
  });
}

/** The set in use may be another model's: if that one still answers at the same address, it serves until the switch. */
async function proveFormer(bank: Bank, setNo: number, signal?: AbortSignal): Promise<void> {
  const active = await queries.selectActiveSet(bank.store.system);
  if (!active || active.no === setNo) return;
  const former = bank.embedders?.at(active.model, active.address);
  if (!former || former === bank.embedders?.current) return;
  const probed = await probeWith(bank, former, signal).catch((error) => {
    signal?.throwIfAborted();
    bank.log.warn('the embedding model before this one does not answer', { model: active.model, error });
  });
  if (probed?.known?.no === active.no) noteProven(bank, active.no, former);
}

/**
 * The set that holds, or is to hold, the vectors of the current model: the one in use, one begun before, or a new one.
 * The model is recognised by what it makes of a fixed sentence, so another model under the same name gets its own set.
 * @throws EmbeddingFailure when the model does not answer
 */
export async function findSet(
  bank: Bank,
  embedder: Embedder,
  signal?: AbortSignal,
): Promise<queries.EmbeddingSet> {
  const db = bank.store.system;
  const probed = await probeWith(bank, embedder, signal);
  const no = probed.known?.no ?? (await open(bank, embedder, probed));
  await queries.retireSets(db, 'building', no);
  await queries.updateAddress(db, no, embedder.address);
  forgetProven(bank);
  noteProven(bank, no, embedder);
  await proveFormer(bank, no, signal);
  return (await queries.selectSets(db)).find((set) => set.no === no)!;
}

/** Puts a whole set to use in place of the one before, in one transaction, and drops what nobody needs any more. */
export async function activate(bank: Bank, set: queries.EmbeddingSet): Promise<void> {
  if (set.state !== 'active')
    await bank.store.system.transaction(async (tx) => {
      await queries.retireSets(tx, 'active', set.no);
      await queries.activateSet(tx, set.no, bank.now());
    });
  for (const { no, state } of await queries.selectSets(bank.store.system))
    if (state === 'retired') await queries.dropSet(bank.store.system, no);
}
