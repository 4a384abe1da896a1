import { z } from 'zod';
import { hasRole, nobody } from '../../../core/actor.ts';
import { defineCapability, saying } from '../../../core/capability.ts';
import type { Context } from '../../../core/context.ts';
import { conflict, notFound } from '../../../core/errors.ts';
import { notify } from '../../notices/notify.ts';
import { ensureAudience } from '../../sources/queries.ts';
import { audit, personOf, refused } from '../acting.ts';
import { actOnCohort, requireMember } from '../cohorts/acts.ts';
import { selectMembers } from '../cohorts/queries.ts';
import { Id } from '../schema.ts';
import { GateId, gates } from './gates.ts';
import * as queries from './queries.ts';

const projectText = { 'zh-TW': '機關專案', en: 'agency project' };

export const saveProject = defineCapability({
  name: 'save-project',
  title: { 'zh-TW': '登記機關專案', en: 'Register the agency project' },
  description: {
    'zh-TW': '學員登記或修改自己在梯次中的機關專案。',
    en: 'A member registers or changes the agency project they do in the cohort.',
  },
  input: z.object({
    id: Id,
    title: z.string().trim().min(1).max(200),
    summary: z.string().trim().min(1).max(4_000),
  }),
  output: z.object({ id: z.string(), projectId: z.string() }),
  allow: ['staff'],
  acts: true,
  run: (ctx, { id, title, summary }) =>
    actOnCohort(ctx, id, async (tx) => {
      await requireMember(ctx, tx, id);
      const personId = personOf(ctx);
      const before = await queries.selectOwnProject(tx, id, personId);
      const projectId = before?.id ?? ctx.newId('project');
      const audienceId = await ensureAudience(tx, ctx.actor.agency ? `agency:${ctx.actor.agency}` : nobody);
      await queries.saveProject(tx, {
        id: projectId,
        cohortId: id,
        personId,
        title,
        summary,
        audienceId,
        now: ctx.now(),
      });
      return { id, projectId };
    }),
});

/** @throws AppError CONFLICT unless every gate before it is signed and it is not itself */
function requireTurn(gate: GateId, records: readonly queries.GateRow[]): void {
  const signed = (one: GateId) => records.find((row) => row.gate === one)?.state === 'signed';
  if (signed(gate)) throw conflict({ 'zh-TW': '這一關已經簽核。', en: 'This gate is signed already.' });
  const before = gates.slice(
    0,
    gates.findIndex(({ id }) => id === gate),
  );
  if (before.every(({ id }) => signed(id))) return;
  throw conflict({ 'zh-TW': '前面的關卡要先簽核。', en: 'The gates before it have to be signed first.' });
}

export const handInGate = defineCapability({
  name: 'hand-in-gate',
  title: { 'zh-TW': '交出一關的佐證', en: 'Hand in a gate' },
  description: {
    'zh-TW': '學員依序交出自己專案每一關的佐證，等別人簽核；被退回可以再交。',
    en: 'A member hands in the evidence for a gate of their project, in order; somebody else signs it, and what is returned can be handed in again.',
  },
  input: z.object({
    id: Id,
    gate: GateId,
    evidence: z.string().trim().min(1).max(4_000),
    url: z
      .url({ protocol: /^https?$/ })
      .max(2_000)
      .optional(),
  }),
  output: z.object({ id: z.string(), gate: GateId, state: z.literal('handed_in') }),
  allow: ['staff'],
  acts: true,
  run: (ctx, { id, gate, evidence, url }) =>
    actOnCohort(ctx, id, async (tx) => {
      await requireMember(ctx, tx, id);
      const project = await queries.selectOwnProject(tx, id, personOf(ctx));
      if (!project)
        throw conflict({ 'zh-TW': '請先登記機關專案。', en: 'Register the agency project first.' });
      requireTurn(gate, await queries.selectGates(tx, [project.id]));
      await queries.saveHandIn(tx, {
        projectId: project.id,
        gate,
        evidence,
        url: url ?? null,
        now: ctx.now(),
      });
      return { id, gate, state: 'handed_in' as const };
    }),
});

/** Cohort mates, the organiser, and managers of the project's agency, who see it for that reason. */
async function requireSigner(
  ctx: Context,
  project: queries.ProjectRow,
  members: readonly { personId: string }[],
) {
  const me = personOf(ctx);
  if (project.personId === me)
    throw conflict({
      'zh-TW': '自己的關卡要由別人簽核。',
      en: 'Somebody else signs the gates of your project.',
    });
  const may =
    members.some(({ personId }) => personId === me) ||
    hasRole(ctx.actor, 'reviewer') ||
    hasRole(ctx.actor, 'manager');
  if (!may) throw refused({ 'zh-TW': '您不能簽核這一關。', en: 'You may not sign this gate.' });
}

const told = { sign: 'signed', return: 'returned' } as const;

export const decideGate = defineCapability({
  name: 'decide-gate',
  title: { 'zh-TW': '簽核一關', en: 'Sign a gate' },
  description: {
    'zh-TW': '同梯學員、主辦（審查人）或專案所屬機關的主管簽核或附意見退回；不能簽自己的專案。',
    en: "A cohort mate, the organiser (a reviewer) or a manager of the project's agency signs a gate or returns it with a comment; never of one's own project.",
  },
  input: z
    .object({
      projectId: Id,
      gate: GateId,
      decision: z.enum(['sign', 'return']),
      comment: z.string().trim().max(2_000).default(''),
    })
    .refine(({ decision, comment }) => decision === 'sign' || comment !== '', {
      path: ['comment'],
      ...saying({ 'zh-TW': '退回時必須說明原因', en: 'is needed when a gate is returned' }),
    }),
  output: z.object({ projectId: z.string(), gate: GateId, state: z.enum(['signed', 'returned']) }),
  allow: ['staff'],
  acts: true,
  async run(ctx, { projectId, gate, decision, comment }) {
    const project = await queries.selectProject(ctx.db, projectId);
    if (!project) throw notFound(projectText);
    return ctx.bank.store.system.transaction(async (tx) => {
      await requireSigner(ctx, project, await selectMembers(tx, project.cohortId));
      await queries.selectOwnProject(tx, project.cohortId, project.personId);
      const record = (await queries.selectGates(tx, [projectId])).find((row) => row.gate === gate);
      if (record?.state !== 'handed_in')
        throw conflict({ 'zh-TW': '這一關不在等待簽核。', en: 'This gate is not waiting for a signature.' });
      const state = told[decision];
      const row = {
        projectId,
        gate,
        state,
        signedBy: personOf(ctx),
        comment: comment || null,
        now: ctx.now(),
      };
      await queries.updateGate(tx, row);
      await audit(ctx, tx, `${decision}-gate`, projectId, { gate });
      const { name } = gates.find(({ id }) => id === gate)!;
      await notify(ctx, tx, {
        personId: project.personId,
        kind: 'cohort',
        text: {
          'zh-TW': `您的專案關卡「${name['zh-TW']}」${decision === 'sign' ? '已簽核' : '被退回，請看意見'}。`,
          en: `The gate “${name.en}” of your project was ${state}.`,
        },
        link: `/programme/cohorts/${project.cohortId}`,
        key: `gate:${projectId}:${gate}:${record.handedInAt.getTime()}`,
      });
      return { projectId, gate, state };
    });
  },
});
