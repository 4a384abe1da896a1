import type { Context } from '../../core/context.ts';
import { selectNames } from '../progress/queries.ts';
import type { Waiting, WaitingItem } from '../reviews/list-waiting.ts';
import { personOf } from './acting.ts';
import { selectCalls, selectPanel } from './calls/queries.ts';
import { phaseOf } from './calls/schema.ts';
import { selectWaitingGates } from './milestones/queries.ts';
import { findConflict } from './nominations/conflicts.ts';
import { type NominationRow, selectBallots, selectNominations } from './nominations/queries.ts';

/** What a panel member has yet to judge in one call; nothing they may not. */
async function toJudge(ctx: Context, callId: string): Promise<NominationRow[]> {
  if (!(await selectPanel(ctx.db, callId)).includes(personOf(ctx))) return [];
  const judged = new Set(
    (await selectBallots(ctx.db, callId))
      .filter(({ personId }) => personId === personOf(ctx))
      .map(({ nominationId }) => nominationId),
  );
  const rows: NominationRow[] = [];
  for (const row of await selectNominations(ctx.db, { callId, of: undefined }))
    if (
      row.state === 'submitted' &&
      !judged.has(row.id) &&
      !(await findConflict(ctx, ctx.bank.store.system, row))
    )
      rows.push(row);
  return rows;
}

const nominations: Waiting = {
  allow: ['reviewer'],
  async list(ctx) {
    const items: WaitingItem[] = [];
    for (const call of await selectCalls(ctx.db)) {
      if (phaseOf(call, ctx.now()) !== 'judging') continue;
      for (const row of await toJudge(ctx, call.id))
        items.push({
          kind: 'nomination',
          id: row.id,
          title: row.record.project.title,
          agency: row.record.agency,
          submittedAt: row.updatedAt.toISOString(),
          url: `/programme/calls/${call.id}/panel#name-${row.id}`,
        });
    }
    return items;
  },
};

const gates: Waiting = {
  allow: ['pilot_leader', 'reviewer', 'manager'],
  async list(ctx) {
    const rows = await selectWaitingGates(ctx.db, personOf(ctx));
    const names = await selectNames(
      ctx.bank.store.system,
      rows.map(({ personId }) => personId),
    );
    return rows.map((row) => ({
      kind: 'gate' as const,
      id: `${row.projectId}:${row.gate}`,
      title: `${names.get(row.personId) ?? ''} · ${row.title}`,
      agency: '',
      submittedAt: row.handedInAt.toISOString(),
      url: '/programme#gates',
    }));
  },
};

/** What waits for people in the programme: nominations to judge, gates to sign. */
export const waitingInProgramme: readonly Waiting[] = [nominations, gates];
