import { z } from 'zod';
import { defineCapability } from '../../../core/capability.ts';
import { taiwanDay } from '../../../core/clock.ts';
import type { Context } from '../../../core/context.ts';
import type { Queryable } from '../../../core/db/client.ts';
import { conflict, notFound } from '../../../core/errors.ts';
import { audit, personOf, requireState } from '../acting.ts';
import { Id } from '../schema.ts';
import { callText, getVisibleCall } from './get-call.ts';
import * as queries from './queries.ts';
import { CallPhase, ChangedCall, NewCall, phaseLabels, phaseOf } from './schema.ts';

const CallReply = z.object({ id: z.string(), phase: CallPhase });

/** One act on a call the actor may see, which others wait for. */
export async function actOnCall<T>(
  ctx: Context,
  id: string,
  act: (tx: Queryable, row: queries.CallRow, phase: CallPhase) => Promise<T>,
): Promise<T> {
  await getVisibleCall(ctx, id);
  return ctx.bank.store.system.transaction(async (tx) => {
    const row = await queries.lockCall(tx, id);
    if (!row) throw notFound(callText);
    return act(tx, row, phaseOf(row, ctx.now()));
  });
}

export const createCall = defineCapability({
  name: 'create-call',
  title: { 'zh-TW': '擬推薦公告', en: 'Draft a call for nominations' },
  description: {
    'zh-TW': '主辦（審查人）擬一則推薦公告：期間、評選標準、決定規則；公布前都可以改。',
    en: 'An organiser, who is a reviewer, drafts a call: dates, criteria, rule of decision. It can change until it is published.',
  },
  input: NewCall,
  output: CallReply,
  allow: ['reviewer'],
  acts: true,
  async run(ctx, fields) {
    const id = ctx.newId('call');
    await ctx.bank.store.system.transaction((tx) =>
      queries.insertCall(tx, { id, fields, createdBy: personOf(ctx), now: ctx.now() }),
    );
    return { id, phase: 'draft' as const };
  },
});

export const updateCall = defineCapability({
  name: 'update-call',
  title: { 'zh-TW': '修改推薦公告', en: 'Change a call for nominations' },
  description: { 'zh-TW': '修改尚未公布的推薦公告。', en: 'Changes a call that is not published yet.' },
  input: ChangedCall,
  output: CallReply,
  allow: ['reviewer'],
  acts: true,
  run: (ctx, { id, ...fields }) =>
    actOnCall(ctx, id, async (tx, _row, phase) => {
      requireState(phase, ['draft'], phaseLabels);
      await queries.updateCallFields(tx, { id, fields, now: ctx.now() });
      return { id, phase };
    }),
});

export const publishCall = defineCapability({
  name: 'publish-call',
  title: { 'zh-TW': '公布推薦公告', en: 'Publish a call for nominations' },
  description: {
    'zh-TW': '公布之後標準與規則就不能再改。',
    en: 'Once it is published its criteria and rule stand.',
  },
  input: z.object({ id: Id }),
  output: CallReply,
  allow: ['reviewer'],
  acts: true,
  run: (ctx, { id }) =>
    actOnCall(ctx, id, async (tx, row, phase) => {
      requireState(phase, ['draft'], phaseLabels);
      if (row.closesOn < taiwanDay(ctx.now()))
        throw conflict({
          'zh-TW': '截止日已過，請先修改日期。',
          en: 'Its last day has passed; change it first.',
        });
      await queries.updateCallState(tx, id, 'published', ctx.now());
      await audit(ctx, tx, 'publish-call', id);
      return { id, phase: phaseOf({ ...row, state: 'published' }, ctx.now()) };
    }),
});
