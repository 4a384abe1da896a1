import type { Queryable } from '../../core/db/client.ts';

export type EvidenceKind = 'badge' | 'completion' | 'test';

export interface EvidenceRow {
  readonly id: string;
  readonly personId: string | null;
  readonly kind: EvidenceKind;
  /** The credential, course or quiz it comes from. */
  readonly object: string;
  readonly competency: string;
  readonly level: 'basic' | 'mid' | 'senior';
  /** 0 to 5. */
  readonly proficiency: number;
  readonly validFrom: Date;
  readonly validUntil: Date | null;
  readonly revokedAt: Date | null;
  readonly createdAt: Date;
}

const columns = `e.id, e.person_id as "personId", e.kind, e.object, e.competency, e.level, e.proficiency,
  e.valid_from as "validFrom", e.valid_until as "validUntil", e.revoked_at as "revokedAt", e.created_at as "createdAt"`;

export async function insertEvidence(
  tx: Queryable,
  rows: readonly Omit<EvidenceRow, 'revokedAt'>[],
): Promise<void> {
  await tx.query(
    `insert into evidence (id, person_id, kind, object, competency, level, proficiency, valid_from, valid_until, created_at)
     select r.* from jsonb_to_recordset($1::jsonb) as r (id text, "personId" text, kind text, object text, competency text,
       level text, proficiency int, "validFrom" timestamptz, "validUntil" timestamptz, "createdAt" timestamptz)`,
    [JSON.stringify(rows)],
  );
}

/** Uses evidence_object. */
export async function updateRevoked(
  tx: Queryable,
  kind: EvidenceKind,
  object: string,
  now: Date,
): Promise<void> {
  await tx.query(
    'update evidence set revoked_at = $3 where kind = $1 and object = $2 and revoked_at is null',
    [kind, object, now],
  );
}

/** Uses evidence_object. */
export async function deleteEvidence(tx: Queryable, kind: EvidenceKind, object: string): Promise<void> {
  await tx.query('delete from evidence where kind = $1 and object = $2', [kind, object]);
}

/** What counts for a person at a time: neither revoked nor expired. Uses evidence_person. */
export async function selectEvidence(db: Queryable, personId: string, at: Date): Promise<EvidenceRow[]> {
  return db.query<EvidenceRow>(
    `select ${columns} from evidence e
      where e.person_id = $1 and e.revoked_at is null and (e.valid_until is null or e.valid_until > $2)
      order by e.valid_from desc`,
    [personId, at],
  );
}

/** The same for many people at once. Uses evidence_person. */
export async function selectEvidenceOfMany(
  db: Queryable,
  personIds: readonly string[],
  at: Date,
): Promise<EvidenceRow[]> {
  return db.query<EvidenceRow>(
    `select ${columns} from evidence e
      where e.person_id = any ($1::text[]) and e.revoked_at is null and e.valid_from <= $2
        and (e.valid_until is null or e.valid_until > $2)`,
    [personIds, at],
  );
}
