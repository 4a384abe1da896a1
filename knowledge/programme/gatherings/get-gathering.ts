import { z } from 'zod';
import { hasRole } from '../../../core/actor.ts';
import { defineCapability } from '../../../core/capability.ts';
import type { Context } from '../../../core/context.ts';
import { notFound } from '../../../core/errors.ts';
import { PageInput, pageOf } from '../../../core/page.ts';
import { Id, Person } from '../schema.ts';
import * as queries from './queries.ts';

export const gatheringText = { 'zh-TW': '聚會', en: 'gathering' };

const SignUpState = z.enum(['going', 'waiting']);

const GatheringItem = z.object({
  id: z.string(),
  cohortId: z.string().nullable(),
  visibility: z.string(),
  state: z.enum(['planned', 'cancelled']),
  title: z.string(),
  about: z.string(),
  place: z.string(),
  url: z.string().nullable(),
  agenda: z.array(z.object({ minutes: z.number().int(), topic: z.string() })),
  startsAt: z.string(),
  endsAt: z.string(),
  capacity: z.number().int().nullable(),
  sequence: z.number().int(),
});

const GatheringReply = GatheringItem.extend({
  going: z.number().int(),
  waiting: z.number().int(),
  /** Where the reader stands; null when not signed up. `place` counts from 1 in the waiting list. */
  mine: z.object({ state: SignUpState, place: z.number().int().nullable() }).nullable(),
  notes: z.string().nullable(),
  /** May change, cancel and write notes. */
  organises: z.boolean(),
  /** For whoever organises it. */
  people: z.array(Person.extend({ state: SignUpState })).optional(),
  updatedAt: z.string(),
});

function gatheringItem(row: queries.GatheringRow): z.input<typeof GatheringItem> {
  return {
    id: row.id,
    cohortId: row.cohortId,
    visibility: row.visibility,
    state: row.state,
    ...row.record,
    url: row.record.url ?? null,
    startsAt: row.startsAt.toISOString(),
    endsAt: row.endsAt.toISOString(),
    capacity: row.capacity,
    sequence: row.sequence,
  };
}

/** @throws AppError NOT_FOUND when there is none or the actor may not see it */
export async function getVisibleGathering(ctx: Context, id: string): Promise<queries.GatheringRow> {
  const row = await queries.selectGathering(ctx.db, id);
  if (!row) throw notFound(gatheringText);
  return row;
}

/** A reviewer, or whoever called the people together. */
export function organises(ctx: Context, row: queries.GatheringRow): boolean {
  return hasRole(ctx.actor, 'reviewer') || (row.createdBy !== null && row.createdBy === ctx.actor.personId);
}

function mineOf(people: readonly queries.SignUpRow[], me: string | undefined) {
  const own = people.find(({ personId }) => personId === me);
  if (!own) return null;
  const line = people.filter(({ state }) => state === 'waiting');
  return { state: own.state, place: own.state === 'waiting' ? line.indexOf(own) + 1 : null };
}

export const listGatherings = defineCapability({
  name: 'list-gatherings',
  title: { 'zh-TW': '列出聚會', en: 'List gatherings' },
  description: {
    'zh-TW': '您可以參加的聚會，最近的在前；past=true 連過去的一起列。',
    en: 'Gatherings you may come to, the next one first; past=true lists those over as well.',
  },
  input: PageInput.extend({ past: z.stringbool().default(false), cohortId: Id.optional() }),
  output: z.object({ items: z.array(GatheringItem), nextCursor: z.string().optional() }),
  allow: ['staff'],
  acts: false,
  async run(ctx, { limit, cursor, past, cohortId }) {
    const rows = await queries.selectGatherings(ctx.db, {
      endingAfter: past ? undefined : ctx.now(),
      cohortId,
      limit: limit + 1,
      after: cursor,
    });
    return pageOf(rows, limit, ({ id }) => id, gatheringItem);
  },
});

export const getGathering = defineCapability({
  name: 'get-gathering',
  title: { 'zh-TW': '讀取聚會', en: 'Read a gathering' },
  description: {
    'zh-TW': '議程、報名人數、候補與您的報名狀態；名單只給主辦。',
    en: 'Agenda, how many are coming and waiting, and where you stand; the names are for the organiser.',
  },
  input: z.object({ id: Id }),
  output: GatheringReply,
  allow: ['staff'],
  acts: false,
  async run(ctx, { id }) {
    const row = await getVisibleGathering(ctx, id);
    const people = await ctx.bank.store.system.transaction((tx) => queries.selectSignUps(tx, id));
    const may = organises(ctx, row);
    return {
      ...gatheringItem(row),
      going: people.filter(({ state }) => state === 'going').length,
      waiting: people.filter(({ state }) => state === 'waiting').length,
      mine: mineOf(people, ctx.actor.personId),
      notes: row.notes,
      organises: may,
      ...(may && { people: people.map(({ personId, name, state }) => ({ id: personId, name, state })) }),
      updatedAt: row.updatedAt.toISOString(),
    };
  },
});
