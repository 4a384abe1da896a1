import type { Role } from '../../core/actor.ts';
import type { Queryable } from '../../core/db/client.ts';

export interface AccountKey {
  readonly platform: string;
  readonly team: string;
  readonly user: string;
}

export interface LinkedRow {
  id: string;
  platform: string;
  team: string;
  account: string;
  linkedAt: Date;
}

export async function insertLinkCode(
  tx: Queryable,
  code: { codeHash: string; personId: string; expiresAt: Date },
): Promise<void> {
  await tx.query('delete from link_codes where person_id = $1', [code.personId]);
  await tx.query('insert into link_codes (code_hash, person_id, expires_at) values ($1, $2, $3)', [
    code.codeHash,
    code.personId,
    code.expiresAt,
  ]);
}

/** Takes the code away while reading it, so that it works once. */
export async function deleteLinkCode(
  tx: Queryable,
  codeHash: string,
): Promise<{ personId: string; expiresAt: Date } | undefined> {
  const rows = await tx.query<{ personId: string; expiresAt: Date }>(
    'delete from link_codes where code_hash = $1 returning person_id as "personId", expires_at as "expiresAt"',
    [codeHash],
  );
  return rows[0];
}

export async function upsertAccount(
  tx: Queryable,
  key: AccountKey,
  link: { id: string; personId: string; now: Date },
): Promise<void> {
  await tx.query(
    `insert into chat_accounts (id, platform, team, account, person_id, linked_at) values ($1, $2, $3, $4, $5, $6)
     on conflict (platform, team, account) do update set person_id = excluded.person_id, linked_at = excluded.linked_at`,
    [link.id, key.platform, key.team, key.user, link.personId, link.now],
  );
}

export async function selectAccounts(db: Queryable, personId: string): Promise<LinkedRow[]> {
  return db.query<LinkedRow>(
    `select c.id, c.platform, c.team, c.account, c.linked_at as "linkedAt"
       from chat_accounts c where c.person_id = $1 order by c.linked_at, c.id`,
    [personId],
  );
}

export async function deleteAccount(tx: Queryable, id: string): Promise<boolean> {
  const rows = await tx.query('delete from chat_accounts where id = $1 returning id', [id]);
  return rows.length > 0;
}

export async function deleteAccountOf(tx: Queryable, key: AccountKey): Promise<string | undefined> {
  const rows = await tx.query<{ personId: string }>(
    `delete from chat_accounts where platform = $1 and team = $2 and account = $3 returning person_id as "personId"`,
    [key.platform, key.team, key.user],
  );
  return rows[0]?.personId;
}

export interface LinkedPerson {
  account: string;
  personId: string;
  name: string;
  agency: string | null;
  roles: Role[];
}

/** The people behind accounts of one team, with the roles their tokens in force and single sign-on give them. */
export async function selectLinkedPeople(
  db: Queryable,
  team: { platform: string; team: string; users: readonly string[] },
  now: Date,
  vouchedSince: Date,
): Promise<LinkedPerson[]> {
  return db.query<LinkedPerson>(
    `select c.account, p.id as "personId", p.name,
        coalesce(p.agency, (select t.agency from tokens t where t.person_id = p.id and t.agency is not null
           and t.revoked_at is null and (t.expires_at is null or t.expires_at > $4) order by t.id desc limit 1)) as agency,
        array(select distinct r from (
          select unnest(t.roles) as r from tokens t
           where t.person_id = p.id and t.revoked_at is null and (t.expires_at is null or t.expires_at > $4)
          union all select unnest(p.roles) where p.vouched_at > $5) held order by r) as roles
       from chat_accounts c join people p on p.id = c.person_id
      where c.platform = $1 and c.team = $2 and c.account = any ($3::text[])`,
    [team.platform, team.team, team.users, now, vouchedSince],
  );
}

export async function updateVouchedRoles(
  tx: Queryable,
  personId: string,
  roles: readonly Role[],
  now: Date,
): Promise<void> {
  await tx.query('update people set roles = $2, vouched_at = $3 where id = $1', [personId, roles, now]);
}
