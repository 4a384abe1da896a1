import type { Bank } from '../../core/context.ts';

interface KeyOf {
  readonly credentialId: string;
  readonly key: string;
}

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

interface Row {
  requestHash: string;
  status: number | null;
  reply: unknown;
  createdAt: Date;
}

function isAbandoned(row: Row, now: Date): boolean {
  return row.status === null && now.getTime() - row.createdAt.getTime() > runningMinutes * 60_000;
}

/** Takes a key for one request, or says what became of it before. Keys live seven days. */
export function claimKey(bank: Bank, claim: KeyOf & { requestHash: string }): Promise<Claim> {
  const now = bank.now();
  return bank.store.system.transaction(async (tx) => {
    await tx.query('delete from idempotency where created_at < $1', [
      new Date(now.getTime() - keepDays * 86_400_000),
    ]);
    const inserted = await tx.query(
      `insert into idempotency (credential_id, key, request_hash, created_at) values ($1, $2, $3, $4)
       on conflict do nothing returning key`,
      [claim.credentialId, claim.key, claim.requestHash, now],
    );
    if (inserted.length > 0) return { state: 'claimed' };
    const [row] = await tx.query<Row>(
      `select i.request_hash as "requestHash", i.status, i.reply, i.created_at as "createdAt"
         from idempotency i where i.credential_id = $1 and i.key = $2 for update`,
      [claim.credentialId, claim.key],
    );
    if (!row || row.requestHash !== claim.requestHash) return { state: 'other-request' };
    if (row.status !== null) return { state: 'replied', reply: { status: row.status, body: row.reply } };
    if (!isAbandoned(row, now)) return { state: 'running' };
    await tx.query('update idempotency set created_at = $3 where credential_id = $1 and key = $2', [
      claim.credentialId,
      claim.key,
      now,
    ]);
    return { state: 'claimed' };
  });
}

export async function keepReply(bank: Bank, kept: KeyOf & { reply: KeptReply }): Promise<void> {
  await bank.store.system.query(
    'update idempotency set status = $3, reply = $4::jsonb where credential_id = $1 and key = $2',
    [kept.credentialId, kept.key, kept.reply.status, JSON.stringify(kept.reply.body)],
  );
}

export async function forgetKey(bank: Bank, key: KeyOf): Promise<void> {
  await bank.store.system.query('delete from idempotency where credential_id = $1 and key = $2', [
    key.credentialId,
    key.key,
  ]);
}
