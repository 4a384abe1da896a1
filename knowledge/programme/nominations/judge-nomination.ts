import { z } from 'zod';
import { defineCapability } from '../../../core/capability.ts';
import type { Context } from '../../../core/context.ts';
import type { Queryable } from '../../../core/db/client.ts';
import { conflict, invalidInput, notFound } from '../../../core/errors.ts';
import { audit, personOf, refused, requireState } from '../acting.ts';
import { type CallRow, selectPanel } from '../calls/queries.ts';
import { phaseLabels } from '../calls/schema.ts';
import { actOnCall } from '../calls/write-call.ts';
import { Id } from '../schema.ts';
import { findConflict } from './conflicts.ts';
import { getVisibleNomination, nominationText } from './get-nomination.ts';
import * as queries from './queries.ts';
import { nominationLabels, Score } from './schema.ts';

const BallotReply = z.object({ id: z.string(), recused: z.boolean() });

/** @throws AppError FORBIDDEN for whoever is not on the panel or has an interest in the nomination */
async function requireJudge(ctx: Context, tx: Queryable, row: queries.NominationRow): Promise<void> {
  const panel = await selectPanel(tx, row.callId);
  if (!panel.includes(personOf(ctx)))
    throw refused({ 'zh-TW': '您不在這次的評選小組中。', en: 'You do not sit on the panel of this call.' });
  const text = await findConflict(ctx, tx, row);
  if (text) throw refused(text);
}

/** One ballot per member and nomination, while the call is being judged. */
async function handIn(
  ctx: Context,
  id: string,
  ballot: (
    tx: Queryable,
    row: queries.NominationRow,
    call: CallRow,
  ) => Promise<Omit<queries.BallotRow, 'nominationId' | 'personId' | 'createdAt'>>,
): Promise<z.input<typeof BallotReply>> {
  const seen = await getVisibleNomination(ctx, id);
  return actOnCall(ctx, seen.callId, async (tx, call, phase) => {
    const row = await queries.lockNomination(tx, id);
    if (!row) throw notFound(nominationText);
    requireState(phase, ['judging'], phaseLabels);
    requireState(row.state, ['submitted'], nominationLabels);
    const written = await ballot(tx, row, call);
    const saved = await queries.insertBallot(tx, {
      ...written,
      nominationId: id,
      personId: personOf(ctx),
      createdAt: ctx.now(),
    });
    if (!saved)
      throw conflict({
        'zh-TW': '您已對這件推薦評分或迴避。',
        en: 'You have judged this or stood aside already.',
      });
    await audit(ctx, tx, written.recused ? 'recuse' : 'score-nomination', id);
    return { id, recused: written.recused };
  });
}

/** @throws AppError INVALID_INPUT unless every published criterion is judged once */
function requireEveryCriterion(ctx: Context, call: CallRow, scores: readonly Score[]): void {
  const wanted = call.record.criteria.map(({ id }) => id).sort();
  const given = scores.map(({ criterion }) => criterion).sort();
  if (wanted.join() === given.join()) return;
  const text = {
    'zh-TW': `每項公布的標準都要評一次：${wanted.join('、')}`,
    en: `Every published criterion is judged once: ${wanted.join(', ')}`,
  };
  throw invalidInput(text, [{ path: 'scores', message: text[ctx.language] }]);
}

export const scoreNomination = defineCapability({
  name: 'score-nomination',
  title: { 'zh-TW': '評選一件推薦', en: 'Judge a nomination' },
  description: {
    'zh-TW':
      '評選小組成員依每項公布的標準給 1–5 分並各寫一句意見，截止之後才能評，交出就不能改。推薦人、被推薦人與同機關者由系統拒絕。',
    en: 'A panel member gives 1–5 and a comment on every published criterion, once, after the call has closed. Refused to its nominator, its nominee and people of their agency.',
  },
  input: z.object({ id: Id, scores: z.array(Score).min(1).max(10) }),
  output: BallotReply,
  allow: ['reviewer'],
  acts: true,
  run: (ctx, { id, scores }) =>
    handIn(ctx, id, async (tx, row, call) => {
      await requireJudge(ctx, tx, row);
      requireEveryCriterion(ctx, call, scores);
      return { recused: false, reason: null, scores };
    }),
});

export const recuseFromNomination = defineCapability({
  name: 'recuse-from-nomination',
  title: { 'zh-TW': '自行迴避', en: 'Stand aside' },
  description: {
    'zh-TW': '評選小組成員說明原因，對一件推薦自行迴避；不計入法定人數。',
    en: 'A panel member stands aside from one nomination and says why; it does not count towards the quorum.',
  },
  input: z.object({ id: Id, reason: z.string().trim().min(1).max(1_000) }),
  output: BallotReply,
  allow: ['reviewer'],
  acts: true,
  run: (ctx, { id, reason }) =>
    handIn(ctx, id, async (tx, row) => {
      const panel = await selectPanel(tx, row.callId);
      if (!panel.includes(personOf(ctx)))
        throw refused({
          'zh-TW': '您不在這次的評選小組中。',
          en: 'You do not sit on the panel of this call.',
        });
      return { recused: true, reason, scores: [] };
    }),
});
