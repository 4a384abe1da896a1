import { z } from 'zod';
import { defineCapability } from '../../core/capability.ts';
import type { Context } from '../../core/context.ts';
import type { Queryable } from '../../core/db/client.ts';
import { type Attained, selectAttained } from '../evidence/attained.ts';
import { type Lexicon, readLexicon } from '../framework/lexicon.ts';
import { selectAiSets } from '../framework/queries.ts';
import { named, namedCompetency, namedRow } from '../framework/replies.ts';
import type { AiSet } from '../framework/schema.ts';
import { comparePeers, type PeerStatus } from '../peers/compare-peers.ts';
import { type Profile, selectProfile } from '../people/profile.ts';
import { selectProfileRow, updateSeen } from '../people/profile-queries.ts';
import { loadTargets } from '../proficiency/load-proficiency.ts';
import { aiRate, rateFormula } from './ai-rate.ts';
import { type ShownName, selectHeldBadges, selectOpenBadges } from './badge-queries.ts';
import { changesBetween } from './changes.ts';
import { DashboardReply } from './dashboard-schema.ts';
import { gapsOf } from './gaps.ts';
import { nextBadges } from './next-badges.ts';
import { selectPathProgress } from './path-progress.ts';
import { type CompletionRow, selectCompletions } from './queries.ts';

/** Everything the dashboard is made of, read in one transaction. */
interface Known {
  readonly lexicon: Lexicon;
  readonly profile: Profile | null;
  readonly seenAt: Date | null;
  readonly set: AiSet | undefined;
  readonly attained: readonly Attained[];
  readonly before: readonly Attained[];
  readonly completions: readonly CompletionRow[];
}

async function readKnown(ctx: Context, tx: Queryable): Promise<Known> {
  const personId = ctx.actor.personId!;
  const seenAt = (await selectProfileRow(tx, personId))?.seenAt ?? null;
  return {
    lexicon: await readLexicon(tx),
    profile: await selectProfile(tx, personId),
    seenAt,
    set: (await selectAiSets(tx)).at(-1),
    attained: await selectAttained(tx, personId, ctx.now()),
    before: seenAt ? await selectAttained(tx, personId, seenAt) : [],
    completions: await selectCompletions(tx, personId),
  };
}

function progressOf(ctx: Context, known: Known): DashboardReply['progress'] {
  const { language } = ctx;
  const { lexicon, seenAt } = known;
  const done = known.completions.filter((one) => one.state === 'done' && (!seenAt || one.updatedAt > seenAt));
  return {
    since: seenAt?.toISOString() ?? null,
    changes: changesBetween(known.before, known.attained).map((one) => ({
      ...one,
      competency: namedCompetency(language, lexicon, one.competency),
    })),
    completed: done.map((one) => ({
      courseId: one.courseId,
      title: one.courseTitle[language],
      at: one.completedAt.toISOString(),
    })),
  };
}

/** The core competencies of the AI set that exist at the person's level. */
function coreOf({ lexicon, set, profile }: Known): string[] {
  const atLevel = lexicon.competencies.filter((one) => one.level === profile?.level);
  return (set?.core ?? []).filter((name) => atLevel.some((one) => one.name === name));
}

function rateOf(ctx: Context, known: Known): DashboardReply['aiRate'] {
  const { language } = ctx;
  const { profile, set, lexicon } = known;
  const targets = loadTargets();
  const level = profile?.level;
  const rate = level
    ? aiRate(known.attained, { level, core: coreOf(known), target: targets.targets[level] })
    : { status: 'no-level' as const, percent: null, known: 0, needed: 2, core: [] };
  return {
    ...rate,
    formula: rateFormula[language],
    set: set ? { id: set.id, version: set.version, title: set.title[language] } : null,
    targets: { id: targets.id, version: targets.version, reasoning: targets.reasoning[language] },
    core: rate.core.map((one) => ({
      competency: namedCompetency(language, lexicon, one.competency),
      shown: one.shown ?? null,
      target: one.target,
    })),
  };
}

/** The competencies whose gaps are shown: the AI set's at the level, core first, then the person's focus. */
function watchedOf(known: Known): string[] {
  const { lexicon, set, profile } = known;
  const atLevel = new Set(
    lexicon.competencies
      .filter((one) => one.level === profile?.level)
      .filter((one) => one.details.aiSet?.set === set?.id || profile?.focus.includes(one.name))
      .map((one) => one.name),
  );
  const core = coreOf(known);
  return [...core, ...[...atLevel].filter((name) => !core.includes(name))];
}

function gapsIn(ctx: Context, known: Known): DashboardReply['gaps'] {
  const level = known.profile?.level;
  if (!level) return [];
  const own = { level, competencies: watchedOf(known), target: loadTargets().targets[level] };
  return gapsOf(known.attained, own).map((one) => ({
    ...one,
    competency: namedCompetency(ctx.language, known.lexicon, one.competency),
  }));
}

async function badgesOf(ctx: Context, tx: Queryable, known: Known): Promise<DashboardReply['badges']> {
  const nameIn = (name: ShownName) => name[ctx.language] ?? name['zh-TW'];
  const held = await selectHeldBadges(tx, ctx.actor.personId!, ctx.now());
  const level = known.profile?.level;
  const own = { level: level!, held: held.map((one) => one.badgeId) };
  const next = level ? nextBadges(await selectOpenBadges(tx), known.attained, own) : [];
  return {
    earned: held.map((one) => ({
      ...one,
      name: nameIn(one.name),
      earnedAt: one.earnedAt.toISOString(),
      validUntil: one.validUntil?.toISOString() ?? null,
    })),
    next: next.map(({ badge, missing }) => ({
      id: badge.id,
      name: nameIn(badge.name),
      courseId: badge.courseId,
      missing,
    })),
  };
}

const peerNotes: Record<PeerStatus, { 'zh-TW': string; en: string }> = {
  shown: {
    'zh-TW':
      '同層級、同工作群且同意列入的人，至少 11 人才顯示；平均以 0.5 為單位，沒有證據以 0 計。不是研究問卷的數字。',
    en: 'People of your level and cluster who agreed, shown from 11 on; means in steps of 0.5, nothing shown counts as 0. Not the numbers of the survey.',
  },
  'no-consent': {
    'zh-TW': '同意列入同儕比較的人，才看得到同儕比較。',
    en: 'Those who agree to be counted see the comparison.',
  },
  'no-profile': { 'zh-TW': '請先選擇層級與工作群。', en: 'Choose your level and cluster first.' },
  'too-few': {
    'zh-TW': '同意列入的人還不夠多，為了保護個人，不顯示任何數字。',
    en: 'Too few people have agreed so far; nothing is shown, to protect each of them.',
  },
};

async function peersOf(ctx: Context, known: Known): Promise<DashboardReply['peers']> {
  const watched = watchedOf(known);
  const { status, figures } = await comparePeers(ctx, known.profile, watched);
  const own = gapsIn(ctx, known);
  return {
    status,
    note: peerNotes[status][ctx.language],
    atLeast: figures?.atLeast ?? null,
    items: [...(figures?.means ?? [])].map(([name, mean]) => ({
      competency: namedCompetency(ctx.language, known.lexicon, name),
      mean,
      own: own.find((one) => one.competency.id === name)?.shown ?? null,
    })),
  };
}

function completionsOf({ completions }: Known): DashboardReply['completions'] {
  const done = completions.filter((one) => one.state === 'done');
  return {
    done: done.length,
    waiting: completions.filter((one) => one.state === 'waiting').length,
    hours: Math.round(done.reduce((sum, one) => sum + one.hours, 0) * 100) / 100,
  };
}

function profileOf(ctx: Context, { lexicon, profile }: Known): DashboardReply['profile'] {
  const name = (rows: Lexicon['levels'], id: string | undefined) =>
    id ? namedRow(ctx.language, rows, id, named(ctx.language, id, id, id)) : null;
  return { cluster: name(lexicon.clusters, profile?.cluster), level: name(lexicon.levels, profile?.level) };
}

export const getDashboard = defineCapability({
  name: 'get-dashboard',
  title: { 'zh-TW': '我的成長儀表板', en: 'My dashboard' },
  description: {
    'zh-TW': '自己的進展、各職能差距、AI 職能達成率、徽章、路徑進度，以及至少 11 人才有的同儕比較。',
    en: 'Own progress, gaps, AI attainment rate, badges, path, and a comparison with at least eleven consenting peers.',
  },
  input: z.object({}),
  output: DashboardReply,
  allow: ['staff'],
  acts: false,
  async run(ctx) {
    const { known, badges, path } = await ctx.db.transaction(async (tx) => {
      const known = await readKnown(ctx, tx);
      return {
        known,
        badges: await badgesOf(ctx, tx, known),
        path: await selectPathProgress(tx, ctx.actor.personId!),
      };
    });
    return {
      asOf: ctx.now().toISOString(),
      profile: profileOf(ctx, known),
      progress: progressOf(ctx, known),
      aiRate: rateOf(ctx, known),
      gaps: gapsIn(ctx, known),
      badges,
      path,
      completions: completionsOf(known),
      peers: await peersOf(ctx, known),
    };
  },
});

/** A second look within this time is the same look. */
const sameLookHours = 6;

export const seeDashboard = defineCapability({
  name: 'see-dashboard',
  title: { 'zh-TW': '看過儀表板', en: 'Dashboard seen' },
  description: {
    'zh-TW': '記下看過的時間，下次只顯示之後的進展。',
    en: 'Notes when the dashboard was seen, so that the next look shows what is newer.',
  },
  input: z.object({}),
  output: z.object({ seen: z.literal(true) }),
  allow: ['staff'],
  acts: true,
  async run(ctx) {
    const unlessSince = new Date(ctx.now().getTime() - sameLookHours * 3_600_000);
    await ctx.db.transaction((tx) => updateSeen(tx, ctx.actor.personId!, ctx.now(), unlessSince));
    return { seen: true as const };
  },
});
