import type { Queryable } from '../../core/db/client.ts';
import type { LevelId } from '../framework/schema.ts';

export interface ClaimRow {
  readonly competency: string;
  readonly level: LevelId;
  readonly proficiency: number;
  readonly createdAt: Date;
}

const columns = 'c.competency, c.level, c.proficiency, c.created_at as "createdAt"';

/** The newest self-rating of each competency and level up to a time. Uses claims_person. */
export async function selectNewestClaims(db: Queryable, personId: string, at: Date): Promise<ClaimRow[]> {
  return db.query<ClaimRow>(
    `select distinct on (c.competency, c.level) ${columns} from claims c
      where c.person_id = $1 and c.created_at <= $2
      order by c.competency, c.level, c.created_at desc, c.id desc`,
    [personId, at],
  );
}

export async function insertClaims(
  tx: Queryable,
  personId: string,
  rows: readonly (ClaimRow & { id: string })[],
): Promise<void> {
  await tx.query(
    `insert into claims (id, person_id, competency, level, proficiency, created_at)
     select r.id, $1, r.competency, r.level, r.proficiency, r."createdAt"
       from jsonb_to_recordset($2::jsonb) as r (id text, competency text, level text, proficiency int, "createdAt" timestamptz)`,
    [personId, JSON.stringify(rows)],
  );
}
