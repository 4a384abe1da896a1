import { pattern } from '../pattern.ts';
import { selectTaskValues, selectValues } from '../queries.ts';
import type { CitedClaim, Draft, Facts } from './facts.ts';
import { answered, claim, doubt, paragraph } from './facts.ts';
import { surveyTotals } from './survey-totals.ts';

const smallWords = pattern(
  '空白|沒有數值|為什麼沒有|0[.]00|人(數)?(太|很|這麼|只有|過|那麼)少|n(太|很|過)小|n(太|很|過)少|可信|可靠|(可以|能|可否|能否).{0,4}引用|可以推論|能不能推論|blank|empty cell|no value|too few|few people|small sample|reliable|trust',
);

/** Blank cells, printed zeros and cells of a few people. */
export async function answerSmallCells(facts: Facts): Promise<Draft | null> {
  const { reading, say, t } = facts;
  const { asks, levels, clusters, governments } = reading;
  if (reading.competencies.length > 0 || reading.tasks.length > 0 || !smallWords.test(reading.text))
    return null;
  const aboutTables =
    levels.length > 0 ||
    clusters.length > 0 ||
    asks.framework ||
    /格|表|欄|n(太|很|過)|cell|table/u.test(reading.text);
  if (!aboutTables && !/0[.]00/u.test(reading.text)) return null;
  const claims: CitedClaim[] = [];
  const [level] = levels;
  const [cluster] = clusters;
  if (level && cluster) {
    const [row] = await selectValues(facts.db, { level, cluster, government: governments[0] ?? 'ALL' });
    if (row)
      claims.push(
        claim(
          t(
            `${say.level(level)}題組、${say.group(cluster, governments[0])}${row.n === 0 ? '沒有人填答，所以是空白' : `：${say.n(row)}`}。`,
            `${say.level(level)} block, ${say.group(cluster, governments[0])}${row.n === 0 ? ': nobody answered, so it is blank' : `: ${say.n(row)}`}.`,
          ),
          { source: `table-${row.tableId}` },
        ),
      );
  }
  claims.push(
    claim(
      t(
        '空白表示沒有人填答，不是 0；印出的 0.00 表示沒有人把它排入名次。',
        'A blank means that nobody answered, not 0; a printed 0.00 means that nobody ranked the item.',
      ),
      doubt('A5'),
    ),
    claim(
      t(
        '少於 10 人的格子不能推論：6 至 9 人時本庫列數值並註明，1 至 5 人時只說人數、不列數值。',
        'Cells of fewer than 10 people cannot be generalised: with 6 to 9 we show the value and say so, with 1 to 5 only how many people there are.',
      ),
      doubt('A5'),
    ),
  );
  return answered([paragraph(...claims)]);
}

const baseNumbers = /2,?185|2,?133|2,?088|(?<![0-9])52 ?(人|位|份|people)/u;

/** The three totals people meet, and how they differ. */
export async function answerBases(facts: Facts): Promise<Draft | null> {
  const { reading, t } = facts;
  if (!baseNumbers.test(reading.text) || reading.competencies.length > 0) return null;
  const totals = await surveyTotals(facts);
  const headers = new Map((await selectTaskValues(facts.db)).map((row) => [row.cluster, row.nPrinted]));
  const headerSum = [...headers.values()].reduce((sum, n) => sum + n, 0).toLocaleString('en');
  return answered([
    paragraph(
      claim(
        t(
          `有效問卷是 ${totals.questionnaires} 份，歸入五個工作群的是 ${totals.clustered} 人，相差的 ${totals.unassigned} 人（${totals.unassignedPercent}%）沒有工作群。`,
          `${totals.questionnaires} questionnaires were valid, ${totals.clustered} people are in the five clusters, and the ${totals.unassigned} between (${totals.unassignedPercent} %) have no cluster.`,
        ),
        { source: 'table-cluster-by-level', section: '總計' },
        doubt('B2'),
      ),
      claim(
        t(
          `${headerSum} 是工作項目表表頭人數的合計，其中非核心印作 ${headers.get('non')}，因此偏低。引用百分比時要說明用哪一個基數。`,
          `${headerSum} is the sum of the task-table headers, which print ${headers.get('non')} for non-core and are therefore too low. Any percentage should state which base it uses.`,
        ),
        doubt('B2'),
        doubt('B1'),
      ),
    ),
  ]);
}
