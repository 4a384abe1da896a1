import { selectValues } from '../queries.ts';
import type { LevelId } from '../schema.ts';
import {
  cellRef,
  levelsOf,
  listedValues,
  pointsReminder,
  valueQuestion,
  valueSentence,
  whyLevelsDiffer,
} from './cell.ts';
import type { CitedClaim, Draft, Facts } from './facts.ts';
import { answered, claim, doubt, list, paragraph } from './facts.ts';

export async function acrossLevels(
  facts: Facts,
  competency: string,
  cluster: string,
  government: string,
): Promise<Draft> {
  const { say, t } = facts;
  const rows = await selectValues(facts.db, { competency, cluster, government });
  const present = levelsOf(facts, competency);
  const types = new Set(present.map((one) => one.type)).size > 1;
  const group = cluster === 'ALL' ? t('總平均', 'the overall mean (總平均)') : say.group(cluster, government);
  const missing = facts.lexicon.levels.filter((level) => !present.some((one) => one.level === level.id));
  const lead = t(
    `${say.competency(competency)}在${group}，各層級題組印出的數值：`,
    `${say.competency(competency)}, ${group}, as printed for each level:`,
  );
  const claims = listedValues(facts, rows, (row) =>
    t(`${say.level(row.level)}（${row.type}職能）`, `${say.level(row.level)} (${say.type(row.type)})`),
  );
  const notes = [whyLevelsDiffer(facts, types)];
  for (const level of missing)
    notes.push(
      claim(
        t(
          `${say.level(level.id)}題組沒有這一項。`,
          `The ${say.level(level.id)} block does not have this item.`,
        ),
        doubt('E3'),
      ),
    );
  notes.push(claim(pointsReminder(facts), doubt('A1')));
  return answered(
    [list(claims, lead), paragraph(...notes)],
    present.map((one) => valueQuestion(facts, competency, one.level, cluster === 'ALL' ? 'sys' : cluster)),
  );
}

export async function acrossClusters(
  facts: Facts,
  competency: string,
  level: LevelId,
  clusters: readonly string[],
  government: string,
): Promise<Draft> {
  const { say, t } = facts;
  const all = await selectValues(facts.db, { competency, level });
  const rows = all.filter(
    (row) => row.government === government && row.cluster !== 'ALL' && clusters.includes(row.cluster),
  );
  const overall = all.find((row) => row.cluster === 'ALL');
  const first: CitedClaim[] = [];
  if (government === 'ALL' && overall && clusters.length === 5)
    first.push(claim(valueSentence(facts, overall), cellRef(overall)));
  if (government !== 'ALL' && clusters.length === 5)
    first.push(
      claim(
        t(
          `研究沒有印出${say.government(government)}整體的平均，只有各工作群的數值。`,
          `The study prints no mean for ${say.government(government)} as a whole, only values by cluster.`,
        ),
        ...rows.slice(0, 1).map(cellRef),
      ),
    );
  const lead = t(
    `${say.level(level)}題組${government === 'ALL' ? '' : `、${say.government(government)}`}，${say.competency(competency)}在各工作群：`,
    `${say.competency(competency)} in the ${say.level(level)} block${government === 'ALL' ? '' : `, ${say.government(government)}`}, by cluster:`,
  );
  const row = rows[0]!;
  return answered(
    [
      paragraph(...first),
      list(
        listedValues(facts, rows, (one) => say.cluster(one.cluster)),
        lead,
      ),
      paragraph(
        rows.some((one) => one.support !== 'tiny' && one.support !== 'none')
          ? claim(say.scale(row.type, row.level, row.items), doubt('A1'))
          : claim(
              t(
                '人數這麼少的格子不能當作發現，也不作比較。',
                'Cells this small cannot be read as findings or compared.',
              ),
              doubt('A5'),
            ),
      ),
    ],
    [valueQuestion(facts, competency, level, 'sys')],
  );
}

export async function acrossGovernments(
  facts: Facts,
  competency: string,
  level: LevelId,
  cluster: string,
  governments: readonly string[],
) {
  const { say, t } = facts;
  const rows = (await selectValues(facts.db, { competency, level, cluster })).filter((row) =>
    governments.includes(row.government),
  );
  const row = rows[0]!;
  const lead = t(
    `${say.level(level)}題組、${say.group(cluster)}，${say.competency(competency)}依政府別：`,
    `${say.competency(competency)} in the ${say.level(level)} block, ${say.group(cluster)}, by government:`,
  );
  const shown = rows.some((one) => one.support === 'enough' || one.support === 'few');
  return answered([
    list(
      listedValues(facts, rows, (one) => say.government(one.government)),
      lead,
    ),
    paragraph(
      claim(
        t(
          '人數少於 10 的格子不用來比較或推論。',
          'Cells of fewer than 10 people are not used to compare or generalise.',
        ),
        doubt('A5'),
      ),
      ...(shown ? [claim(say.scale(row.type, row.level, row.items), doubt('A1'))] : []),
    ),
  ]);
}
