import { z } from 'zod';
import { defineCapability } from '../../core/capability.ts';
import type { Context } from '../../core/context.ts';
import type { Queryable } from '../../core/db/client.ts';
import { conflict } from '../../core/errors.ts';
import { notify } from '../notices/notify.ts';
import { maskPersonalData } from '../privacy/mask-personal-data.ts';
import { getCareRow, sourcePath } from './care.ts';
import * as queries from './queries.ts';

const mostTold = 50;
const shownReason = 120;

/** The owner, and those who review what this audience reads; the owner's place in the list is not told. */
async function tell(ctx: Context, tx: Queryable, row: queries.CareRow, reportId: string, reason: string) {
  const owned = await queries.selectCare(tx, row.id);
  const reviewers = await queries.selectReviewersOf(tx, {
    visibility: row.visibility,
    now: ctx.now(),
    limit: mostTold,
  });
  const people = new Set([...(owned?.ownerId ? [owned.ownerId] : []), ...reviewers]);
  people.delete(ctx.actor.personId!);
  const short = reason.length > shownReason ? `${reason.slice(0, shownReason)}…` : reason;
  for (const personId of people)
    await notify(ctx, tx, {
      personId,
      kind: 'outdated',
      text: {
        'zh-TW': `有人認為「${row.title}」可能過時：${short}`,
        en: `Somebody thinks “${row.title}” may be outdated: ${short}`,
      },
      link: sourcePath(row.kind, row.externalId),
      key: `outdated:${reportId}`,
    });
}

export const reportOutdated = defineCapability({
  name: 'report-outdated',
  title: { 'zh-TW': '回報來源可能過時', en: 'Report a source as outdated' },
  description: {
    'zh-TW': '任何同仁都能說明一個來源哪裡可能過時；維護者與審核人會收到通知，處理後也會通知您。',
    en: 'Any member of staff says what may be outdated; whoever looks after it and reviewers are told, and you are told what came of it.',
  },
  input: z.object({ id: z.string().min(1).max(200), reason: z.string().trim().min(1).max(1_000) }),
  output: z.object({ id: z.string(), reportId: z.string(), state: z.literal('open') }),
  allow: ['staff'],
  acts: true,
  async run(ctx, { id, reason }) {
    const row = await getCareRow(ctx, id);
    if (row.state !== 'current')
      throw conflict({ 'zh-TW': '這個來源已經下架。', en: 'This source is withdrawn already.' });
    const reportId = ctx.newId('report');
    const { text } = maskPersonalData(reason);
    await ctx.bank.store.system.transaction(async (tx) => {
      const added = await queries.insertReport(tx, {
        id: reportId,
        sourceId: row.id,
        version: row.version,
        reporter: ctx.actor.personId!,
        reason: text,
        now: ctx.now(),
      });
      if (!added)
        throw conflict({
          'zh-TW': '您已回報過這個來源，還在處理中。',
          en: 'You reported this source already; it is being looked at.',
        });
      await tell(ctx, tx, row, reportId, text);
    });
    return { id: row.externalId, reportId, state: 'open' as const };
  },
});
