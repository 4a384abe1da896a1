import { z } from 'zod';
import { defineCapability } from '../../core/capability.ts';
import { notFound } from '../../core/errors.ts';
import { recordAudit } from '../people/queries.ts';
import { ensureAudience } from '../sources/queries.ts';
import * as queries from './queries.ts';
import { CaseStateReply, lockVisibleCase, requireAuthor, requireState } from './write-case.ts';

const id = z.string().min(1).max(100);

export const reviseCase = defineCapability({
  name: 'revise-case',
  title: { 'zh-TW': '更新已發布的案例', en: 'Revise a published case' },
  description: {
    'zh-TW': '作者把已發布或已下架的案例重新開成草稿；審核通過前，讀者看到的仍是原來的版本。',
    en: 'Its author opens a published or withdrawn case for changes; readers keep the present version until the new one is approved.',
  },
  input: z.object({ id }),
  output: CaseStateReply,
  allow: ['staff'],
  acts: true,
  async run(ctx, { id }) {
    return ctx.db.transaction(async (tx) => {
      const row = await lockVisibleCase(tx, id);
      requireAuthor(ctx, row);
      requireState(row, ['published', 'withdrawn']);
      await queries.updateState(tx, id, 'draft', ctx.now());
      return { id, state: 'draft' as const };
    });
  },
});

export const deleteCase = defineCapability({
  name: 'delete-case',
  title: { 'zh-TW': '刪除案例草稿', en: 'Delete a draft of a case' },
  description: {
    'zh-TW': '作者刪除從未發布的草稿；已發布案例的草稿則捨棄修改、回到發布的版本。不能復原。',
    en: 'Its author deletes a draft that was never published; changes to a published case are thrown away instead. For good.',
  },
  input: z.object({ id }),
  output: z.object({ id: z.string(), deleted: z.boolean() }),
  allow: ['staff'],
  acts: true,
  async run(ctx, { id }) {
    if (!(await queries.selectCase(ctx.db, id))) throw notFound({ 'zh-TW': '案例', en: 'case' });
    return ctx.bank.store.system.transaction(async (tx) => {
      const row = await lockVisibleCase(tx, id);
      requireAuthor(ctx, row);
      requireState(row, ['draft', 'returned']);
      const published = row.publishedRecord;
      const now = ctx.now();
      if (published) {
        const audienceId = await ensureAudience(tx, published.visibility);
        await queries.restorePublished(tx, { id, audienceId, now });
      } else await queries.deleteCase(tx, id);
      const action = published ? 'discard-revision' : 'delete-case';
      await recordAudit(tx, { at: now, actor: ctx.actor.personId, action, object: id, detail: {} });
      return { id, deleted: published === null };
    });
  },
});
