import { type Derivation, hoursText, type Reason, titleOf } from './explain.ts';
import type { PathModule, PathProblem, PathSolution } from './problem.ts';

/** Everything the modules lead to when time does not matter. */
export function reachableWithoutLimit({ modules, gaps }: PathProblem): Map<string, number> {
  const reached = new Map(gaps.map(({ competency, attained }) => [competency, attained]));
  const raise = ({ develops }: PathModule): boolean =>
    develops
      .map(({ competency, from, to }) => {
        const now = reached.get(competency);
        if (now === undefined || from > now || to <= now) return false;
        reached.set(competency, to);
        return true;
      })
      .some(Boolean);
  while (modules.map(raise).some(Boolean));
  return reached;
}

/** What more time would change: the least that takes one more step, found by solving again without a limit. */
export function explainMoreTime(d: Derivation, problem: PathProblem, solution: PathSolution): Reason[] {
  const { next, chosen } = solution;
  if (!next || problem.limit === null || next.centihours <= problem.limit) return [];
  const more = next.centihours - problem.limit;
  const gained = problem.gaps
    .filter(({ competency }) => next.reached[competency]! > solution.reached[competency]!)
    .map(({ competency, goal }) => ({
      competency,
      from: solution.reached[competency]!,
      to: Math.min(goal, next.reached[competency]!),
    }));
  const added = next.chosen.filter((id) => !chosen.includes(id));
  const dropped = chosen.filter((id) => !next.chosen.includes(id));
  const [titles, less] = [added, dropped].map((ids) =>
    ids.map((id) => titleOf(d, id)).join(d.language === 'en' ? ', ' : '、'),
  );
  const instead = {
    en: less ? `, without ${less}` : '',
    'zh-TW': less ? `，不再需要${less}` : '',
  };
  const text =
    d.language === 'en'
      ? `${hoursText(more)} hours more would take ${gained.map((one) => `${d.name(one.competency)} from ${one.from} to ${one.to}`).join(', ')} (with ${titles}${instead.en}).`
      : `再多 ${hoursText(more)} 小時就能把${gained.map((one) => `「${d.name(one.competency)}」從 ${one.from} 帶到 ${one.to}`).join('、')}（加上${titles}${instead['zh-TW']}）。`;
  return [{ rule: 'more-hours', text, data: { hours: more / 100, gained, added, dropped } }];
}

function none(rule: string, language: Derivation['language'], zh: string, en: string, data = {}): Reason {
  return { rule, text: language === 'en' ? en : zh, data };
}

/** Why there is no path; null when there is one. */
export function explainNoPath(d: Derivation, problem: PathProblem, solution: PathSolution): Reason | null {
  if (solution.chosen.length > 0) return null;
  const { language, levelName } = d;
  if (problem.gaps.length === 0)
    return none(
      'no-gap',
      language,
      `沒有需要排的課：${levelName}的每一項職能都已達到目標。想再往上，請選想加強的職能。`,
      `There is nothing to plan: every competency of ${levelName} is at its goal. To go further, choose a focus.`,
    );
  if (!solution.optimal)
    return none(
      'time',
      language,
      '計算時間用完，還沒有找到路徑；請縮小條件再試。',
      'The time for computing ran out before a path was found; narrow the conditions and try again.',
    );
  const least = solution.next?.centihours;
  if (least !== undefined && problem.limit !== null)
    return none(
      'hours',
      language,
      `時數不夠：最短也要 ${hoursText(least)} 小時才能提高一項職能，您有 ${hoursText(problem.limit)} 小時。`,
      `Too few hours: raising one competency takes at least ${hoursText(least)} hours, and you have ${hoursText(problem.limit)}.`,
      { least: least / 100 },
    );
  const offered = problem.modules.some(({ develops }) =>
    develops.some((entry) => problem.gaps.some((gap) => gap.competency === entry.competency)),
  );
  return offered
    ? none(
        'start',
        language,
        '有相關課程，但都從您還沒達到的程度開始，目錄裡也沒有課能先帶您到那裡。',
        'There are modules, but all start from a proficiency you have not reached and none leads there.',
      )
    : none(
        'no-module',
        language,
        '課程目錄裡沒有適合這個層級與工作群、又能補這些職能的課。',
        'The catalogue has no module for this level and cluster that develops what is missing.',
      );
}
