import { z } from 'zod';
import { defineCapability } from '../../core/capability.ts';
import { conflict, notFound } from '../../core/errors.ts';
import { adminPersonId } from './identify.ts';
import { anonymiseSources, deleteLoose, deletePerson } from './own-data-queries.ts';
import { recordAudit } from './queries.ts';

export const deleteData = defineCapability({
  name: 'delete-data',
  title: { 'zh-TW': '刪除我的全部資料', en: 'Delete all my data' },
  description: {
    'zh-TW':
      '立即刪除您的全部資料：工作資料、自評、測驗、完成紀錄、徽章、對話、權杖與登入。不能復原。已發布的案例與課程、別人也需要的待答問題與您的回覆留下，不再具名；稽核紀錄只剩一個不再指向任何人的隨機代號。',
    en: 'Deletes at once and for good: profile, ratings, quizzes, completions, badges, conversations, tokens and sessions. Published cases and modules, open questions others need too and your replies stay without your name; the audit keeps a random key that leads to nobody.',
  },
  input: z.object({}),
  output: z.object({ deleted: z.literal(true) }),
  allow: ['staff'],
  acts: true,
  async run(ctx) {
    const personId = ctx.actor.personId!;
    if (personId === adminPersonId)
      throw conflict({
        'zh-TW': '管理者是由設定產生的，不能刪除。',
        en: 'The administrator comes from the settings and cannot be deleted.',
      });
    await ctx.bank.store.system.transaction(async (tx) => {
      await recordAudit(tx, {
        at: ctx.now(),
        actor: personId,
        action: 'delete-person',
        object: personId,
        detail: {},
      });
      await anonymiseSources(tx, personId);
      await deleteLoose(tx, personId);
      if (!(await deletePerson(tx, personId))) throw notFound({ 'zh-TW': '人員', en: 'person' });
    });
    return { deleted: true as const };
  },
});
