import { z } from 'zod';
import { defineCapability } from '../../core/capability.ts';
import { conflict } from '../../core/errors.ts';
import * as queries from './queries.ts';
import { getCurrentCase, getVisibleCase } from './visible-case.ts';

const CaseId = z.object({ id: z.string().min(1).max(200) });
const ThanksReply = z.object({ id: z.string(), count: z.number().int(), mine: z.boolean() });

export const giveThanks = defineCapability({
  name: 'give-thanks',
  title: { 'zh-TW': '感謝案例', en: 'Thank for a case' },
  description: {
    'zh-TW': '對一則已發布的案例說謝謝；每人一次，自己的案例不行。',
    en: "Says thanks for a published case: once per person, not for one's own.",
  },
  input: CaseId,
  output: ThanksReply,
  allow: ['staff'],
  acts: true,
  async run(ctx, { id }) {
    const one = await getCurrentCase(ctx, id);
    const personId = ctx.actor.personId!;
    return ctx.bank.store.system.transaction(async (tx) => {
      if ((await queries.selectAuthor(tx, one.id)) === personId)
        throw conflict({ 'zh-TW': '這是您自己的案例。', en: 'This is your own case.' });
      if (!(await queries.insertThanks(tx, { caseId: one.id, personId, now: ctx.now() })))
        throw conflict({ 'zh-TW': '您已經感謝過了。', en: 'You have thanked for it already.' });
      return { id: one.id, ...(await queries.selectThanks(tx, one.id, personId)) };
    });
  },
});

export const takeThanksBack = defineCapability({
  name: 'take-thanks-back',
  title: { 'zh-TW': '收回感謝', en: 'Take thanks back' },
  description: { 'zh-TW': '收回自己的感謝。', en: 'Takes an own thanks back.' },
  input: CaseId,
  output: ThanksReply,
  allow: ['staff'],
  acts: true,
  async run(ctx, { id }) {
    const one = await getVisibleCase(ctx, id);
    const personId = ctx.actor.personId!;
    return ctx.bank.store.system.transaction(async (tx) => {
      if (!(await queries.deleteThanks(tx, one.id, personId)))
        throw conflict({ 'zh-TW': '您還沒有感謝過。', en: 'You have not thanked for it.' });
      return { id: one.id, ...(await queries.selectThanks(tx, one.id, personId)) };
    });
  },
});
