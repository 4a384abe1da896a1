import { z } from 'zod';
import { hasRole } from '../../../core/actor.ts';
import { defineCapability } from '../../../core/capability.ts';
import type { Context } from '../../../core/context.ts';
import { notFound } from '../../../core/errors.ts';
import { selectNames } from '../../progress/queries.ts';
import { Id, OwnText, Person } from '../schema.ts';
import { type CallRow, isInCall, selectCall, selectCalls, selectPanel } from './queries.ts';
import { CallPhase, phaseOf, Rule } from './schema.ts';

export const callText = { 'zh-TW': '推薦公告', en: 'call for nominations' };

const CallItem = z.object({
  id: z.string(),
  phase: CallPhase,
  title: OwnText(200),
  about: OwnText(4_000),
  criteria: z.array(z.object({ id: z.string(), text: OwnText(600) })),
  rule: Rule,
  opensOn: z.string(),
  closesOn: z.string(),
  decidedAt: z.string().nullable(),
});

function callItem(row: CallRow, now: Date): z.input<typeof CallItem> {
  return {
    id: row.id,
    phase: phaseOf(row, now),
    ...row.record,
    opensOn: row.opensOn,
    closesOn: row.closesOn,
    decidedAt: row.decidedAt?.toISOString() ?? null,
  };
}

/** @throws AppError NOT_FOUND when there is none or the actor may not see it */
export async function getVisibleCall(ctx: Context, id: string): Promise<CallRow> {
  const row = await selectCall(ctx.db, id);
  if (!row) throw notFound(callText);
  return row;
}

export const listCalls = defineCapability({
  name: 'list-calls',
  title: { 'zh-TW': '列出推薦公告', en: 'List calls for nominations' },
  description: {
    'zh-TW': 'AI 領航主管的推薦公告：期間、公開的評選標準與決定規則。草稿只有審查人看得到。',
    en: 'Calls for AI pilot leaders: dates, published criteria and the rule of decision. Only reviewers see drafts.',
  },
  input: z.object({}),
  output: z.object({ items: z.array(CallItem) }),
  allow: 'anonymous',
  acts: false,
  async run(ctx) {
    const rows = await selectCalls(ctx.db);
    return { items: rows.map((row) => callItem(row, ctx.now())) };
  },
});

export const getCall = defineCapability({
  name: 'get-call',
  title: { 'zh-TW': '讀取推薦公告', en: 'Read a call for nominations' },
  description: {
    'zh-TW': '一則推薦公告、評選小組人數，以及您在其中的位置；小組名單只給審查人。',
    en: 'One call, the size of its panel and where you stand in it; the names on the panel are for reviewers.',
  },
  input: z.object({ id: Id }),
  output: CallItem.extend({
    panelSize: z.number().int(),
    panel: z.array(Person).optional(),
    mine: z.object({ onPanel: z.boolean(), inCall: z.boolean() }),
  }),
  allow: 'anonymous',
  acts: false,
  async run(ctx, { id }) {
    const row = await getVisibleCall(ctx, id);
    const { personId } = ctx.actor;
    return ctx.bank.store.system.transaction(async (tx) => {
      const panel = await selectPanel(tx, id);
      const names = await selectNames(tx, panel);
      return {
        ...callItem(row, ctx.now()),
        panelSize: panel.length,
        ...(hasRole(ctx.actor, 'reviewer') && {
          panel: panel.map((one) => ({ id: one, name: names.get(one) ?? '' })),
        }),
        mine: {
          onPanel: personId !== undefined && panel.includes(personId),
          inCall: personId !== undefined && (await isInCall(tx, id, personId)),
        },
      };
    });
  },
});
