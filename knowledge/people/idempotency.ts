import type { Bank } from '../../core/context.ts';
import type { KeyOf, KeyRow } from './idempotency-queries.ts';
import {
  deleteKey,
  deleteKeysBefore,
  insertKey,
  restartKey,
  selectKeyForUpdate,
  updateReply,
} from './idempotency-queries.ts';

interface KeptReply {
  readonly status: number;
  readonly body: unknown;
}

export type Claim =
  | { readonly state: 'claimed' | 'running' | 'other-request' }
  | { readonly state: 'replied'; readonly reply: KeptReply };

const keepDays = 7;
/** A claim whose process died is free again after this long. */
const runningMinutes = 5;

function isAbandoned(row: KeyRow, now: Date): boolean {
  return row.status === null && now.getTime() - row.createdAt.getTime() > runningMinutes * 60_000;
}

/** Takes a key for one request, or says what became of it before. Keys live seven days. */
export function claimKey(bank: Bank, claim: KeyOf & { requestHash: string }): Promise<Claim> {
  const now = bank.now();
  return bank.store.system.transaction(async (tx) => {
    await deleteKeysBefore(tx, new Date(now.getTime() - keepDays * 86_400_000));
    if (await insertKey(tx, { ...claim, now })) return { state: 'claimed' };
    const row = await selectKeyForUpdate(tx, claim);
    if (!row || row.requestHash !== claim.requestHash) return { state: 'other-request' };
    if (row.status !== null) return { state: 'replied', reply: { status: row.status, body: row.reply } };
    if (!isAbandoned(row, now)) return { state: 'running' };
    await restartKey(tx, claim, now);
    return { state: 'claimed' };
  });
}

export async function keepReply(bank: Bank, kept: KeyOf & { reply: KeptReply }): Promise<void> {
  await updateReply(bank.store.system, kept, kept.reply);
}

export async function forgetKey(bank: Bank, key: KeyOf): Promise<void> {
  await deleteKey(bank.store.system, key);
}
