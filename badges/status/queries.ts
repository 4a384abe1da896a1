import type { Queryable } from '../../core/db/client.ts';

export interface StatusListRow {
  readonly id: string;
  readonly issuerId: string;
  readonly bits: Uint8Array;
  readonly used: number;
  readonly jws: string;
  readonly signedAt: Date;
  readonly validUntil: Date;
}

const columns = `l.id, l.issuer_id as "issuerId", l.bits, l.used, l.jws, l.signed_at as "signedAt",
  l.valid_until as "validUntil"`;

export async function insertList(
  tx: Queryable,
  list: Omit<StatusListRow, 'used'> & { now: Date },
): Promise<void> {
  await tx.query(
    `insert into status_lists (id, issuer_id, bits, jws, signed_at, valid_until, created_at)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [list.id, list.issuerId, list.bits, list.jws, list.signedAt, list.validUntil, list.now],
  );
}

/**
 * Takes a place in the issuer's open list, holds the list to the end of the transaction, and says which of the drawn
 * indexes are taken. Uses status_lists_open and credentials_list_id_list_index_key.
 */
export async function takePlace(
  tx: Queryable,
  issuerId: string,
  drawn: readonly number[],
): Promise<{ id: string; used: number; taken: number[] } | undefined> {
  const rows = await tx.query<{ id: string; used: number; taken: number[] }>(
    `update status_lists l set used = used + 1 where l.issuer_id = $1 and l.open
     returning l.id, l.used,
       array(select c.list_index from credentials c where c.list_id = l.id and c.list_index = any ($2::int[])) as taken`,
    [issuerId, drawn],
  );
  return rows[0];
}

export async function closeList(tx: Queryable, id: string): Promise<void> {
  await tx.query('update status_lists set open = false where id = $1', [id]);
}

export async function selectList(db: Queryable, id: string): Promise<StatusListRow | undefined> {
  const rows = await db.query<StatusListRow>(`select ${columns} from status_lists l where l.id = $1`, [id]);
  return rows[0];
}

export async function lockList(tx: Queryable, id: string): Promise<StatusListRow | undefined> {
  const rows = await tx.query<StatusListRow>(
    `select ${columns} from status_lists l where l.id = $1 for update`,
    [id],
  );
  return rows[0];
}

export async function selectListIds(tx: Queryable, issuerId: string): Promise<string[]> {
  const rows = await tx.query<{ id: string }>('select l.id from status_lists l where l.issuer_id = $1', [
    issuerId,
  ]);
  return rows.map((row) => row.id);
}

export async function updateList(
  tx: Queryable,
  list: Pick<StatusListRow, 'id' | 'bits' | 'jws' | 'signedAt' | 'validUntil'>,
): Promise<void> {
  await tx.query(
    'update status_lists set bits = $2, jws = $3, signed_at = $4, valid_until = $5 where id = $1',
    [list.id, list.bits, list.jws, list.signedAt, list.validUntil],
  );
}
