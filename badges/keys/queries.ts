import type { Queryable } from '../../core/db/client.ts';
import type { IssuerKey } from './signer.ts';

const columns = `k.thumbprint, k.issuer_id as "issuerId", k.alg, k.jwk, k.certificate_until as "certificateUntil",
  k.origin, k.retired_at as "retiredAt", k.compromised_at as "compromisedAt", k.created_at as "createdAt"`;

export async function insertKey(
  tx: Queryable,
  key: Omit<IssuerKey, 'retiredAt' | 'compromisedAt'>,
): Promise<void> {
  await tx.query(
    `insert into issuer_keys (thumbprint, issuer_id, alg, jwk, certificate_until, origin, created_at)
     values ($1, $2, $3, $4::jsonb, $5, $6, $7)`,
    [
      key.thumbprint,
      key.issuerId,
      key.alg,
      JSON.stringify(key.jwk),
      key.certificateUntil,
      key.origin,
      key.createdAt,
    ],
  );
}

export async function selectKeys(db: Queryable, issuerId?: string): Promise<IssuerKey[]> {
  return db.query<IssuerKey>(
    `select ${columns} from issuer_keys k where $1::text is null or k.issuer_id = $1 order by k.created_at, k.alg`,
    [issuerId ?? null],
  );
}

/** The keys an issuer signs with now. Uses issuer_keys_active. */
export async function selectActiveKeys(db: Queryable, issuerId: string): Promise<IssuerKey[]> {
  return db.query<IssuerKey>(
    `select ${columns} from issuer_keys k
      where k.issuer_id = $1 and k.retired_at is null and k.compromised_at is null`,
    [issuerId],
  );
}

export async function selectKey(db: Queryable, thumbprint: string): Promise<IssuerKey | undefined> {
  const rows = await db.query<IssuerKey>(`select ${columns} from issuer_keys k where k.thumbprint = $1`, [
    thumbprint,
  ]);
  return rows[0];
}

export async function retireKey(tx: Queryable, thumbprint: string, now: Date): Promise<void> {
  await tx.query('update issuer_keys set retired_at = $2 where thumbprint = $1 and retired_at is null', [
    thumbprint,
    now,
  ]);
}

/** A key in use again: a setting that was taken away and came back. */
export async function reviveKey(tx: Queryable, thumbprint: string): Promise<void> {
  await tx.query(
    'update issuer_keys set retired_at = null where thumbprint = $1 and compromised_at is null',
    [thumbprint],
  );
}

export async function markCompromised(
  tx: Queryable,
  thumbprint: string,
  since: Date,
  now: Date,
): Promise<boolean> {
  const rows = await tx.query(
    `update issuer_keys set compromised_at = $2, retired_at = coalesce(retired_at, $3)
      where thumbprint = $1 and compromised_at is null returning thumbprint`,
    [thumbprint, since, now],
  );
  return rows.length > 0;
}
