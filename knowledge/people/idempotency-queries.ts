import type { Queryable } from '../../core/db/client.ts';

/** One Idempotency-Key of one token or session. */
export interface KeyOf {
  readonly credentialId: string;
  readonly key: string;
}

export interface KeyRow {
  requestHash: string;
  status: number | null;
  reply: unknown;
  createdAt: Date;
}

export async function deleteKeysBefore(tx: Queryable, before: Date): Promise<void> {
  await tx.query('delete from idempotency where created_at < $1', [before]);
}

/** @returns false when the key is there already */
export async function insertKey(
  tx: Queryable,
  row: KeyOf & { requestHash: string; now: Date },
): Promise<boolean> {
  const inserted = await tx.query(
    `insert into idempotency (credential_id, key, request_hash, created_at) values ($1, $2, $3, $4)
     on conflict do nothing returning key`,
    [row.credentialId, row.key, row.requestHash, row.now],
  );
  return inserted.length > 0;
}

export async function selectKeyForUpdate(
  tx: Queryable,
  { credentialId, key }: KeyOf,
): Promise<KeyRow | undefined> {
  const [row] = await tx.query<KeyRow>(
    `select i.request_hash as "requestHash", i.status, i.reply, i.created_at as "createdAt"
       from idempotency i where i.credential_id = $1 and i.key = $2 for update`,
    [credentialId, key],
  );
  return row;
}

export async function restartKey(tx: Queryable, { credentialId, key }: KeyOf, now: Date): Promise<void> {
  await tx.query('update idempotency set created_at = $3 where credential_id = $1 and key = $2', [
    credentialId,
    key,
    now,
  ]);
}

export async function updateReply(
  tx: Queryable,
  { credentialId, key }: KeyOf,
  reply: { status: number; body: unknown },
): Promise<void> {
  await tx.query(
    'update idempotency set status = $3, reply = $4::jsonb where credential_id = $1 and key = $2',
    [credentialId, key, reply.status, JSON.stringify(reply.body)],
  );
}

export async function deleteKey(tx: Queryable, { credentialId, key }: KeyOf): Promise<void> {
  await tx.query('delete from idempotency where credential_id = $1 and key = $2', [credentialId, key]);
}
