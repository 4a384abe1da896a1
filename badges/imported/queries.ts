import type { Queryable } from '../../core/db/client.ts';
import type { LevelId } from '../../knowledge/framework/schema.ts';
import type { BadgeStatus } from '../verify/report.ts';

/** A competency of the framework a badge from elsewhere names. */
export interface NamedCompetency {
  readonly competency: string;
  /** Null where the badge does not state it in the framework's terms: then it proves no level. */
  readonly level: LevelId | null;
  readonly proficiency: number | null;
}

export interface ImportedRow {
  readonly id: string;
  readonly personId: string;
  readonly issuer: string;
  readonly credential: string;
  readonly issuerName: string;
  readonly name: string;
  readonly document: string;
  readonly competencies: readonly NamedCompetency[];
  readonly validFrom: Date;
  readonly validUntil: Date | null;
  readonly status: BadgeStatus;
  readonly importedAt: Date;
  readonly checkedAt: Date;
}

const columns = `c.id, c.person_id as "personId", c.issuer, c.credential, c.issuer_name as "issuerName", c.name,
  c.document, c.competencies, c.valid_from as "validFrom", c.valid_until as "validUntil", c.status,
  c.imported_at as "importedAt", c.checked_at as "checkedAt"`;

/**
 * Stores a badge, or puts it in place of the same person's earlier copy.
 * @returns the row's id; undefined when somebody else has brought this badge
 */
export async function upsertImported(tx: Queryable, row: ImportedRow): Promise<string | undefined> {
  const rows = await tx.query<{ id: string }>(
    `insert into imported_credentials as c (id, person_id, issuer, credential, issuer_name, name, document, competencies,
       valid_from, valid_until, status, imported_at, checked_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8::jsonb, $9, $10, $11, $12, $13)
     on conflict (issuer, credential) do update set issuer_name = excluded.issuer_name, name = excluded.name,
       document = excluded.document, competencies = excluded.competencies, valid_from = excluded.valid_from,
       valid_until = excluded.valid_until, status = excluded.status, checked_at = excluded.checked_at
       where c.person_id = excluded.person_id and c.valid_from <= excluded.valid_from
     returning c.id`,
    [
      row.id,
      row.personId,
      row.issuer,
      row.credential,
      row.issuerName,
      row.name,
      row.document,
      JSON.stringify(row.competencies),
      row.validFrom,
      row.validUntil,
      row.status,
      row.importedAt,
      row.checkedAt,
    ],
  );
  return rows[0]?.id;
}

/** Newest first. Uses imported_credentials_person. */
export async function selectImported(db: Queryable, personId: string): Promise<ImportedRow[]> {
  return db.query<ImportedRow>(
    `select ${columns} from imported_credentials c where c.person_id = $1 order by c.imported_at desc, c.id limit 200`,
    [personId],
  );
}

export async function selectOneImported(
  db: Queryable,
  personId: string,
  id: string,
): Promise<ImportedRow | undefined> {
  const rows = await db.query<ImportedRow>(
    `select ${columns} from imported_credentials c where c.person_id = $1 and c.id = $2`,
    [personId, id],
  );
  return rows[0];
}

export async function updateChecked(
  tx: Queryable,
  checked: Pick<ImportedRow, 'id' | 'status' | 'checkedAt'>,
): Promise<void> {
  await tx.query('update imported_credentials set status = $2, checked_at = $3 where id = $1', [
    checked.id,
    checked.status,
    checked.checkedAt,
  ]);
}

export async function deleteImported(tx: Queryable, personId: string, id: string): Promise<boolean> {
  const rows = await tx.query(
    'delete from imported_credentials where person_id = $1 and id = $2 returning id',
    [personId, id],
  );
  return rows.length > 0;
}
