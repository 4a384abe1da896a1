import type { Role } from '../../core/actor.ts';
import type { Queryable } from '../../core/db/client.ts';

export interface TokenRow {
  id: string;
  name: string;
  personId: string;
  roles: Role[];
  agency: string | null;
  expiresAt: Date | null;
  revokedAt: Date | null;
  createdAt: Date;
}

export interface Identity {
  credentialId: string;
  personId: string;
  name: string;
  roles: Role[];
  agency: string | null;
}

const tokenColumns = `t.id, t.name, t.person_id as "personId", t.roles, t.agency,
  t.expires_at as "expiresAt", t.revoked_at as "revokedAt", t.created_at as "createdAt"`;

export async function insertPerson(
  tx: Queryable,
  person: { id: string; name: string; agency: string | null; login: string | null; now: Date },
): Promise<void> {
  await tx.query(
    `insert into people (id, name, agency, login, created_at) values ($1, $2, $3, $4, $5) on conflict do nothing`,
    [person.id, person.name, person.agency, person.login, person.now],
  );
}

export async function selectPersonId(tx: Queryable, login: string): Promise<string | undefined> {
  const rows = await tx.query<{ id: string }>('select p.id from people p where p.login = $1', [login]);
  return rows[0]?.id;
}

export async function updatePerson(
  tx: Queryable,
  id: string,
  name: string,
  agency: string | null,
): Promise<void> {
  await tx.query('update people set name = $2, agency = coalesce($3, agency) where id = $1', [
    id,
    name,
    agency,
  ]);
}

export async function insertToken(
  tx: Queryable,
  token: Omit<TokenRow, 'revokedAt'> & { secretHash: string; createdBy: string },
): Promise<void> {
  await tx.query(
    `insert into tokens (id, name, secret_hash, person_id, roles, agency, expires_at, created_by, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      token.id,
      token.name,
      token.secretHash,
      token.personId,
      token.roles,
      token.agency,
      token.expiresAt,
      token.createdBy,
      token.createdAt,
    ],
  );
}

/** Uses tokens_secret_hash_key. */
export async function selectIdentityByToken(
  db: Queryable,
  secretHash: string,
  now: Date,
): Promise<Identity | undefined> {
  const rows = await db.query<Identity>(
    `select t.id as "credentialId", p.id as "personId", p.name, t.roles, t.agency
       from tokens t join people p on p.id = t.person_id
      where t.secret_hash = $1 and t.revoked_at is null and (t.expires_at is null or t.expires_at > $2)`,
    [secretHash, now],
  );
  return rows[0];
}

export async function selectTokens(
  db: Queryable,
  limit: number,
  after: string | undefined,
): Promise<TokenRow[]> {
  return db.query<TokenRow>(
    `select ${tokenColumns} from tokens t where $2::text is null or t.id < $2 order by t.id desc limit $1`,
    [limit, after ?? null],
  );
}

/** The roles a person's other tokens in force give. */
export async function selectLiveRoles(tx: Queryable, personId: string, now: Date): Promise<Role[]> {
  const rows = await tx.query<{ role: Role }>(
    `select distinct unnest(t.roles) as role from tokens t
      where t.person_id = $1 and t.revoked_at is null and (t.expires_at is null or t.expires_at > $2)`,
    [personId, now],
  );
  return rows.map((row) => row.role);
}

export async function updateTokenRevoked(tx: Queryable, id: string, now: Date): Promise<boolean> {
  const rows = await tx.query(
    'update tokens set revoked_at = $2 where id = $1 and revoked_at is null returning id',
    [id, now],
  );
  return rows.length > 0;
}

export interface SessionRow extends Identity {
  csrf: string;
  /** Notices the person has not read. */
  unread: number;
}

export async function insertSession(
  tx: Queryable,
  session: {
    idHash: string;
    personId: string;
    tokenId: string | null;
    roles: readonly Role[];
    agency: string | null;
    csrf: string;
    expiresAt: Date;
    now: Date;
  },
): Promise<void> {
  await tx.query(
    `insert into sessions (id_hash, person_id, token_id, roles, agency, csrf, expires_at, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      session.idHash,
      session.personId,
      session.tokenId,
      session.roles,
      session.agency,
      session.csrf,
      session.expiresAt,
      session.now,
    ],
  );
}

/** A session lives no longer than the token it was opened with. */
export async function selectSession(
  db: Queryable,
  idHash: string,
  now: Date,
): Promise<SessionRow | undefined> {
  const rows = await db.query<SessionRow>(
    `select s.id_hash as "credentialId", p.id as "personId", p.name, s.roles, s.agency, s.csrf,
            (select count(*) from notices n where n.person_id = p.id and n.read_at is null) as unread
       from sessions s join people p on p.id = s.person_id left join tokens t on t.id = s.token_id
      where s.id_hash = $1 and s.expires_at > $2
        and (s.token_id is null or (t.revoked_at is null and (t.expires_at is null or t.expires_at > $2)))`,
    [idHash, now],
  );
  return rows[0];
}

export async function deleteSession(tx: Queryable, idHash: string): Promise<void> {
  await tx.query('delete from sessions where id_hash = $1', [idHash]);
}

/** Remembers a digest of the administrator's token; true when it is another than before. */
export async function updateAdminMark(tx: Queryable, digest: string, now: Date): Promise<boolean> {
  const rows = await tx.query(
    `insert into marks (name, value, updated_at) values ('admin-token', $1, $2)
     on conflict (name) do update set value = excluded.value, updated_at = excluded.updated_at
       where marks.value <> excluded.value returning name`,
    [digest, now],
  );
  return rows.length > 0;
}

export async function deleteSessionsOf(tx: Queryable, personId: string): Promise<void> {
  await tx.query('delete from sessions where person_id = $1', [personId]);
}

export async function deleteExpiredSessions(tx: Queryable, now: Date): Promise<void> {
  await tx.query('delete from sessions where expires_at <= $1', [now]);
}

export async function recordAudit(
  tx: Queryable,
  entry: {
    at: Date;
    actor: string | undefined;
    action: string;
    object: string;
    detail: Record<string, unknown>;
  },
): Promise<void> {
  await tx.query('select bank_audit($1, $2, $3, $4, $5::jsonb)', [
    entry.at,
    entry.actor ?? null,
    entry.action,
    entry.object,
    JSON.stringify(entry.detail),
  ]);
}

export async function selectPersonName(db: Queryable, id: string): Promise<string | undefined> {
  const rows = await db.query<{ name: string }>('select p.name from people p where p.id = $1', [id]);
  return rows[0]?.name;
}
