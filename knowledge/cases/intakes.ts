import { z } from 'zod';
import { defineCapability } from '../../core/capability.ts';
import { conflict, notFound } from '../../core/errors.ts';
import { PageInput, pageOf } from '../../core/page.ts';
import { notify } from '../notices/notify.ts';
import { recordAudit } from '../people/queries.ts';
import { maskPersonalData } from '../privacy/mask-personal-data.ts';
import * as queries from './intake-queries.ts';
import { AiType, Stage } from './schema.ts';

/** `taken`: a pilot leader helps to write it. */
export const IntakeState = z.enum(['open', 'taken', 'closed']);
export type IntakeState = z.infer<typeof IntakeState>;

/** Which case an agency could tell: a few lines, no case yet. */
export const IntakeRecord = z.object({
  agency: z.string().trim().min(1).max(200),
  topic: z.string().trim().min(1).max(300),
  aiType: AiType.optional(),
  stage: Stage.optional(),
  /** What happened, in a few sentences. */
  story: z.string().trim().max(2_000).default(''),
  help: z.enum(['self', 'interview', 'review']).default('self'),
});
export type IntakeRecord = z.output<typeof IntakeRecord>;

const Intake = IntakeRecord.extend({
  id: z.string(),
  state: IntakeState,
  mine: z.boolean(),
  createdAt: z.string(),
});

const intakeText = { 'zh-TW': '案例線索', en: 'offer of a case' };

function shown(row: queries.IntakeRow, personId: string | undefined): z.input<typeof Intake> {
  return {
    ...row.record,
    id: row.id,
    state: row.state,
    mine: row.personId === personId,
    createdAt: row.createdAt.toISOString(),
  };
}

export const createIntake = defineCapability({
  name: 'offer-case',
  title: { 'zh-TW': '提供案例線索', en: 'Offer a case' },
  description: {
    'zh-TW': '機關用幾句話說明可以分享哪一則案例；領航員會接手聯繫或協助撰寫。個人資料在儲存前遮蔽。',
    en: 'An agency says in a few lines which case it could tell; a pilot leader follows it up. Personal data is masked before it is stored.',
  },
  input: IntakeRecord,
  output: Intake,
  allow: ['staff'],
  acts: true,
  async run(ctx, typed) {
    const id = ctx.newId('intake');
    const personId = ctx.actor.personId!;
    const clean = (text: string) => maskPersonalData(text).text;
    const record = {
      ...typed,
      agency: clean(typed.agency),
      topic: clean(typed.topic),
      story: clean(typed.story),
    };
    await ctx.db.transaction((tx) => queries.insertIntake(tx, { id, personId, record, now: ctx.now() }));
    return shown({ id, personId, state: 'open', record, createdAt: ctx.now() }, personId);
  },
});

export const listIntakes = defineCapability({
  name: 'list-case-offers',
  title: { 'zh-TW': '案例線索', en: 'Offers of cases' },
  description: {
    'zh-TW': '您提供的案例線索；領航員與審核人看得到全部。',
    en: 'The cases you offered; pilot leaders and reviewers see everybody’s.',
  },
  input: PageInput,
  output: z.object({ items: z.array(Intake), nextCursor: z.string().optional() }),
  allow: ['staff'],
  acts: false,
  async run(ctx, { limit, cursor }) {
    const rows = await queries.selectIntakes(ctx.db, { limit: limit + 1, after: cursor });
    return pageOf(
      rows,
      limit,
      ({ id }) => id,
      (row) => shown(row, ctx.actor.personId),
    );
  },
});

const become = { take: 'taken', close: 'closed' } as const;
const from = { take: ['open'], close: ['open', 'taken'] } as const;

export const followIntake = defineCapability({
  name: 'follow-case-offer',
  title: { 'zh-TW': '接手案例線索', en: 'Follow up an offer of a case' },
  description: {
    'zh-TW': '領航員或審核人接手或結案；提供者會收到通知。',
    en: 'A pilot leader or reviewer takes it up or closes it; whoever offered it is told.',
  },
  input: z.object({ id: z.string().min(1).max(100), act: z.enum(['take', 'close']) }),
  output: z.object({ id: z.string(), state: IntakeState }),
  allow: ['pilot_leader', 'reviewer'],
  acts: true,
  async run(ctx, { id, act }) {
    const row = await queries.selectIntake(ctx.db, id);
    if (!row) throw notFound(intakeText);
    const state = become[act];
    await ctx.bank.store.system.transaction(async (tx) => {
      const takenBy = act === 'take' ? ctx.actor.personId! : null;
      const changed = await queries.updateIntake(tx, {
        id,
        from: [...from[act]],
        state,
        takenBy,
        now: ctx.now(),
      });
      if (!changed)
        throw conflict({ 'zh-TW': '這條線索已經處理過了。', en: 'This offer was dealt with already.' });
      await recordAudit(tx, {
        at: ctx.now(),
        actor: ctx.actor.personId,
        action: `${act}-case-offer`,
        object: id,
        detail: {},
      });
      await notify(ctx, tx, {
        personId: row.personId,
        kind: 'case-offer',
        text: {
          'zh-TW': `您提供的案例線索「${row.record.topic}」${act === 'take' ? '已有領航員接手' : '已結案'}。`,
          en: `Your offer of a case, “${row.record.topic}”, was ${act === 'take' ? 'taken up by a pilot leader' : 'closed'}.`,
        },
        link: '/share',
        key: `case-offer:${id}:${state}`,
      });
    });
    return { id, state };
  },
});

export const deleteIntake = defineCapability({
  name: 'delete-case-offer',
  title: { 'zh-TW': '收回案例線索', en: 'Take back an offer of a case' },
  description: { 'zh-TW': '刪除自己提供的案例線索。', en: 'Deletes an offer of your own.' },
  input: z.object({ id: z.string().min(1).max(100) }),
  output: z.object({ id: z.string(), deleted: z.literal(true) }),
  allow: ['staff'],
  acts: true,
  async run(ctx, { id }) {
    const deleted = await ctx.db.transaction((tx) => queries.deleteIntakeRow(tx, id));
    if (!deleted) throw notFound(intakeText);
    return { id, deleted: true as const };
  },
});
