import { z } from 'zod';
import { defineCapability } from '../../core/capability.ts';
import type { Context } from '../../core/context.ts';
import type { Queryable } from '../../core/db/client.ts';
import { invalidInput, notFound } from '../../core/errors.ts';
import { findCourse } from '../courses/catalogue.ts';
import { selectAttained, shownProficiency } from '../evidence/attained.ts';
import { readLexicon } from '../framework/lexicon.ts';
import { resolveName } from '../framework/replies.ts';
import { selectProfile } from '../people/profile.ts';
import { selectCompletions } from '../progress/queries.ts';
import * as queries from './queries.ts';
import { solveRequest } from './recommend-path.ts';
import { PathInput, RecommendedPath } from './schema.ts';

const courseText = { 'zh-TW': '課程', en: 'module' };

const StepState = z.enum(['open', 'waiting', 'done', 'refused']);

const OwnPath = z.object({
  /** Null while none is saved. */
  path: RecommendedPath.nullable(),
  /** Where each step of the path stands. */
  states: z.array(z.object({ courseId: z.string(), state: StepState, at: z.string().nullable() })),
  /** The next open steps, three at most. */
  thisWeek: z.array(z.string()),
  refused: z.array(z.object({ courseId: z.string(), title: z.string(), reason: z.string(), at: z.string() })),
  hoursAvailable: z.number().nullable(),
  focus: z.array(z.string()),
  savedAt: z.string().nullable(),
});
type OwnPathReply = z.input<typeof OwnPath>;

const perWeek = 3;

/** Courses of a person's completions that stand: `waiting` for somebody's confirmation, or `done`. */
async function selectDoneSteps(db: Queryable, personId: string) {
  const rows = await selectCompletions(db, personId);
  return new Map(
    rows.flatMap(({ courseId, state, completedAt }) =>
      state === 'done' || state === 'waiting' ? [[courseId, { state, at: completedAt }] as const] : [],
    ),
  );
}

async function readOwnPath(ctx: Context, db: Queryable): Promise<OwnPathReply> {
  const personId = ctx.actor.personId!;
  const saved = await queries.selectPath(db, personId);
  const refusals = await queries.selectRefusals(db, personId);
  const done = await selectDoneSteps(db, personId);
  const refusedIds = new Map(refusals.map((row) => [row.courseId, row]));
  const path = saved?.path[ctx.language] ?? null;
  const states = (path?.steps ?? []).map(({ courseId }) => {
    const finished = done.get(courseId);
    const refusal = refusedIds.get(courseId);
    const state = finished?.state ?? (refusal ? ('refused' as const) : ('open' as const));
    return { courseId, state, at: (finished?.at ?? refusal?.createdAt)?.toISOString() ?? null };
  });
  const refused = [];
  for (const { courseId, reason, createdAt } of refusals) {
    const title = (await findCourse(db, courseId))?.title[ctx.language] ?? courseId;
    refused.push({ courseId, title, reason, at: createdAt.toISOString() });
  }
  return {
    path,
    states,
    thisWeek: states
      .filter(({ state }) => state === 'open')
      .slice(0, perWeek)
      .map(({ courseId }) => courseId),
    refused,
    hoursAvailable: saved?.request.hoursAvailable ?? null,
    focus: [...(saved?.request.focus ?? [])],
    savedAt: saved?.savedAt.toISOString() ?? null,
  };
}

export const getOwnPath = defineCapability({
  name: 'get-own-path',
  title: { 'zh-TW': '我的學習路徑', en: 'My learning path' },
  description: {
    'zh-TW': '您存下的學習路徑、各步驟的進度、這週先做的三步，以及您說不適合的課。',
    en: 'Your saved path, where each step stands, the three steps for this week, and the modules you said are not for you.',
  },
  input: z.object({}),
  output: OwnPath,
  allow: ['staff'],
  acts: false,
  run: (ctx) => ctx.db.transaction((db) => readOwnPath(ctx, db)),
});

const chooseFirst = {
  'zh-TW': '請先選擇工作群與層級：到「診斷」頁面，或在這裡給 cluster 與 level。',
  en: 'Choose a cluster and a level first: on the diagnosis page, or give cluster and level here.',
};

const PlanInput = PathInput.omit({ attained: true, completed: true, excluded: true })
  .partial({ cluster: true, level: true })
  .extend({ hoursAvailable: PathInput.shape.hoursAvailable.nullable() });
type PlanInput = z.output<typeof PlanInput>;

/** What the bank knows of the person, completed by what they say now; null hours = no limit. */
async function requestOf(ctx: Context, db: Queryable, input: PlanInput) {
  const personId = ctx.actor.personId!;
  const profile = await selectProfile(db, personId);
  const lexicon = await readLexicon(db);
  const cluster = resolveName('cluster', input.cluster, lexicon) ?? profile?.cluster;
  const level = resolveName('level', input.level, lexicon) ?? profile?.level;
  if (!cluster || !level) throw invalidInput(chooseFirst);
  const government = input.government ?? profile?.government;
  const hours = input.hoursAvailable === undefined ? profile?.hoursAvailable : input.hoursAvailable;
  return {
    cluster,
    level,
    ...(government && { government }),
    ...(hours && { hoursAvailable: hours }),
    focus: input.focus ?? profile?.focus ?? [],
  };
}

/** Proficiencies at a level as far as they are shown, else as claimed. */
async function attainedOf(ctx: Context, db: Queryable, level: string) {
  const rows = await selectAttained(db, ctx.actor.personId!, ctx.now());
  return rows
    .filter((row) => row.level === level)
    .map((row) => ({
      competency: row.competency,
      proficiency: shownProficiency(row) ?? row.claimed?.proficiency ?? 0,
    }));
}

/** The same plan again, so that a profile changed since does not change it. */
function planAgain({ focus, hoursAvailable, ...rest }: queries.SavedRequest): PlanInput {
  return { ...rest, focus: [...focus], hoursAvailable: hoursAvailable ?? null };
}

/** Plans anew from what is done, attained and refused by now, and keeps it. */
async function plan(ctx: Context, input: PlanInput): Promise<OwnPathReply> {
  const personId = ctx.actor.personId!;
  const asked = await ctx.db.transaction((db) => requestOf(ctx, db, input));
  const known = await ctx.db.transaction(async (db) => ({
    attained: await attainedOf(ctx, db, asked.level),
    completed: [...(await selectDoneSteps(db, personId)).keys()],
    excluded: (await queries.selectRefusals(db, personId)).map(({ courseId }) => courseId),
  }));
  const describe = await solveRequest(ctx, { ...asked, ...known });
  const path = { 'zh-TW': describe('zh-TW'), en: describe('en') };
  return ctx.db.transaction(async (tx) => {
    await queries.upsertPath(tx, personId, { request: asked, path, savedAt: ctx.now() });
    return readOwnPath(ctx, tx);
  });
}

export const planOwnPath = defineCapability({
  name: 'plan-own-path',
  title: { 'zh-TW': '規劃我的學習路徑', en: 'Plan my learning path' },
  description: {
    'zh-TW':
      '依您的工作群、層級、現有程度、完成的課與可用時數重新規劃並存下；沒給的欄位取自工作資料，hoursAvailable 給 null 表示不限時數。',
    en: 'Plans and keeps a path from your cluster, level, proficiency, completed modules and hours; what is not given comes from your profile, and null hoursAvailable means no limit.',
  },
  input: PlanInput,
  output: OwnPath,
  allow: ['staff'],
  acts: true,
  run: plan,
});

export const refuseStep = defineCapability({
  name: 'refuse-step',
  title: { 'zh-TW': '這門課不適合我', en: 'Not for me' },
  description: {
    'zh-TW': '把一門課標為不適合並寫下原因；存下的路徑會避開它重新規劃。',
    en: 'Marks a module as not for you, with a reason; a saved path is planned anew without it.',
  },
  input: z.object({
    courseId: z.string().trim().min(1).max(150),
    reason: z.string().trim().min(1).max(500),
  }),
  output: OwnPath,
  allow: ['staff'],
  acts: true,
  async run(ctx, { courseId, reason }) {
    const personId = ctx.actor.personId!;
    const saved = await ctx.db.transaction(async (tx) => {
      if (!(await findCourse(tx, courseId))) throw notFound(courseText);
      await queries.upsertRefusal(tx, personId, { courseId, reason, createdAt: ctx.now() });
      return queries.selectPath(tx, personId);
    });
    return saved ? plan(ctx, planAgain(saved.request)) : ctx.db.transaction((db) => readOwnPath(ctx, db));
  },
});

export const unrefuseStep = defineCapability({
  name: 'unrefuse-step',
  title: { 'zh-TW': '收回「不適合我」', en: 'For me after all' },
  description: {
    'zh-TW': '收回不適合的標記；存下的路徑會重新規劃。',
    en: 'Takes the mark back; a saved path is planned anew.',
  },
  input: z.object({ courseId: z.string().trim().min(1).max(150) }),
  output: OwnPath,
  allow: ['staff'],
  acts: true,
  async run(ctx, { courseId }) {
    const personId = ctx.actor.personId!;
    const saved = await ctx.db.transaction(async (tx) => {
      if (!(await queries.deleteRefusal(tx, personId, courseId))) throw notFound(courseText);
      return queries.selectPath(tx, personId);
    });
    return saved ? plan(ctx, planAgain(saved.request)) : ctx.db.transaction((db) => readOwnPath(ctx, db));
  },
});
