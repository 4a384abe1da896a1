import { z } from 'zod';
import { defineCapability } from '../../../core/capability.ts';
import type { Text } from '../../../core/language.ts';
import { personOf } from '../acting.ts';
import { getVisibleCall } from '../calls/get-call.ts';
import { Id } from '../schema.ts';
import { findConflict } from './conflicts.ts';
import { NominationItem, nominationItems } from './get-nomination.ts';
import { selectBallots, selectNominations } from './queries.ts';
import { Score } from './schema.ts';

const ToJudge = NominationItem.extend({
  /** Why the reader may not judge it; null when they may. */
  conflict: z.string().nullable(),
  /** What the reader handed in. */
  own: z.object({ recused: z.boolean(), reason: z.string().nullable(), scores: z.array(Score) }).nullable(),
  /** How many members have judged it, not counting those who stood aside. */
  ballots: z.number().int(),
});

export const listJudging = defineCapability({
  name: 'list-judging',
  title: { 'zh-TW': '待評選的推薦', en: 'Nominations to judge' },
  description: {
    'zh-TW': '審查人看一則推薦公告的全部推薦、自己的評分與已評人數；在其中有份的人看不到別人的推薦。',
    en: 'For reviewers: the nominations of a call, what they judged themselves and how many have. Whoever has a part in the call sees nothing of the others.',
  },
  input: z.object({ id: Id }),
  output: z.object({ items: z.array(ToJudge) }),
  allow: ['reviewer'],
  acts: false,
  async run(ctx, { id }) {
    await getVisibleCall(ctx, id);
    const me = personOf(ctx);
    const rows = (await selectNominations(ctx.db, { callId: id, of: undefined })).filter(
      (row) => row.nominator !== me && row.nominee !== me,
    );
    const items = await nominationItems(ctx, rows);
    return ctx.bank.store.system.transaction(async (tx) => {
      const ballots = await selectBallots(tx, id);
      const conflicts: (Text | undefined)[] = [];
      for (const row of rows) conflicts.push(await findConflict(ctx, tx, row));
      return {
        items: items.map((item, index) => {
          const all = ballots.filter(({ nominationId }) => nominationId === item.id);
          const own = all.find(({ personId }) => personId === me);
          return {
            ...item,
            conflict: conflicts[index]?.[ctx.language] ?? null,
            own: own ? { recused: own.recused, reason: own.reason, scores: [...own.scores] } : null,
            ballots: all.filter(({ recused }) => !recused).length,
          };
        }),
      };
    });
  },
});
