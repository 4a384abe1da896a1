import type { Queryable } from '../../../core/db/client.ts';
import type { CaseState } from '../../cases/schema.ts';
import type { GateId } from './gates.ts';

export interface ProjectRow {
  readonly id: string;
  readonly cohortId: string;
  readonly personId: string;
  readonly title: string;
  readonly summary: string;
}

const projectColumns = `p.id, p.cohort_id as "cohortId", p.person_id as "personId", p.title, p.summary`;

export async function selectProjects(db: Queryable, cohortId: string): Promise<ProjectRow[]> {
  return db.query<ProjectRow>(`select ${projectColumns} from cohort_projects p where p.cohort_id = $1`, [
    cohortId,
  ]);
}

export async function selectProject(db: Queryable, id: string): Promise<ProjectRow | undefined> {
  const rows = await db.query<ProjectRow>(`select ${projectColumns} from cohort_projects p where p.id = $1`, [
    id,
  ]);
  return rows[0];
}

export async function selectOwnProject(
  tx: Queryable,
  cohortId: string,
  personId: string,
): Promise<ProjectRow | undefined> {
  const rows = await tx.query<ProjectRow>(
    `select ${projectColumns} from cohort_projects p where p.cohort_id = $1 and p.person_id = $2 for update`,
    [cohortId, personId],
  );
  return rows[0];
}

/** A member's project, new or changed. */
export async function saveProject(
  tx: Queryable,
  row: ProjectRow & { audienceId: number; now: Date },
): Promise<void> {
  await tx.query(
    `insert into cohort_projects (id, cohort_id, person_id, title, summary, audience_id, created_at, updated_at)
     values ($1, $2, $3, $4, $5, $6, $7, $7)
     on conflict (cohort_id, person_id) do update set title = excluded.title, summary = excluded.summary,
       updated_at = excluded.updated_at`,
    [row.id, row.cohortId, row.personId, row.title, row.summary, row.audienceId, row.now],
  );
}

export interface GateRow {
  readonly projectId: string;
  readonly gate: GateId;
  readonly state: 'handed_in' | 'signed' | 'returned';
  readonly evidence: string;
  readonly url: string | null;
  readonly signedBy: string | null;
  readonly comment: string | null;
  readonly handedInAt: Date;
  readonly decidedAt: Date | null;
}

const gateColumns = `g.project_id as "projectId", g.gate, g.state, g.evidence, g.url, g.signed_by as "signedBy", g.comment,
  g.handed_in_at as "handedInAt", g.decided_at as "decidedAt"`;

export async function selectGates(db: Queryable, projectIds: readonly string[]): Promise<GateRow[]> {
  return db.query<GateRow>(
    `select ${gateColumns} from project_gates g where g.project_id = any ($1::text[]) order by g.handed_in_at`,
    [projectIds],
  );
}

/** Handed in, and visible to the actor of the transaction; the own ones left out. */
export async function selectWaitingGates(
  db: Queryable,
  not: string,
): Promise<(GateRow & { cohortId: string; personId: string; title: string })[]> {
  return db.query(
    `select ${gateColumns}, p.cohort_id as "cohortId", p.person_id as "personId", p.title
       from project_gates g join cohort_projects p on p.id = g.project_id
      where g.state = 'handed_in' and p.person_id <> $1 order by g.handed_in_at limit 200`,
    [not],
  );
}

export async function saveHandIn(
  tx: Queryable,
  row: { projectId: string; gate: GateId; evidence: string; url: string | null; now: Date },
): Promise<void> {
  await tx.query(
    `insert into project_gates (project_id, gate, state, evidence, url, handed_in_at)
     values ($1, $2, 'handed_in', $3, $4, $5)
     on conflict (project_id, gate) do update set state = 'handed_in', evidence = excluded.evidence, url = excluded.url,
       handed_in_at = excluded.handed_in_at, signed_by = null, decided_at = null`,
    [row.projectId, row.gate, row.evidence, row.url, row.now],
  );
}

export async function updateGate(
  tx: Queryable,
  row: {
    projectId: string;
    gate: GateId;
    state: 'signed' | 'returned';
    signedBy: string;
    comment: string | null;
    now: Date;
  },
): Promise<void> {
  await tx.query(
    `update project_gates set state = $3, signed_by = $4, comment = $5, decided_at = $6
      where project_id = $1 and gate = $2`,
    [row.projectId, row.gate, row.state, row.signedBy, row.comment, row.now],
  );
}

export interface LinkedCaseRow {
  readonly personId: string;
  readonly caseId: string;
  /** Null when the case is gone. */
  readonly state: CaseState | null;
}

export async function selectLinkedCases(tx: Queryable, cohortId: string): Promise<LinkedCaseRow[]> {
  return tx.query<LinkedCaseRow>(
    `select l.person_id as "personId", l.case_id as "caseId", c.state
       from cohort_cases l left join cases c on c.id = l.case_id where l.cohort_id = $1`,
    [cohortId],
  );
}

export async function saveLinkedCase(
  tx: Queryable,
  row: { cohortId: string; personId: string; caseId: string; now: Date },
): Promise<void> {
  await tx.query(
    `insert into cohort_cases (cohort_id, person_id, case_id, linked_at) values ($1, $2, $3, $4)
     on conflict (cohort_id, person_id) do update set case_id = excluded.case_id, linked_at = excluded.linked_at`,
    [row.cohortId, row.personId, row.caseId, row.now],
  );
}

export interface PeerReviewRow {
  readonly id: string;
  readonly personId: string;
  readonly caseId: string;
  readonly strengths: string;
  readonly questions: string;
  readonly createdAt: Date;
}

export async function selectPeerReviews(db: Queryable, cohortId: string): Promise<PeerReviewRow[]> {
  return db.query<PeerReviewRow>(
    `select r.id, r.person_id as "personId", r.case_id as "caseId", r.strengths, r.questions, r.created_at as "createdAt"
       from peer_reviews r where r.cohort_id = $1 order by r.created_at, r.id`,
    [cohortId],
  );
}

/** @returns false when the person has reviewed this case before */
export async function insertPeerReview(
  tx: Queryable,
  row: PeerReviewRow & { cohortId: string },
): Promise<boolean> {
  const rows = await tx.query(
    `insert into peer_reviews (id, cohort_id, person_id, case_id, strengths, questions, created_at)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict (cohort_id, person_id, case_id) do nothing returning id`,
    [row.id, row.cohortId, row.personId, row.caseId, row.strengths, row.questions, row.createdAt],
  );
  return rows.length > 0;
}
