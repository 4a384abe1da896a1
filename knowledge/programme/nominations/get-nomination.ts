import { z } from 'zod';
import { defineCapability } from '../../../core/capability.ts';
import type { Context } from '../../../core/context.ts';
import { notFound } from '../../../core/errors.ts';
import { selectNames } from '../../progress/queries.ts';
import { personOf } from '../acting.ts';
import { Id, Person } from '../schema.ts';
import { type NominationRow, selectNomination, selectNominations } from './queries.ts';
import { NominationRecord, NominationState, Result } from './schema.ts';

export const nominationText = { 'zh-TW': '推薦', en: 'nomination' };

const NominationItem = NominationRecord.extend({
  id: z.string(),
  callId: z.string(),
  state: NominationState,
  /** Null when the person has left. */
  nominator: Person.nullable(),
  nominee: z.object({ id: z.string().nullable(), name: z.string() }),
  self: z.boolean(),
  mine: z.enum(['nominator', 'nominee', 'both']).nullable(),
  consentRecorded: z.object({ by: z.string().nullable(), at: z.string() }),
  result: Result.nullable(),
  createdAt: z.string(),
  updatedAt: z.string(),
});
type NominationItem = z.input<typeof NominationItem>;

function mineOf(row: NominationRow, me: string): NominationItem['mine'] {
  if (row.nominee === me) return row.nominator === me ? 'both' : 'nominee';
  return row.nominator === me ? 'nominator' : null;
}

function itemOf(row: NominationRow, names: ReadonlyMap<string, string>, me: string): NominationItem {
  const nameOf = (id: string | null) => (id === null ? undefined : names.get(id));
  return {
    id: row.id,
    callId: row.callId,
    state: row.state,
    ...row.record,
    nominator: row.nominator === null ? null : { id: row.nominator, name: nameOf(row.nominator) ?? '' },
    nominee: { id: row.nominee, name: nameOf(row.nominee) ?? row.nomineeName ?? '' },
    self: row.nominator !== null && row.nominator === row.nominee,
    mine: mineOf(row, me),
    consentRecorded: {
      by: nameOf(row.consentRecordedBy) ?? null,
      at: row.consentRecordedAt.toISOString(),
    },
    result: row.result,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}

export async function nominationItems(
  ctx: Context,
  rows: readonly NominationRow[],
): Promise<NominationItem[]> {
  const ids = rows.flatMap((row) =>
    [row.nominator, row.nominee, row.consentRecordedBy].filter((id) => id !== null),
  );
  const names = await selectNames(ctx.bank.store.system, ids);
  return rows.map((row) => itemOf(row, names, personOf(ctx)));
}

/** @throws AppError NOT_FOUND when there is none or the actor may not see it */
export async function getVisibleNomination(ctx: Context, id: string): Promise<NominationRow> {
  const row = await selectNomination(ctx.db, id);
  if (!row) throw notFound(nominationText);
  return row;
}

export const listNominations = defineCapability({
  name: 'list-nominations',
  title: { 'zh-TW': '我的推薦', en: 'My nominations' },
  description: {
    'zh-TW': '您提出的推薦，以及推薦您的推薦，附狀態與結果理由。',
    en: 'The nominations you made and those that name you, with state and the reasons of the result.',
  },
  input: z.object({ callId: Id.optional() }),
  output: z.object({ items: z.array(NominationItem) }),
  allow: ['staff'],
  acts: false,
  async run(ctx, { callId }) {
    const rows = await selectNominations(ctx.db, { callId, of: personOf(ctx) });
    return { items: await nominationItems(ctx, rows) };
  },
});

export const getNomination = defineCapability({
  name: 'get-nomination',
  title: { 'zh-TW': '讀取一件推薦', en: 'Read a nomination' },
  description: {
    'zh-TW': '推薦人、被推薦人，以及與該次推薦無關的審查人可以讀取。',
    en: 'For its nominator, its nominee, and reviewers who have no part in the call.',
  },
  input: z.object({ id: Id }),
  output: NominationItem,
  allow: ['staff'],
  acts: false,
  async run(ctx, { id }) {
    const [item] = await nominationItems(ctx, [await getVisibleNomination(ctx, id)]);
    return item!;
  },
});

export { NominationItem };
