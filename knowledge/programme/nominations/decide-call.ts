import { z } from 'zod';
import { defineCapability } from '../../../core/capability.ts';
import type { Context } from '../../../core/context.ts';
import type { Queryable } from '../../../core/db/client.ts';
import { conflict } from '../../../core/errors.ts';
import type { Text } from '../../../core/language.ts';
import { notify } from '../../notices/notify.ts';
import { audit, personOf, refused, requireState } from '../acting.ts';
import { type CallRow, isInCall, updateCallState } from '../calls/queries.ts';
import { phaseLabels } from '../calls/schema.ts';
import { actOnCall } from '../calls/write-call.ts';
import { Id } from '../schema.ts';
import { applyRule, lackingQuorum } from './decision-rule.ts';
import * as queries from './queries.ts';
import { groundLabels, type NominationState, nominationLabels, type Result } from './schema.ts';

/** The result in one sentence; the comments stand on the page it leads to. */
function toldOf(state: NominationState, { ground, mean }: Result): Text {
  return {
    'zh-TW': `AI 領航主管評選結果：${nominationLabels[state]['zh-TW']}（總平均 ${mean.toFixed(2)}，${groundLabels[ground]['zh-TW']}）。各項標準的分數與意見請看推薦頁。`,
    en: `AI pilot leaders, result: ${nominationLabels[state].en} (mean ${mean.toFixed(2)}; ${groundLabels[ground].en}). Scores and comments by criterion are on the nomination's page.`,
  };
}

const lapsedText = {
  'zh-TW': '一件推薦因被推薦人未在截止前同意而失效。',
  en: 'A nomination lapsed: its nominee had not consented when the call closed.',
};

async function tell(ctx: Context, tx: Queryable, row: queries.NominationRow, text: Text): Promise<void> {
  for (const personId of new Set([row.nominator, row.nominee]))
    if (personId)
      await notify(ctx, tx, {
        personId,
        kind: 'nomination-result',
        text,
        link: `/programme/nominations/${row.id}`,
        key: `nomination-result:${row.id}`,
      });
}

/** @throws AppError CONFLICT while a nomination has too few ballots for the rule to apply */
function requireQuorum(call: CallRow, judged: Parameters<typeof lackingQuorum>[1]): void {
  const lacking = lackingQuorum(call.record.rule, judged);
  if (lacking.length === 0) return;
  throw conflict({
    'zh-TW': `還有 ${lacking.length} 件推薦的評分不足 ${call.record.rule.quorum} 人，不能決定。`,
    en: `${lacking.length} nominations have fewer than ${call.record.rule.quorum} ballots; nothing can be decided yet.`,
  });
}

async function settle(ctx: Context, tx: Queryable, call: CallRow) {
  const rows = await queries.selectNominations(tx, { callId: call.id, of: undefined });
  const ballots = (await queries.selectBallots(tx, call.id)).filter(({ recused }) => !recused);
  const submitted = rows.filter(({ state }) => state === 'submitted');
  const judged = submitted.map(({ id }) => ({
    id,
    ballots: ballots.filter((one) => one.nominationId === id).map(({ scores }) => scores),
  }));
  requireQuorum(call, judged);
  const results = applyRule(call.record, judged);
  for (const row of submitted) {
    const result = results.get(row.id)!;
    const state = result.ground === 'passed' ? ('selected' as const) : ('not_selected' as const);
    await queries.updateNominationState(tx, { id: row.id, state, result, now: ctx.now() });
    await tell(ctx, tx, row, toldOf(state, result));
  }
  for (const row of rows.filter(({ state }) => state === 'invited')) {
    await queries.updateNominationState(tx, { id: row.id, state: 'lapsed', now: ctx.now() });
    await tell(ctx, tx, row, lapsedText);
  }
  return [...results.values()].filter(({ ground }) => ground === 'passed').length;
}

export const decideCall = defineCapability({
  name: 'decide-call',
  title: { 'zh-TW': '依規則公布結果', en: 'Decide a call by its rule' },
  description: {
    'zh-TW':
      '截止且每件推薦都達到評分人數之後，系統依公布的規則一次算出全部結果，並把分數與意見（不具名）告訴推薦人與被推薦人。按下的人不能改變結果；在其中有份的人不能按。',
    en: 'After the close, once every nomination has its ballots, the bank applies the published rule to all at once and tells nominators and nominees scores and comments without names. Whoever presses it cannot change the result, and cannot have a part in the call.',
  },
  input: z.object({ id: Id }),
  output: z.object({ id: z.string(), phase: z.literal('decided'), selected: z.number().int() }),
  allow: ['reviewer'],
  acts: true,
  run: (ctx, { id }) =>
    actOnCall(ctx, id, async (tx, call, phase) => {
      requireState(phase, ['judging'], phaseLabels);
      if (await isInCall(tx, id, personOf(ctx)))
        throw refused({
          'zh-TW': '您在這次推薦中是推薦人或被推薦人，不能公布結果。',
          en: 'You nominate or are nominated in this call and cannot decide it.',
        });
      const selected = await settle(ctx, tx, call);
      await updateCallState(tx, id, 'decided', ctx.now());
      await audit(ctx, tx, 'decide-call', id, { selected });
      return { id, phase: 'decided' as const, selected };
    }),
});
