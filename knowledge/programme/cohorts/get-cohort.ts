import { z } from 'zod';
import { defineCapability } from '../../../core/capability.ts';
import type { Context } from '../../../core/context.ts';
import { TrackId } from '../../courses/schema.ts';
import { selectSource } from '../../sources/queries.ts';
import { personOf } from '../acting.ts';
import { MemberMilestones, memberMilestones } from '../milestones/member-milestones.ts';
import { Id, Person } from '../schema.ts';
import { getVisibleCohort } from './acts.ts';
import { type CohortRow, selectCohorts, selectMembers } from './queries.ts';
import { ToSign, UnitProgress, unitProgress, unitsToSign } from './unit-progress.ts';

const CohortItem = z.object({
  id: z.string(),
  callId: z.string().nullable(),
  name: z.string(),
  about: z.string(),
  track: TrackId.nullable(),
  startsOn: z.string(),
  endsOn: z.string(),
  state: z.enum(['active', 'closed']),
});

const itemOf = (row: CohortRow): z.input<typeof CohortItem> => ({ ...row });

export const listCohorts = defineCapability({
  name: 'list-cohorts',
  title: { 'zh-TW': '列出梯次', en: 'List cohorts' },
  description: {
    'zh-TW': '您參加的梯次；主辦（審查人）看到全部。',
    en: 'The cohorts you belong to; organisers, who are reviewers, see all.',
  },
  input: z.object({}),
  output: z.object({ items: z.array(CohortItem) }),
  allow: ['staff'],
  acts: false,
  run: async (ctx) => ({ items: (await selectCohorts(ctx.db)).map(itemOf) }),
});

/** Titles of the members' cases, as far as the reader may see these. */
async function withTitles(ctx: Context, milestones: Awaited<ReturnType<typeof memberMilestones>>) {
  const shown = [];
  for (const one of milestones) {
    const source = one.case && (await selectSource(ctx.db, one.case.id));
    shown.push(source && one.case ? { ...one, case: { ...one.case, title: source.title } } : one);
  }
  return shown;
}

export const getCohort = defineCapability({
  name: 'get-cohort',
  title: { 'zh-TW': '讀取梯次', en: 'Read a cohort' },
  description: {
    'zh-TW':
      '學員、里程碑與共同進度，給同梯與主辦。單元進度只計入並列出同意分享的學員；專案、案例與同儕評閱是梯次共同的工作，同梯都看得到。',
    en: "Members, milestones and the shared programme, for the cohort and its organiser. Units count and name only members who agreed to share; projects, cases and peer reviews are the cohort's common work.",
  },
  input: z.object({ id: Id }),
  output: CohortItem.extend({
    members: z.array(Person.extend({ sharesProgress: z.boolean() })),
    mine: z.object({ member: z.boolean(), sharesProgress: z.boolean() }),
    units: z.array(UnitProgress),
    toSign: z.array(ToSign),
    milestones: z.array(MemberMilestones),
  }),
  allow: ['staff'],
  acts: false,
  async run(ctx, { id }) {
    const row = await getVisibleCohort(ctx, id);
    const { members, units, milestones } = await ctx.bank.store.system.transaction(async (tx) => {
      const all = await selectMembers(tx, id);
      return {
        members: all,
        units: await unitProgress(ctx, tx, id, all),
        milestones: await memberMilestones(tx, id, all),
      };
    });
    const own = members.find(({ personId }) => personId === personOf(ctx));
    const toSign = await unitsToSign(
      ctx,
      members,
      units.map(({ courseId }) => courseId),
    );
    return {
      ...itemOf(row),
      members: members.map((one) => ({
        id: one.personId,
        name: one.name,
        sharesProgress: one.sharesProgress,
      })),
      mine: { member: own !== undefined, sharesProgress: own?.sharesProgress ?? false },
      units,
      toSign: own ? toSign : [],
      milestones: await withTitles(ctx, milestones),
    };
  },
});
