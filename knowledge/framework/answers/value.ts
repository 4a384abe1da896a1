import { selectValues } from '../queries.ts';
import { absentAtLevel, levelsOf, oneValue, valueQuestion } from './cell.ts';
import type { Draft, Facts } from './facts.ts';
import { clarify } from './facts.ts';
import { acrossClusters, acrossGovernments, acrossLevels } from './value-across.ts';

/** A value question: competency, and as much of level, cluster and government as was named. */
export async function answerValue(facts: Facts): Promise<Draft | null> {
  const { reading, say, t } = facts;
  const competency = reading.competencies[0];
  if (!competency) return null;
  const named = reading.levels.length + reading.clusters.length + reading.governments.length > 0;
  const amount = reading.bare && reading.asks.howMany;
  if (!named && !amount && !reading.asks.measure && !reading.asks.overall) return null;
  const present = levelsOf(facts, competency);
  const level = reading.levels[0] ?? (present.length === 1 ? present[0]?.level : undefined);
  const types = new Set(levelsOf(facts, competency).map((one) => one.type));
  if (level && reading.levels.length === 1 && !levelsOf(facts, competency).some((one) => one.level === level))
    return absentAtLevel(facts, competency, level);
  const cluster = reading.asks.overall && reading.clusters.length === 0 ? 'ALL' : reading.clusters[0];
  const government = reading.governments[0] ?? 'ALL';
  if (!level || reading.levels.length > 1) {
    if (types.size > 1 && reading.levels.length === 0 && !reading.asks.whichLevel)
      return clarify(
        t(
          `${say.competency(competency)}在基層屬技術職能、在中階與高階屬管理職能，兩者計分不同；請問要看哪一個層級？`,
          `${say.competency(competency)} is a technical competency at basic level and a management one at middle and senior level, on different scales; which level do you mean?`,
        ),
        levelsOf(facts, competency).map((one) =>
          valueQuestion(
            facts,
            competency,
            one.level,
            cluster === 'ALL' ? '' : cluster,
            reading.governments[0],
          ),
        ),
      );
    if (!cluster && government !== 'ALL')
      return clarify(
        t(
          `研究依層級與工作群分別列出${say.government(government)}的數值；請問要看哪一個層級？`,
          `The study lists ${say.government(government)} by level and cluster; which level do you mean?`,
        ),
        levelsOf(facts, competency).map((one) => valueQuestion(facts, competency, one.level, '', government)),
      );
    return acrossLevels(facts, competency, cluster ?? 'ALL', government);
  }
  if (!cluster && government === 'ALL' && reading.asks.whichGovernment) return null;
  if (!cluster)
    return acrossClusters(
      facts,
      competency,
      level,
      facts.lexicon.clusters.map((one) => one.id),
      government,
    );
  if (reading.clusters.length > 1)
    return acrossClusters(facts, competency, level, reading.clusters, government);
  if (
    cluster !== 'ALL' &&
    (reading.governments.length > 1 || (reading.asks.whichGovernment && government === 'ALL'))
  )
    return acrossGovernments(
      facts,
      competency,
      level,
      cluster,
      reading.governments.length > 1 ? reading.governments : facts.lexicon.governments.map((one) => one.id),
    );
  const [row] = await selectValues(facts.db, {
    competency,
    level,
    cluster,
    government: cluster === 'ALL' ? 'ALL' : government,
  });
  return row ? oneValue(facts, row) : null;
}
