import type { Queryable } from '../../core/db/client.ts';

/** An issuer elsewhere the administrator vouches for. */
export interface TrustedIssuer {
  /** The `issuer.id` of its badges. */
  readonly id: string;
  readonly name: string;
  /** Pinned public keys; without any, the issuer's own documents are asked. */
  readonly keys: readonly Record<string, unknown>[];
  readonly createdAt: Date;
}

const columns = `t.id, t.name, t.keys, t.created_at as "createdAt"`;

export async function selectTrusted(db: Queryable): Promise<TrustedIssuer[]> {
  return db.query<TrustedIssuer>(`select ${columns} from trusted_issuers t order by t.name, t.id`);
}

export async function selectTrustedIssuer(db: Queryable, id: string): Promise<TrustedIssuer | undefined> {
  const rows = await db.query<TrustedIssuer>(`select ${columns} from trusted_issuers t where t.id = $1`, [
    id,
  ]);
  return rows[0];
}

export async function upsertTrusted(
  tx: Queryable,
  issuer: Omit<TrustedIssuer, 'createdAt'> & { addedBy: string; now: Date },
): Promise<void> {
  await tx.query(
    `insert into trusted_issuers (id, name, keys, added_by, created_at) values ($1, $2, $3::jsonb, $4, $5)
     on conflict (id) do update set name = excluded.name, keys = excluded.keys, added_by = excluded.added_by`,
    [issuer.id, issuer.name, JSON.stringify(issuer.keys), issuer.addedBy, issuer.now],
  );
}

export async function deleteTrusted(tx: Queryable, id: string): Promise<boolean> {
  const rows = await tx.query('delete from trusted_issuers where id = $1 returning id', [id]);
  return rows.length > 0;
}

/**
 * Remembers a status list as seen.
 * @returns false when a newer one was seen before
 */
export async function noteList(tx: Queryable, url: string, issuedAt: Date): Promise<boolean> {
  const rows = await tx.query(
    `insert into seen_status_lists (url, issued_at) values ($1, $2)
     on conflict (url) do update set issued_at = excluded.issued_at
       where seen_status_lists.issued_at <= excluded.issued_at returning url`,
    [url, issuedAt],
  );
  return rows.length > 0;
}

export async function noteRevocation(tx: Queryable, url: string, entry: string, now: Date): Promise<void> {
  await tx.query(
    'insert into seen_revocations (url, entry, seen_at) values ($1, $2, $3) on conflict do nothing',
    [url, entry, now],
  );
}

export async function wasSeenRevoked(db: Queryable, url: string, entry: string): Promise<boolean> {
  const rows = await db.query('select from seen_revocations s where s.url = $1 and s.entry = $2', [
    url,
    entry,
  ]);
  return rows.length > 0;
}
