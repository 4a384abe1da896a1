import type { Queryable } from '../../core/db/client.ts';

export interface Answer {
  readonly task: string;
  readonly weight: number;
}

export interface DiagnosisRow {
  readonly answers: readonly Answer[];
  readonly updatedAt: Date;
}

export async function upsertDiagnosis(tx: Queryable, personId: string, row: DiagnosisRow): Promise<void> {
  await tx.query(
    `insert into saved_diagnoses (person_id, answers, updated_at) values ($1, $2::jsonb, $3)
     on conflict (person_id) do update set answers = excluded.answers, updated_at = excluded.updated_at`,
    [personId, JSON.stringify(row.answers), row.updatedAt],
  );
}

export async function selectDiagnosis(db: Queryable, personId: string): Promise<DiagnosisRow | undefined> {
  const rows = await db.query<DiagnosisRow>(
    'select d.answers, d.updated_at as "updatedAt" from saved_diagnoses d where d.person_id = $1',
    [personId],
  );
  return rows[0];
}
