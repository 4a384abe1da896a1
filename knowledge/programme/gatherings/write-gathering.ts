import { z } from 'zod';
import { audiencesOf } from '../../../core/actor.ts';
import { defineCapability } from '../../../core/capability.ts';
import type { Context } from '../../../core/context.ts';
import type { Queryable } from '../../../core/db/client.ts';
import { invalidInput } from '../../../core/errors.ts';
import type { Text } from '../../../core/language.ts';
import { notify } from '../../notices/notify.ts';
import { ensureAudience } from '../../sources/queries.ts';
import { audit, personOf, refused, requireState } from '../acting.ts';
import { getVisibleCohort } from '../cohorts/acts.ts';
import { selectMembers } from '../cohorts/queries.ts';
import { Id } from '../schema.ts';
import { organises } from './get-gathering.ts';
import * as queries from './queries.ts';
import { ChangedGathering, type GatheringFields, gatheringLabels, NewGathering } from './schema.ts';
import { actOnGathering, giveFreePlaces } from './sign-up.ts';

const GatheringReply = z.object({ id: z.string(), sequence: z.number().int() });

export function requireOrganiser(ctx: Context, row: queries.GatheringRow): void {
  if (organises(ctx, row)) return;
  throw refused({ 'zh-TW': '只有主辦可以這樣做。', en: 'Only its organiser may do this.' });
}

function rowOf(ctx: Context, id: string, fields: Omit<GatheringFields, 'cohortId' | 'visibility'>) {
  const { startsAt, endsAt, capacity, ...record } = fields;
  return {
    id,
    record,
    startsAt: new Date(startsAt),
    endsAt: new Date(endsAt),
    capacity: capacity ?? null,
    now: ctx.now(),
  };
}

/** @throws AppError INVALID_INPUT for a start that has passed */
function requireFuture(ctx: Context, startsAt: string): void {
  if (new Date(startsAt) > ctx.now()) return;
  const text = { 'zh-TW': '開始時間必須在未來。', en: 'The start must lie in the future.' };
  throw invalidInput(text, [{ path: 'startsAt', message: text[ctx.language] }]);
}

async function tell(
  ctx: Context,
  tx: Queryable,
  people: readonly string[],
  id: string,
  key: string,
  text: Text,
) {
  for (const personId of people)
    if (personId !== ctx.actor.personId)
      await notify(ctx, tx, { personId, kind: 'gathering', text, link: `/programme/gatherings/${id}`, key });
}

const notYours = { 'zh-TW': '您不屬於這個檢視範圍。', en: 'You do not belong to this audience.' };

export const createGathering = defineCapability({
  name: 'create-gathering',
  title: { 'zh-TW': '排定聚會', en: 'Plan a gathering' },
  description: {
    'zh-TW':
      '審查人或領航主管排定一場聚會，給一個梯次、領航主管社群或全體公務同仁；可設名額。梯次學員會收到通知。',
    en: 'A reviewer or a pilot leader plans a gathering of a cohort, of the community or of all government staff, with places if limited. Members of the cohort are told.',
  },
  input: NewGathering,
  output: GatheringReply,
  allow: ['pilot_leader', 'reviewer'],
  acts: true,
  async run(ctx, fields) {
    requireFuture(ctx, fields.startsAt);
    const { cohortId, visibility, ...rest } = fields;
    if (cohortId !== undefined) await getVisibleCohort(ctx, cohortId);
    else if (![...audiencesOf(ctx.actor), 'community'].includes(visibility)) throw invalidInput(notYours);
    const id = ctx.newId('gathering');
    await ctx.bank.store.system.transaction(async (tx) => {
      const audienceId = await ensureAudience(tx, visibility);
      const row = rowOf(ctx, id, rest);
      await queries.insertGathering(tx, {
        ...row,
        cohortId: cohortId ?? null,
        audienceId,
        createdBy: personOf(ctx),
      });
      const members = cohortId === undefined ? [] : await selectMembers(tx, cohortId);
      await tell(
        ctx,
        tx,
        members.map(({ personId }) => personId),
        id,
        `gathering-planned:${id}`,
        {
          'zh-TW': `新的聚會「${fields.title}」，歡迎報名。`,
          en: `A new gathering: “${fields.title}”. Sign up.`,
        },
      );
    });
    return { id, sequence: 0 };
  },
});

export const updateGathering = defineCapability({
  name: 'update-gathering',
  title: { 'zh-TW': '修改聚會', en: 'Change a gathering' },
  description: {
    'zh-TW': '主辦修改時間、地點、議程或名額；已報名的人會收到通知，行事曆版次加一。對象不能改。',
    en: 'The organiser changes time, place, agenda or places; those signed up are told and the calendar sequence goes up. Whom it is for stays.',
  },
  input: ChangedGathering,
  output: GatheringReply,
  allow: ['pilot_leader', 'reviewer'],
  acts: true,
  run: (ctx, { id, ...fields }) =>
    actOnGathering(ctx, id, async (tx, row) => {
      requireOrganiser(ctx, row);
      requireState(row.state, ['planned'], gatheringLabels);
      requireFuture(ctx, fields.startsAt);
      const changed = rowOf(ctx, id, fields);
      await queries.updateGatheringFields(tx, changed);
      await giveFreePlaces(ctx, tx, changed);
      const people = await queries.selectSignUps(tx, id);
      await tell(
        ctx,
        tx,
        people.map(({ personId }) => personId),
        id,
        `gathering-changed:${id}:${row.sequence + 1}`,
        {
          'zh-TW': `聚會「${fields.title}」有異動，請看新的時間、地點與議程，並更新行事曆。`,
          en: `“${fields.title}” has changed; see time, place and agenda, and update your calendar.`,
        },
      );
      return { id, sequence: row.sequence + 1 };
    }),
});

export const cancelGathering = defineCapability({
  name: 'cancel-gathering',
  title: { 'zh-TW': '取消聚會', en: 'Cancel a gathering' },
  description: {
    'zh-TW': '主辦取消聚會並通知報名者；行事曆檔成為取消通知。',
    en: 'The organiser calls it off and those signed up are told; its calendar file becomes a cancellation.',
  },
  input: z.object({ id: Id }),
  output: GatheringReply,
  allow: ['pilot_leader', 'reviewer'],
  acts: true,
  run: (ctx, { id }) =>
    actOnGathering(ctx, id, async (tx, row) => {
      requireOrganiser(ctx, row);
      requireState(row.state, ['planned'], gatheringLabels);
      await queries.cancelGatheringRow(tx, id, ctx.now());
      await audit(ctx, tx, 'cancel-gathering', id);
      const people = await queries.selectSignUps(tx, id);
      await tell(
        ctx,
        tx,
        people.map(({ personId }) => personId),
        id,
        `gathering-cancelled:${id}`,
        { 'zh-TW': `聚會「${row.record.title}」取消了。`, en: `“${row.record.title}” is called off.` },
      );
      return { id, sequence: row.sequence + 1 };
    }),
});
