import { valueQuestion } from './cell.ts';
import type { Draft, Facts } from './facts.ts';
import { clarify } from './facts.ts';

/** A cluster or a government is named and its score asked, but not of what: which competency is meant. */
export async function answerGroupOnly(facts: Facts): Promise<Draft | null> {
  const { reading, say, t } = facts;
  const { asks, clusters, governments } = reading;
  if (!reading.bare || reading.competencies.length + reading.types.length + reading.tasks.length > 0)
    return null;
  if (clusters.length + governments.length === 0 || asks.people || asks.highest || asks.lowest || asks.rank)
    return null;
  if (!/分數|得分|數值|積分|幾分|多少分|scores?|values?|points?/u.test(reading.text)) return null;
  if (asks.whichCompetency || asks.compare || asks.aboveOverall || (asks.framework && asks.list)) return null;
  const group = clusters[0] ? say.group(clusters[0], governments[0]) : say.government(governments[0]!);
  const level = reading.levels[0] ?? 'mid';
  return clarify(
    t(
      `研究沒有印出${group}的單一分數，只有各項職能在各層級的數值；請問要看哪一項職能、哪一個層級？`,
      `The study prints no single score for ${group}, only values of each competency by level; which competency and level do you mean?`,
    ),
    ['AI素養', '資訊安全與倫理', '跨域管理'].map((name) =>
      valueQuestion(facts, name, level, clusters[0] ?? 'sys', governments[0]),
    ),
  );
}
