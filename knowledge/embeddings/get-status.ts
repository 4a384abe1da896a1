import { z } from 'zod';
import { defineCapability } from '../../core/capability.ts';
import type { Bank } from '../../core/context.ts';
import * as queries from './queries.ts';
import { troubleOf } from './state.ts';

const SetStatus = z.object({
  model: z.string(),
  dimensions: z.number().int(),
  since: z.iso.datetime(),
  /** Passages with a vector, out of those the model may see. */
  done: z.number().int(),
  total: z.number().int(),
  /** Passages the model would not take, and those it may not be shown: found by words alone. */
  refused: z.number().int(),
  unseen: z.number().int(),
});

export const EmbeddingStatus = z.object({
  /** off: no model is set · starting: the model has not answered yet · building: its vectors are being made · ready */
  state: z.enum(['off', 'starting', 'building', 'ready']),
  model: z.string().nullable(),
  sees: z.enum(['public', 'all']).nullable(),
  /** The vectors that answer questions now, and those that will. */
  active: SetStatus.nullable(),
  building: SetStatus.nullable(),
  /** Why it waits. */
  trouble: z.string().nullable(),
});
export type EmbeddingStatus = z.infer<typeof EmbeddingStatus>;

async function statusOf(bank: Bank, set: queries.EmbeddingSet | undefined) {
  if (!set) return null;
  const seesAll = bank.embedders?.current.sees !== 'public';
  const { embedded, refused, missing, unseen } = await queries.countSet(bank.store.system, set.no, seesAll);
  const { model, dimensions } = set;
  const since = (set.activatedAt ?? set.createdAt).toISOString();
  return { model, dimensions, since, done: embedded, total: embedded + refused + missing, refused, unseen };
}

export async function readEmbeddingStatus(bank: Bank): Promise<EmbeddingStatus> {
  const current = bank.embedders?.current;
  const sets = await queries.selectSets(bank.store.system);
  const active = await statusOf(
    bank,
    sets.find(({ state }) => state === 'active'),
  );
  const building = await statusOf(
    bank,
    sets.find(({ state }) => state === 'building'),
  );
  const inUse = active !== null && active.model === current?.model;
  return {
    state: !current ? 'off' : building ? 'building' : inUse ? 'ready' : 'starting',
    model: current?.model ?? null,
    sees: current?.sees ?? null,
    active,
    building,
    trouble: troubleOf(bank) ?? null,
  };
}

export const getEmbeddingStatus = defineCapability({
  name: 'get-embedding-status',
  title: { 'zh-TW': '向量建立進度', en: 'Progress of embedding' },
  description: {
    'zh-TW': '查詢目前使用的向量模型，以及新向量建立到哪裡。',
    en: 'Which embedding model is in use, and how far new vectors are.',
  },
  input: z.object({}),
  output: EmbeddingStatus,
  allow: ['admin'],
  acts: false,
  run: (ctx) => readEmbeddingStatus(ctx.bank),
});
