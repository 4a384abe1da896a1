import { z } from 'zod';
import { defineCapability, saying } from '../../../core/capability.ts';
import { taiwanDay } from '../../../core/clock.ts';
import type { Context } from '../../../core/context.ts';
import type { Queryable } from '../../../core/db/client.ts';
import { conflict, invalidInput, notFound } from '../../../core/errors.ts';
import { newSecret } from '../../../core/ids.ts';
import { notify } from '../../notices/notify.ts';
import { hashSecret } from '../../people/identify.ts';
import { selectPersonName } from '../../people/queries.ts';
import { audit, personOf, refused, requireState } from '../acting.ts';
import { selectPanel } from '../calls/queries.ts';
import { phaseLabels } from '../calls/schema.ts';
import { actOnCall } from '../calls/write-call.ts';
import { Id } from '../schema.ts';
import { getVisibleNomination, nominationText } from './get-nomination.ts';
import * as queries from './queries.ts';
import { NominationRecord, NominationState, nominationLabels } from './schema.ts';

export const NominationReply = z.object({ id: z.string(), state: NominationState });

const Nominee = z
  .object({ id: Id.optional(), name: z.string().trim().min(1).max(100).optional() })
  .refine(({ id, name }) => (id === undefined) !== (name === undefined), {
    ...saying({ 'zh-TW': '請給 id 或 name 其中一個', en: 'needs either id or name' }),
  });

/** @throws AppError INVALID_INPUT for a consent that is yet to be given */
function requireGiven(ctx: Context, { consent }: NominationRecord): void {
  if (consent.givenOn <= taiwanDay(ctx.now())) return;
  const text = {
    'zh-TW': '主管同意的日期不能在未來。',
    en: "The supervisor's consent cannot lie in the future.",
  };
  throw invalidInput(text, [{ path: 'consent.givenOn', message: text[ctx.language] }]);
}

/** @throws AppError FORBIDDEN when somebody of the nomination sits on the panel that will judge it */
export async function requireOffPanel(
  tx: Queryable,
  callId: string,
  people: readonly string[],
): Promise<void> {
  const panel = await selectPanel(tx, callId);
  if (!people.some((one) => panel.includes(one))) return;
  throw refused({
    'zh-TW': '推薦人與被推薦人不能在這次的評選小組中。',
    en: 'Nominator and nominee cannot sit on the panel of this call.',
  });
}

export const alreadyIn = {
  'zh-TW': '這位同仁在這次推薦中已有一件推薦。',
  en: 'There is a nomination of this person in the call already.',
};

async function invite(ctx: Context, tx: Queryable, id: string, nominee: string): Promise<void> {
  await notify(ctx, tx, {
    personId: nominee,
    kind: 'nomination',
    text: {
      'zh-TW': '有人推薦您參加 AI 領航主管計畫，等您同意。',
      en: 'Somebody nominated you for the programme of AI pilot leaders; it waits for your consent.',
    },
    link: `/programme/nominations/${id}`,
    key: `nomination-invited:${id}`,
  });
}

/** The nominee as a person of the bank; undefined when only a name is known. */
async function findNominee(ctx: Context, tx: Queryable, given: z.output<typeof Nominee> | undefined) {
  if (given === undefined) return personOf(ctx);
  if (given.id === undefined) return undefined;
  if ((await selectPersonName(tx, given.id)) === undefined) throw notFound({ 'zh-TW': '人員', en: 'person' });
  return given.id;
}

export const nominate = defineCapability({
  name: 'nominate',
  title: { 'zh-TW': '提出推薦', en: 'Nominate' },
  description: {
    'zh-TW':
      '在推薦期間推薦自己（不給 nominee）或別人。推薦別人時給對方的人員 id，或只給姓名並把回覆中的一次性 inviteCode 交給本人；本人同意之後才算提出。主管的同意記下是誰、哪一天。',
    en: "While a call is open, nominates yourself (no nominee) or somebody else by person id, or by name alone: then hand them the one-time inviteCode of the reply. It counts once they consent. The supervisor's consent is recorded by name and day.",
  },
  input: NominationRecord.extend({ callId: Id, nominee: Nominee.optional() }),
  output: NominationReply.extend({ inviteCode: z.string().optional() }),
  allow: ['staff'],
  acts: true,
  run: (ctx, { callId, nominee: given, ...record }) =>
    actOnCall(ctx, callId, async (tx, _row, phase) => {
      requireState(phase, ['open'], phaseLabels);
      requireGiven(ctx, record);
      const me = personOf(ctx);
      const nominee = await findNominee(ctx, tx, given);
      await requireOffPanel(tx, callId, nominee === undefined ? [me] : [me, nominee]);
      const id = ctx.newId('nomination');
      const state = nominee === me ? ('submitted' as const) : ('invited' as const);
      const code = nominee === undefined ? newSecret() : undefined;
      const saved = await queries.insertNomination(tx, {
        id,
        callId,
        nominator: me,
        nominee: nominee ?? null,
        nomineeName: nominee === undefined ? given!.name! : null,
        inviteHash: code === undefined ? null : hashSecret(code),
        state,
        record,
        now: ctx.now(),
      });
      if (!saved) throw conflict(alreadyIn);
      if (nominee !== undefined && nominee !== me) await invite(ctx, tx, id, nominee);
      await audit(ctx, tx, 'nominate', id, { call: callId, self: nominee === me });
      return { id, state, ...(code !== undefined && { inviteCode: code }) };
    }),
});

export const updateNomination = defineCapability({
  name: 'update-nomination',
  title: { 'zh-TW': '修改推薦', en: 'Change a nomination' },
  description: {
    'zh-TW': '推薦人或已同意的被推薦人在截止前修改內容。',
    en: 'Its nominator, or its nominee once they consented, changes it until the call closes.',
  },
  input: NominationRecord.extend({ id: Id }),
  output: NominationReply,
  allow: ['staff'],
  acts: true,
  async run(ctx, { id, ...record }) {
    const seen = await getVisibleNomination(ctx, id);
    return actOnCall(ctx, seen.callId, async (tx, _row, phase) => {
      const row = await queries.lockNomination(tx, id);
      if (!row) throw notFound(nominationText);
      if (row.nominator !== personOf(ctx) && row.nominee !== personOf(ctx))
        throw refused({
          'zh-TW': '只有推薦人與被推薦人可以修改。',
          en: 'Only its nominator and nominee may.',
        });
      requireState(row.state, ['invited', 'submitted'], nominationLabels);
      requireState(phase, ['open'], phaseLabels);
      requireGiven(ctx, record);
      await queries.updateNominationRecord(tx, { id, record, recordedBy: personOf(ctx), now: ctx.now() });
      return { id, state: row.state };
    });
  },
});

export const withdrawNomination = defineCapability({
  name: 'withdraw-nomination',
  title: { 'zh-TW': '撤回推薦', en: 'Withdraw a nomination' },
  description: {
    'zh-TW': '推薦人撤回，或被推薦人婉拒；結果公布前都可以。',
    en: 'The nominator withdraws it or the nominee declines, any time before the result.',
  },
  input: z.object({ id: Id }),
  output: NominationReply,
  allow: ['staff'],
  acts: true,
  async run(ctx, { id }) {
    const seen = await getVisibleNomination(ctx, id);
    return actOnCall(ctx, seen.callId, async (tx) => {
      const row = await queries.lockNomination(tx, id);
      if (!row) throw notFound(nominationText);
      const me = personOf(ctx);
      if (row.nominator !== me && row.nominee !== me)
        throw refused({
          'zh-TW': '只有推薦人與被推薦人可以撤回。',
          en: 'Only its nominator and nominee may.',
        });
      requireState(row.state, ['invited', 'submitted'], nominationLabels);
      await queries.updateNominationState(tx, { id, state: 'withdrawn', now: ctx.now() });
      await audit(ctx, tx, 'withdraw-nomination', id);
      const other = row.nominator === me ? row.nominee : row.nominator;
      if (other && other !== me)
        await notify(ctx, tx, {
          personId: other,
          kind: 'nomination',
          text: {
            'zh-TW': '一件與您有關的推薦已撤回。',
            en: 'A nomination that concerns you was withdrawn.',
          },
          link: `/programme/nominations/${id}`,
          key: `nomination-withdrawn:${id}`,
        });
      return { id, state: 'withdrawn' as const };
    });
  },
});
