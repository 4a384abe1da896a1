import { z } from 'zod';
import { defineCapability, saying } from '../../../core/capability.ts';
import type { Context } from '../../../core/context.ts';
import type { Queryable } from '../../../core/db/client.ts';
import { conflict, notFound } from '../../../core/errors.ts';
import { notify } from '../../notices/notify.ts';
import { audit, personOf } from '../acting.ts';
import { getVisibleCall } from '../calls/get-call.ts';
import { Day, Id } from '../schema.ts';
import { actOnCohort } from './acts.ts';
import * as queries from './queries.ts';

const CohortFields = z.object({
  name: z.string().trim().min(1).max(100),
  about: z.string().trim().max(2_000).default(''),
  startsOn: Day,
  endsOn: Day,
});
const inOrder = ({ startsOn, endsOn }: { startsOn: string; endsOn: string }) => startsOn <= endsOn;
const inOrderText = {
  path: ['endsOn'],
  ...saying({ 'zh-TW': '不能早於開始日', en: 'cannot lie before the first day' }),
};

const CohortReply = z.object({ id: z.string(), added: z.number().int() });

async function addSelected(
  ctx: Context,
  tx: Queryable,
  cohort: { id: string; name: string },
  selected: readonly { id: string; nominee: string }[],
): Promise<number> {
  let added = 0;
  for (const { id: nominationId, nominee } of selected) {
    const row = { cohortId: cohort.id, personId: nominee, nominationId, now: ctx.now() };
    if (!(await queries.insertMember(tx, row))) continue;
    added += 1;
    await notify(ctx, tx, {
      personId: nominee,
      kind: 'cohort',
      text: {
        'zh-TW': `您已加入 AI 領航主管梯次「${cohort.name}」。`,
        en: `You have joined the cohort “${cohort.name}” of AI pilot leaders.`,
      },
      link: `/programme/cohorts/${cohort.id}`,
      key: `cohort-joined:${cohort.id}`,
    });
  }
  return added;
}

export const createCohort = defineCapability({
  name: 'create-cohort',
  title: { 'zh-TW': '成立梯次', en: 'Form a cohort' },
  description: {
    'zh-TW': '主辦（審查人）成立一個梯次；給推薦公告時，把入選的人全部加入並通知。',
    en: 'An organiser, who is a reviewer, forms a cohort; with a call, everybody selected in it joins and is told.',
  },
  input: CohortFields.extend({ callId: Id.optional() }).refine(inOrder, inOrderText),
  output: CohortReply,
  allow: ['reviewer'],
  acts: true,
  async run(ctx, { callId, ...fields }) {
    if (callId !== undefined) {
      const call = await getVisibleCall(ctx, callId);
      if (call.state !== 'decided')
        throw conflict({ 'zh-TW': '這次推薦還沒有公布結果。', en: 'This call has not been decided yet.' });
    }
    const id = ctx.newId('cohort');
    return ctx.bank.store.system.transaction(async (tx) => {
      const row = { ...fields, id, callId: callId ?? null, createdBy: personOf(ctx), now: ctx.now() };
      await queries.insertCohort(tx, row);
      const selected = callId === undefined ? [] : await queries.selectSelected(tx, { callId });
      const added = await addSelected(ctx, tx, row, selected);
      await audit(ctx, tx, 'create-cohort', id, { added });
      return { id, added };
    });
  },
});

export const updateCohort = defineCapability({
  name: 'update-cohort',
  title: { 'zh-TW': '修改梯次', en: 'Change a cohort' },
  description: { 'zh-TW': '修改名稱、說明與期間。', en: 'Changes its name, description and dates.' },
  input: CohortFields.extend({ id: Id }).refine(inOrder, inOrderText),
  output: z.object({ id: z.string() }),
  allow: ['reviewer'],
  acts: true,
  run: (ctx, fields) =>
    actOnCohort(ctx, fields.id, async (tx) => {
      await queries.updateCohortFields(tx, { ...fields, now: ctx.now() });
      return { id: fields.id };
    }),
});

export const closeCohort = defineCapability({
  name: 'close-cohort',
  title: { 'zh-TW': '結束梯次', en: 'Close a cohort' },
  description: {
    'zh-TW': '結束之後紀錄仍可讀，里程碑與進度不再變動。',
    en: 'What was recorded stays readable; milestones and schedule no longer change.',
  },
  input: z.object({ id: Id }),
  output: z.object({ id: z.string(), state: z.literal('closed') }),
  allow: ['reviewer'],
  acts: true,
  run: (ctx, { id }) =>
    actOnCohort(ctx, id, async (tx) => {
      await queries.updateCohortState(tx, id, 'closed', ctx.now());
      await audit(ctx, tx, 'close-cohort', id);
      return { id, state: 'closed' as const };
    }),
});

export const addCohortMembers = defineCapability({
  name: 'add-cohort-members',
  title: { 'zh-TW': '加入學員', en: 'Add members to a cohort' },
  description: {
    'zh-TW': '把入選的推薦加入梯次並通知；未入選的不能加入。',
    en: 'Adds the nominees of selected nominations and tells them; nobody joins without having been selected.',
  },
  input: z.object({ id: Id, nominationIds: z.array(Id).min(1).max(200) }),
  output: CohortReply,
  allow: ['reviewer'],
  acts: true,
  run: (ctx, { id, nominationIds }) =>
    actOnCohort(ctx, id, async (tx, row) => {
      const selected = await queries.selectSelected(tx, { nominationIds });
      if (selected.length < new Set(nominationIds).size)
        throw conflict({
          'zh-TW': '其中有未入選的推薦。',
          en: 'Not all of these nominations were selected.',
        });
      const added = await addSelected(ctx, tx, row, selected);
      await audit(ctx, tx, 'add-cohort-members', id, { added });
      return { id, added };
    }),
});

const memberText = { 'zh-TW': '學員', en: 'member' };

export const removeCohortMember = defineCapability({
  name: 'remove-cohort-member',
  title: { 'zh-TW': '移除學員', en: 'Take a member out of a cohort' },
  description: { 'zh-TW': '主辦把一位學員移出梯次。', en: 'The organiser takes a member out.' },
  input: z.object({ id: Id, personId: Id }),
  output: z.object({ id: z.string() }),
  allow: ['reviewer'],
  acts: true,
  run: (ctx, { id, personId }) =>
    actOnCohort(ctx, id, async (tx) => {
      if (!(await queries.deleteMember(tx, id, personId))) throw notFound(memberText);
      await audit(ctx, tx, 'remove-cohort-member', id);
      return { id };
    }),
});

export const leaveCohort = defineCapability({
  name: 'leave-cohort',
  title: { 'zh-TW': '退出梯次', en: 'Leave a cohort' },
  description: { 'zh-TW': '學員自己退出梯次。', en: 'A member leaves.' },
  input: z.object({ id: Id }),
  output: z.object({ id: z.string() }),
  allow: ['staff'],
  acts: true,
  run: (ctx, { id }) =>
    actOnCohort(ctx, id, async (tx) => {
      if (!(await queries.deleteMember(tx, id, personOf(ctx)))) throw notFound(memberText);
      await audit(ctx, tx, 'leave-cohort', id);
      return { id };
    }),
});

export const shareProgress = defineCapability({
  name: 'share-progress',
  title: { 'zh-TW': '是否分享單元進度', en: 'Whether to share progress' },
  description: {
    'zh-TW': '學員決定同梯與主辦能不能看到自己各單元的進度、能不能由同梯簽核；隨時可以改。',
    en: 'A member decides whether the cohort and its organiser see their units, and may sign them off; it can change any time.',
  },
  input: z.object({ id: Id, shares: z.boolean() }),
  output: z.object({ id: z.string(), shares: z.boolean() }),
  allow: ['staff'],
  acts: true,
  run: (ctx, { id, shares }) =>
    actOnCohort(ctx, id, async (tx) => {
      if (!(await queries.updateSharing(tx, { cohortId: id, personId: personOf(ctx), shares })))
        throw notFound(memberText);
      return { id, shares };
    }),
});
