import type { Queryable } from '../../core/db/client.ts';
import type { LevelId } from '../framework/schema.ts';
import type { AskedItem, OptionId } from './schema.ts';

export interface AttemptRow {
  readonly id: string;
  readonly personId: string;
  readonly competency: string;
  readonly level: LevelId;
  readonly items: readonly AskedItem[];
  readonly bankVersion: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly submittedAt: Date | null;
  readonly answers: Readonly<Record<string, OptionId>> | null;
  readonly correct: number | null;
  readonly proficiency: number | null;
}

const columns = `a.id, a.person_id as "personId", a.competency, a.level, a.items, a.bank_version as "bankVersion",
  a.created_at as "createdAt", a.expires_at as "expiresAt", a.submitted_at as "submittedAt", a.answers, a.correct,
  a.proficiency`;

export async function insertAttempt(
  tx: Queryable,
  row: Omit<AttemptRow, 'submittedAt' | 'answers' | 'correct' | 'proficiency'>,
): Promise<void> {
  await tx.query(
    `insert into quiz_attempts (id, person_id, competency, level, items, bank_version, created_at, expires_at)
     values ($1, $2, $3, $4, $5::jsonb, $6, $7, $8)`,
    [
      row.id,
      row.personId,
      row.competency,
      row.level,
      JSON.stringify(row.items),
      row.bankVersion,
      row.createdAt,
      row.expiresAt,
    ],
  );
}

/** A person's attempts at one quiz, newest first. Uses quiz_attempts_person. */
export async function selectAttempts(
  db: Queryable,
  of: { personId: string; competency: string; level: LevelId },
): Promise<AttemptRow[]> {
  return db.query<AttemptRow>(
    `select ${columns} from quiz_attempts a
      where a.person_id = $1 and a.competency = $2 and a.level = $3
      order by a.created_at desc, a.id desc limit 100`,
    [of.personId, of.competency, of.level],
  );
}

/** The newest results of a person, one per competency and level. Uses quiz_attempts_person. */
export async function selectNewestResults(db: Queryable, personId: string): Promise<AttemptRow[]> {
  return db.query<AttemptRow>(
    `select distinct on (a.competency, a.level) ${columns} from quiz_attempts a
      where a.person_id = $1 and a.submitted_at is not null
      order by a.competency, a.level, a.submitted_at desc`,
    [personId],
  );
}

export async function lockAttempt(tx: Queryable, id: string): Promise<AttemptRow | undefined> {
  const rows = await tx.query<AttemptRow>(
    `select ${columns} from quiz_attempts a where a.id = $1 for update`,
    [id],
  );
  return rows[0];
}

export async function updateSubmitted(
  tx: Queryable,
  result: {
    id: string;
    answers: Record<string, OptionId>;
    correct: number;
    proficiency: number;
    now: Date;
  },
): Promise<void> {
  await tx.query(
    'update quiz_attempts set submitted_at = $2, answers = $3::jsonb, correct = $4, proficiency = $5 where id = $1',
    [result.id, result.now, JSON.stringify(result.answers), result.correct, result.proficiency],
  );
}

/** Titles of the cases the actor may read, by id. */
export async function selectCaseTitles(
  db: Queryable,
  ids: readonly string[],
): Promise<Map<string, { title: string; titleEn: string | null }>> {
  const rows = await db.query<{ id: string; title: string; titleEn: string | null }>(
    `select s.external_id as id, s.title, s.title_en as "titleEn" from sources s
      where s.kind = 'case' and s.state = 'current' and s.external_id = any ($1::text[])`,
    [ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
}
