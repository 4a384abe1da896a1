import type { Queryable } from '../../core/db/client.ts';

export interface CredentialRow {
  readonly id: string;
  readonly badgeId: string;
  readonly badgeVersion: number;
  readonly badgeHash: string;
  readonly issuerId: string;
  readonly personId: string | null;
  readonly subject: string;
  readonly language: 'zh-TW' | 'en';
  readonly credential: Record<string, unknown>;
  /** Open Badges profile. */
  readonly jws: string;
  /** VC-JOSE-COSE profile. */
  readonly jwsVc: string;
  readonly listId: string;
  readonly listIndex: number;
  readonly validFrom: Date;
  readonly validUntil: Date | null;
  readonly issuedBy: string;
  readonly issuedAt: Date;
  readonly revokedAt: Date | null;
  readonly revokedReason: string | null;
  readonly updatedAt: Date;
}

const columns = `c.id, c.badge_id as "badgeId", c.badge_version as "badgeVersion", c.badge_hash as "badgeHash",
  c.issuer_id as "issuerId", c.person_id as "personId", c.subject, c.language, c.credential, c.jws, c.jws_vc as "jwsVc",
  c.list_id as "listId", c.list_index as "listIndex", c.valid_from as "validFrom", c.valid_until as "validUntil",
  c.issued_by as "issuedBy", c.issued_at as "issuedAt", c.revoked_at as "revokedAt",
  c.revoked_reason as "revokedReason", c.updated_at as "updatedAt"`;

export async function insertCredential(
  tx: Queryable,
  row: Omit<CredentialRow, 'revokedAt' | 'revokedReason' | 'updatedAt'>,
): Promise<void> {
  await tx.query(
    `insert into credentials (id, badge_id, badge_version, badge_hash, issuer_id, person_id, subject, language, credential,
       jws, jws_vc, list_id, list_index, valid_from, valid_until, issued_by, issued_at, updated_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9::jsonb, $10, $11, $12, $13, $14, $15, $16, $17, $17)`,
    [
      row.id,
      row.badgeId,
      row.badgeVersion,
      row.badgeHash,
      row.issuerId,
      row.personId,
      row.subject,
      row.language,
      JSON.stringify(row.credential),
      row.jws,
      row.jwsVc,
      row.listId,
      row.listIndex,
      row.validFrom,
      row.validUntil,
      row.issuedBy,
      row.issuedAt,
    ],
  );
}

export async function selectCredential(db: Queryable, id: string): Promise<CredentialRow | undefined> {
  const rows = await db.query<CredentialRow>(`select ${columns} from credentials c where c.id = $1`, [id]);
  return rows[0];
}

export async function lockCredential(tx: Queryable, id: string): Promise<CredentialRow | undefined> {
  const rows = await tx.query<CredentialRow>(
    `select ${columns} from credentials c where c.id = $1 for update`,
    [id],
  );
  return rows[0];
}

export async function updateRevoked(
  tx: Queryable,
  revocation: { id: string; by: string; reason: string; now: Date },
): Promise<void> {
  await tx.query(
    'update credentials set revoked_at = $2, revoked_by = $3, revoked_reason = $4, updated_at = $2 where id = $1',
    [revocation.id, revocation.now, revocation.by, revocation.reason],
  );
}

/** What an issuer issued or revoked since, oldest change first. Uses credentials_feed. */
export async function selectFeed(
  db: Queryable,
  page: { issuerIds: readonly string[]; since: Date; afterId: string; limit: number },
): Promise<CredentialRow[]> {
  return db.query<CredentialRow>(
    `select ${columns} from credentials c
      where c.issuer_id = any ($1::text[]) and (c.updated_at, c.id) > ($2::timestamptz, $3)
      order by c.updated_at, c.id limit $4`,
    [page.issuerIds, page.since, page.afterId, page.limit],
  );
}

/** The badges of one person, newest first. Uses credentials_person. */
export async function selectOfPerson(db: Queryable, personId: string): Promise<CredentialRow[]> {
  return db.query<CredentialRow>(
    `select ${columns} from credentials c where c.person_id = $1 order by c.issued_at desc limit 200`,
    [personId],
  );
}

/** The hub's person an id means: its own key, or the name its token was made for. Uses people_login_key. */
export async function selectPersonKey(tx: Queryable, id: string): Promise<string | null> {
  const rows = await tx.query<{ id: string }>(
    "select p.id from people p where p.id = $1 or p.login = 'person:' || $1 limit 1",
    [id],
  );
  return rows[0]?.id ?? null;
}
