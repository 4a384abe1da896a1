import { z } from 'zod';
import { defineCapability } from '../../../core/capability.ts';
import { selectNames } from '../../progress/queries.ts';
import { personOf } from '../acting.ts';
import { Person } from '../schema.ts';
import { GateId } from './gates.ts';
import { selectWaitingGates } from './queries.ts';

export const listWaitingGates = defineCapability({
  name: 'list-waiting-gates',
  title: { 'zh-TW': '等我簽核的關卡', en: 'Gates waiting for my signature' },
  description: {
    'zh-TW': '同梯、所主辦的梯次，或自己機關（主管）的專案關卡，自己的不列。',
    en: "Gates of cohort mates, of cohorts one organises, or, for managers, of the own agency's projects; never one's own.",
  },
  input: z.object({}),
  output: z.object({
    items: z.array(
      z.object({
        projectId: z.string(),
        cohortId: z.string(),
        person: Person,
        title: z.string(),
        gate: GateId,
        evidence: z.string(),
        url: z.string().nullable(),
        handedInAt: z.string(),
      }),
    ),
  }),
  allow: ['staff'],
  acts: false,
  async run(ctx) {
    const rows = await selectWaitingGates(ctx.db, personOf(ctx));
    const names = await selectNames(
      ctx.bank.store.system,
      rows.map(({ personId }) => personId),
    );
    return {
      items: rows.map((row) => ({
        projectId: row.projectId,
        cohortId: row.cohortId,
        person: { id: row.personId, name: names.get(row.personId) ?? '' },
        title: row.title,
        gate: row.gate,
        evidence: row.evidence,
        url: row.url,
        handedInAt: row.handedInAt.toISOString(),
      })),
    };
  },
});
