import type { Queryable } from '../../core/db/client.ts';
import type { IssuerProfile } from './schema.ts';

export interface Issuer {
  readonly id: string;
  readonly baseUrl: string;
  readonly profile: IssuerProfile;
  readonly agency: string | null;
  readonly sandbox: boolean;
  readonly showNames: boolean;
  readonly rootPem: string | null;
  readonly createdAt: Date;
}

const columns = `i.id, i.base_url as "baseUrl", i.profile, i.agency, i.sandbox, i.show_names as "showNames",
  i.root_pem as "rootPem", i.created_at as "createdAt"`;

/** Several servers on one database start in turn: held to the end of the transaction. */
export async function lockIssuers(tx: Queryable): Promise<void> {
  await tx.query('select pg_advisory_xact_lock(7265774)');
}

export async function insertIssuer(
  tx: Queryable,
  issuer: Omit<Issuer, 'rootPem' | 'createdAt'> & { now: Date },
): Promise<boolean> {
  const rows = await tx.query(
    `insert into issuers (id, base_url, profile, agency, sandbox, show_names, created_at)
     values ($1, $2, $3::jsonb, $4, $5, $6, $7) on conflict do nothing returning id`,
    [
      issuer.id,
      issuer.baseUrl,
      JSON.stringify(issuer.profile),
      issuer.agency,
      issuer.sandbox,
      issuer.showNames,
      issuer.now,
    ],
  );
  return rows.length > 0;
}

/** In the order they were made: the first is the hub's own. */
export async function selectIssuers(db: Queryable): Promise<Issuer[]> {
  return db.query<Issuer>(`select ${columns} from issuers i order by i.position`);
}

export async function selectIssuer(db: Queryable, id: string): Promise<Issuer | undefined> {
  const rows = await db.query<Issuer>(`select ${columns} from issuers i where i.id = $1`, [id]);
  return rows[0];
}

export async function updateRoot(tx: Queryable, id: string, rootPem: string | null): Promise<void> {
  await tx.query('update issuers set root_pem = $2 where id = $1', [id, rootPem]);
}

export async function updateIssuer(
  tx: Queryable,
  issuer: Pick<Issuer, 'id' | 'profile' | 'agency' | 'showNames'>,
): Promise<boolean> {
  const rows = await tx.query(
    'update issuers set profile = $2::jsonb, agency = $3, show_names = $4 where id = $1 returning id',
    [issuer.id, JSON.stringify(issuer.profile), issuer.agency, issuer.showNames],
  );
  return rows.length > 0;
}
