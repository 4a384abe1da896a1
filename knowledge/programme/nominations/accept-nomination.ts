import { z } from 'zod';
import { defineCapability } from '../../../core/capability.ts';
import type { Context } from '../../../core/context.ts';
import type { Queryable } from '../../../core/db/client.ts';
import { conflict, notFound } from '../../../core/errors.ts';
import { notify } from '../../notices/notify.ts';
import { hashSecret } from '../../people/identify.ts';
import { audit, personOf, refused, requireState } from '../acting.ts';
import { phaseLabels } from '../calls/schema.ts';
import { actOnCall } from '../calls/write-call.ts';
import { Id } from '../schema.ts';
import { getVisibleNomination, nominationText } from './get-nomination.ts';
import { alreadyIn, NominationReply, requireOffPanel } from './nominate.ts';
import * as queries from './queries.ts';
import { nominationLabels } from './schema.ts';

async function consent(ctx: Context, tx: Queryable, row: queries.NominationRow) {
  requireState(row.state, ['invited'], nominationLabels);
  const me = personOf(ctx);
  if (row.nominator === me)
    throw refused({
      'zh-TW': '要由被推薦人本人同意。',
      en: 'The nominee has to consent, not the nominator.',
    });
  await requireOffPanel(tx, row.callId, [me]);
  if (row.nominee === null && (await queries.isNominated(tx, row.callId, me))) throw conflict(alreadyIn);
  await queries.updateNominee(tx, { id: row.id, nominee: me, now: ctx.now() });
  await audit(ctx, tx, 'accept-nomination', row.id);
  if (row.nominator)
    await notify(ctx, tx, {
      personId: row.nominator,
      kind: 'nomination',
      text: {
        'zh-TW': '您推薦的人已同意，推薦已提出。',
        en: 'The person you nominated consented; it is handed in.',
      },
      link: `/programme/nominations/${row.id}`,
      key: `nomination-accepted:${row.id}`,
    });
  return { id: row.id, state: 'submitted' as const };
}

/** The nominee's consent while the call is open; `find` locks what it finds. */
async function consentTo(
  ctx: Context,
  callId: string,
  find: (tx: Queryable) => Promise<queries.NominationRow | undefined>,
) {
  return actOnCall(ctx, callId, async (tx, _row, phase) => {
    const row = await find(tx);
    if (!row) throw notFound(nominationText);
    requireState(phase, ['open'], phaseLabels);
    return consent(ctx, tx, row);
  });
}

export const acceptNomination = defineCapability({
  name: 'accept-nomination',
  title: { 'zh-TW': '同意被推薦', en: 'Consent to be nominated' },
  description: {
    'zh-TW': '被推薦人在截止前同意；之後推薦才算提出。',
    en: 'The nominee consents before the call closes; only then is it handed in.',
  },
  input: z.object({ id: Id }),
  output: NominationReply,
  allow: ['staff'],
  acts: true,
  async run(ctx, { id }) {
    const seen = await getVisibleNomination(ctx, id);
    if (seen.nominee !== personOf(ctx) && seen.nominator !== personOf(ctx)) throw notFound(nominationText);
    return consentTo(ctx, seen.callId, (tx) => queries.lockNomination(tx, id));
  },
});

export const acceptInvitation = defineCapability({
  name: 'accept-invitation',
  title: { 'zh-TW': '以代碼同意被推薦', en: 'Consent to be nominated, by code' },
  description: {
    'zh-TW': '只以姓名被推薦的人，登入後用推薦人轉交的一次性代碼同意。',
    en: 'Somebody nominated by name alone consents, signed in, with the one-time code the nominator handed them.',
  },
  input: z.object({ code: z.string().trim().min(20).max(100) }),
  output: NominationReply,
  allow: ['staff'],
  acts: true,
  async run(ctx, { code }) {
    const hash = hashSecret(code);
    const found = await ctx.bank.store.system.transaction((tx) => queries.selectInvited(tx, hash));
    if (!found) throw notFound({ 'zh-TW': '邀請', en: 'invitation' });
    return consentTo(ctx, found.callId, (tx) => queries.selectInvited(tx, hash));
  },
});
