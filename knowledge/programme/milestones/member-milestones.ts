import { z } from 'zod';
import type { Queryable } from '../../../core/db/client.ts';
import { CaseState } from '../../cases/schema.ts';
import { selectNames } from '../../progress/queries.ts';
import type { MemberRow } from '../cohorts/queries.ts';
import { Person } from '../schema.ts';
import { GateId, gates } from './gates.ts';
import * as queries from './queries.ts';

const GateState = z.enum(['open', 'handed_in', 'signed', 'returned']);

const Gate = z.object({
  id: GateId,
  state: GateState,
  evidence: z.string().nullable(),
  url: z.string().nullable(),
  signedBy: z.string().nullable(),
  comment: z.string().nullable(),
});

export const MemberMilestones = z.object({
  person: Person,
  project: z.object({ id: z.string(), title: z.string(), summary: z.string() }).nullable(),
  gates: z.array(Gate),
  /** `title` when the reader may see the published case. */
  case: z.object({ id: z.string(), state: CaseState.nullable(), title: z.string().nullable() }).nullable(),
  peerReviews: z.array(
    z.object({
      id: z.string(),
      caseId: z.string(),
      strengths: z.string(),
      questions: z.string(),
      at: z.string(),
    }),
  ),
  /** Steps reached of steps there are: four gates, a published case, a peer review. */
  reached: z.number().int(),
  steps: z.number().int(),
});
type MemberMilestones = z.input<typeof MemberMilestones>;

function gatesOf(records: readonly queries.GateRow[], names: ReadonlyMap<string, string>) {
  return gates.map(({ id }) => {
    const record = records.find((row) => row.gate === id);
    return {
      id,
      state: record?.state ?? ('open' as const),
      evidence: record?.evidence ?? null,
      url: record?.url ?? null,
      signedBy: record?.signedBy ? (names.get(record.signedBy) ?? null) : null,
      comment: record?.comment ?? null,
    };
  });
}

/** Milestones of every member, as their cohort and its organiser see them. */
export async function memberMilestones(
  tx: Queryable,
  cohortId: string,
  members: readonly MemberRow[],
): Promise<MemberMilestones[]> {
  const projects = await queries.selectProjects(tx, cohortId);
  const records = await queries.selectGates(
    tx,
    projects.map(({ id }) => id),
  );
  const cases = await queries.selectLinkedCases(tx, cohortId);
  const reviews = await queries.selectPeerReviews(tx, cohortId);
  const names = await selectNames(
    tx,
    records.flatMap(({ signedBy }) => signedBy ?? []),
  );
  return members.map(({ personId, name }) => {
    const project = projects.find((one) => one.personId === personId);
    const own = gatesOf(
      records.filter(({ projectId }) => projectId === project?.id),
      names,
    );
    const linked = cases.find((one) => one.personId === personId);
    const written = reviews.filter((one) => one.personId === personId);
    return {
      person: { id: personId, name },
      project: project ? { id: project.id, title: project.title, summary: project.summary } : null,
      gates: own,
      case: linked ? { id: linked.caseId, state: linked.state, title: null } : null,
      peerReviews: written.map(({ id, caseId, strengths, questions, createdAt }) => ({
        id,
        caseId,
        strengths,
        questions,
        at: createdAt.toISOString(),
      })),
      reached:
        own.filter(({ state }) => state === 'signed').length +
        Number(linked?.state === 'published') +
        Number(written.length > 0),
      steps: gates.length + 2,
    };
  });
}
