import type { Lexicon } from '../framework/lexicon.ts';
import { named, namedRow } from '../framework/replies.ts';
import { isMet, type PathRequest } from './build-problem.ts';
import { type Derivation, explainStep, type Gain, gainsBetween, hoursText, type Reason } from './explain.ts';
import { explainMoreTime, explainNoPath, reachableWithoutLimit } from './explain-path.ts';
import { loadPolicyRules } from './policy-rules.ts';
import {
  attainedOf,
  type Gap,
  type PathModule,
  type PathProblem,
  type PathSolution,
  reachWith,
} from './problem.ts';
import type { PathStep, RecommendedPath } from './schema.ts';

/** The solver and its release, which decides between answers it cannot tell apart. */
const solver = 'HiGHS 1.15.3';

interface Solved {
  readonly lexicon: Lexicon;
  readonly request: PathRequest;
  readonly problem: PathProblem;
  readonly solution: PathSolution;
}

function constraintsOf(d: Derivation, { request, problem }: Solved): Reason[] {
  const say = (rule: string, zh: string, en: string, data: Record<string, unknown> = {}): Reason => ({
    rule,
    text: d.language === 'en' ? en : zh,
    data,
  });
  const { hoursAvailable } = request;
  return [
    hoursAvailable === undefined
      ? say('hours', '時數不限。', 'No limit of hours.')
      : say(
          'hours',
          `總時數不超過 ${hoursText(problem.limit!)} 小時。`,
          `No more than ${hoursText(problem.limit!)} hours in all.`,
          { hoursAvailable },
        ),
    say(
      'prerequisites',
      '先修課在前；已完成、或已達到該課程度的，視為已先修。',
      'Prerequisites come first; those done, or whose proficiency is attained, count as done.',
    ),
    say(
      'chains',
      '課程只有在它的起始程度已達到（原有或由前面的課帶到）時才算數。',
      'A module counts only from a proficiency that is attained or reached by an earlier step.',
    ),
    say(
      'catalogue',
      `從 ${problem.modules.length} 門適合${d.levelName}、「${d.clusterName}」的課程中選出。`,
      `Chosen from ${problem.modules.length} modules for ${d.levelName}, ${d.clusterName}.`,
      { modules: problem.modules.length },
    ),
    say(
      'goal',
      `目標程度：${d.levelName} ${d.targets.targets[request.level]}。${d.targets.reasoning['zh-TW']}`,
      `Goal at ${d.levelName}: ${d.targets.targets[request.level]}. ${d.targets.reasoning.en}`,
      { id: d.targets.id, goal: d.targets.targets[request.level] },
    ),
    say(
      'ties',
      '同樣好的路徑，依序比時數少、先修少、課名、編號。',
      'Between equally good paths: fewer hours, then fewer prerequisites, then title, then id.',
      { solver, timeLimitSeconds: problem.timeLimitSeconds },
    ),
  ];
}

function stepsOf(d: Derivation, { request, problem, solution }: Solved): PathStep[] {
  const modules = solution.chosen.map((id) => problem.modules.find((one) => one.id === id)!);
  let reached = attainedOf(problem.gaps);
  const capped = (gains: readonly Gain[]) =>
    gains.map((gain) => ({ ...gain, to: Math.min(gain.to, d.gaps.get(gain.competency)!.goal) }));
  return modules.map((module: PathModule) => {
    const course = d.catalogue.get(module.id)!;
    const after = reachWith(reached, module);
    const gains = capped(gainsBetween(problem.gaps, reached, after)).filter(({ from, to }) => to > from);
    reached = after;
    const own = course.develops.filter(({ level }) => level === request.level);
    return {
      courseId: course.id,
      title: course.title[d.language],
      hours: course.hours,
      develops: own.length > 0 ? own : course.develops,
      prerequisites: [...module.prerequisites],
      prerequisitesMet: course.prerequisites.filter(
        (id) => request.completed.has(id) || (d.catalogue.has(id) && isMet(request, d.catalogue.get(id)!)),
      ),
      badge: course.badge ?? null,
      why: explainStep(d, { module, gains, steps: modules, focusFactor: loadPolicyRules().focusFactor }),
    };
  });
}

const leftTexts = {
  hours: {
    'zh-TW': '時數有限，先排了能補更多差距的課；增加時數就排得進來。',
    en: 'The hours go to what closes more of the gap; with more hours it comes in.',
  },
  start: {
    'zh-TW': '目錄裡沒有課從您目前的程度開始。',
    en: 'No module starts from where you are.',
  },
  'no-module': { 'zh-TW': '目錄裡還沒有課。', en: 'The catalogue has no module for it yet.' },
  weight: {
    'zh-TW': '填答者沒有人把它排進前幾名，也沒有規則或加強項目提到它。',
    en: 'No respondent ranked it, and no rule or focus names it.',
  },
};

function whyLeft(problem: PathProblem, gap: Gap, reachable: ReadonlyMap<string, number>) {
  if (gap.weight === 0) return 'weight';
  const offered = problem.modules.some(({ develops }) =>
    develops.some(({ competency, to }) => competency === gap.competency && to > gap.attained),
  );
  if (!offered) return 'no-module';
  return reachable.get(gap.competency)! > gap.attained ? 'hours' : 'start';
}

/** Every competency of the level that is below its goal, whether the path touches it or not. */
function sortGaps(d: Derivation, { request, problem, solution }: Solved) {
  const reachable = reachableWithoutLimit(problem);
  const target = d.targets.targets[request.level];
  const unweighted: Gap[] = [...d.weights.values()]
    .filter(({ weight }) => weight === 0)
    .map(({ competency }) => ({
      competency,
      attained: request.attained.get(competency) ?? 0,
      goal: target,
      weight: 0,
    }))
    .filter(({ attained, goal }) => attained < goal);
  const all = [...problem.gaps, ...unweighted].sort((a, b) => b.weight - a.weight);
  const shown = (gap: Gap) => ({ ...gap, name: d.name(gap.competency), weight: gap.weight / 1_000 });
  const reachedOf = (gap: Gap) => Math.min(gap.goal, solution.reached[gap.competency] ?? gap.attained);
  return {
    covered: all
      .filter((gap) => reachedOf(gap) > gap.attained)
      .map((gap) => ({ ...shown(gap), reached: reachedOf(gap), closed: reachedOf(gap) >= gap.goal })),
    uncovered: all
      .filter((gap) => reachedOf(gap) === gap.attained)
      .map((gap) => {
        const reason = whyLeft(problem, gap, reachable);
        return { ...shown(gap), reason, text: leftTexts[reason][d.language] } as const;
      }),
  };
}

/** A solution in the words and shape of the contract. */
export function describePath(d: Derivation, solved: Solved): RecommendedPath {
  const { lexicon, request, problem, solution } = solved;
  const steps = stepsOf(d, solved);
  const id = (one: string) => named(d.language, one, one, one);
  const centihours = steps.reduce((sum, { hours }) => sum + Math.round(hours * 100), 0);
  const badges = [...new Set(steps.flatMap(({ badge }) => (badge && d.badges.has(badge) ? [badge] : [])))];
  return {
    cluster: namedRow(d.language, lexicon.clusters, request.cluster, id(request.cluster)),
    level: namedRow(d.language, lexicon.levels, request.level, id(request.level)),
    steps,
    totalHours: centihours / 100,
    ...sortGaps(d, solved),
    badges: badges.map((badge) => ({ id: badge, name: d.badges.get(badge)! })),
    optimal: solution.optimal,
    objective: solution.objective / 1_000,
    bound: solution.bound / 1_000,
    constraints: constraintsOf(d, solved),
    wouldChange: explainMoreTime(d, problem, solution),
    noPath: explainNoPath(d, problem, solution),
    weights: [...d.weights.values()]
      .sort((a, b) => b.weight - a.weight)
      .map(({ competency, cell, rule, focused, weight }) => ({
        competency,
        name: d.name(competency),
        lift: cell.lift ?? 0,
        rule: rule?.id ?? null,
        focus: focused,
        weight: weight / 1_000,
      })),
    version: loadPolicyRules().id,
  };
}
