import { pattern } from '../pattern.ts';
import type { LevelCountRow } from '../queries.ts';
import { selectLevelCounts, selectValues } from '../queries.ts';
import type { CitedClaim, Draft, Facts } from './facts.ts';
import { answered, claim, doubt, list, paragraph } from './facts.ts';
import { nonCoreNote, surveyTotals } from './survey-totals.ts';

export const levelTable = (section: string) => ({ source: 'table-cluster-by-level', section });

const isInterview = pattern('訪談|受訪|interview');
const isPopulation = pattern(
  '母體|population|簡任|薦任|委任|約聘|資訊職系|職系|加權|代表性|weight|representative|contract staff',
);
const isExpected = pattern('期望|預期人數|expected|expectation');
const isSpread = pattern(
  '(怎麼|如何|怎樣)(分|散|拆)|分(布|佈|配|散|到|在)|各(有)?(多少|幾)|distribut|spread|split|broken down',
);
const clusterWords = pattern('工作群|(五|5|各|每)個?群|clusters?');
export const isPercent = pattern('百分比|百分之|比例|比率|佔|占|幾成|%|percent|share|proportion');
export const isUnassigned = pattern(
  '沒有?(加入|被分|分到|分入)|沒有(歸入|工作群|被歸)|未歸|不屬於|沒歸|無法歸|not (assigned|in any|in a)|no cluster|unassigned|without a cluster',
);
const isNonCoreDispute = pattern('638|683');
const isLargest = pattern(
  '人(數)?最(多|少)|最(大|小|多|少).{0,6}群|群.{0,10}最(大|小|多|少)|most (people|staff)|largest|smallest|biggest|fewest',
);
/** People of other things than the survey. */
const isElse = pattern(
  '案例|徽章|課程|參加|參與|導入|使用|badge|case|course|took part|adopt|(?<![a-z])use(?![a-z])',
);

function count(rows: readonly LevelCountRow[], cluster: string, level: string): string {
  return Number(rows.find((row) => row.cluster === cluster && row.level === level)?.observed).toLocaleString(
    'en',
  );
}

/** 638 or 683? */
export async function answerNonCoreSize(facts: Facts): Promise<Draft | null> {
  const { reading, say, t } = facts;
  if (!isNonCoreDispute.test(reading.text)) return null;
  if (
    !reading.clusters.includes('non') &&
    !reading.asks.framework &&
    !/638.*683|683.*638/u.test(reading.text)
  )
    return null;
  const size = count(await selectLevelCounts(facts.db), 'non', 'ALL');
  return answered([
    paragraph(
      claim(
        t(
          `應採 ${size}：${say.cluster('non')}工作群在層級表是 ${size} 人。`,
          `Use ${size}: the ${say.cluster('non')} cluster has ${size} people in the level table.`,
        ),
        levelTable('非核心'),
      ),
      await nonCoreNote(facts),
    ),
  ]);
}

/** How many people are in a cluster, a level, or both; all clusters when none is named. */
export async function answerPeople(facts: Facts): Promise<Draft | null> {
  const { reading, t } = facts;
  const { asks, clusters, levels } = reading;
  if (reading.competencies.length > 0 || reading.tasks.length > 0) return null;
  if (isInterview.test(reading.text) || isElse.test(reading.text)) return null;
  const ofPeople =
    asks.people || asks.framework || clusters.length + levels.length > 0 || /樣本|sample/u.test(reading.text);
  const counting =
    (asks.howMany && (asks.people || (reading.bare && clusters.length > 0 && levels.length === 0))) ||
    /人(比較|較)?(多|少)/u.test(reading.text) ||
    (ofPeople && isPercent.test(reading.text)) ||
    (ofPeople && isExpected.test(reading.text)) ||
    (isSpread.test(reading.text) && levels.length > 0 && clusterWords.test(reading.text));
  const namesGroups = asks.whichCluster || clusterWords.test(reading.text);
  const largest = namesGroups && clusters.length === 0 && isLargest.test(reading.text);
  if (!counting && !largest) return null;
  if (reading.governments.length > 0) return null;
  if (isUnassigned.test(reading.text)) return unassigned(facts);
  if (isPopulation.test(reading.text)) return null;
  const about = clusters.length > 0 || levels.length > 0 || namesGroups || asks.whichLevel;
  if (!about) return null;
  const rows = await selectLevelCounts(facts.db);
  if (largest || (clusters.length === 0 && namesGroups && levels.length < 2))
    return clusterSizes(facts, rows);
  const chosenClusters = clusters.length > 0 ? clusters : (['ALL'] as const);
  const claims = chosenClusters.map((cluster) =>
    claim(peopleSentence(facts, rows, cluster), levelTable(clusterSection(facts, cluster))),
  );
  const notes: CitedClaim[] = [];
  const { clustered, questionnaires, unassigned: left } = await surveyTotals(facts);
  if (clusters.includes('non') && levels.length === 0) notes.push(await nonCoreNote(facts));
  if (isPercent.test(reading.text))
    notes.push(
      claim(
        t(
          `百分比的基數是歸入工作群的 ${clustered} 人，由本庫計算；有效問卷是 ${questionnaires} 份。`,
          `Percentages are ours, on the ${clustered} people in clusters; ${questionnaires} questionnaires were valid.`,
        ),
        doubt('B2'),
      ),
    );
  else if (clusters.length === 0)
    notes.push(
      claim(
        t(
          `基數是歸入工作群的 ${clustered} 人；有效問卷是 ${questionnaires} 份，另有 ${left} 人沒有工作群。`,
          `The base is the ${clustered} people in clusters; ${questionnaires} questionnaires were valid, ${left} people have no cluster.`,
        ),
        doubt('B2'),
      ),
    );
  if (levels.length > 0 && /題組|填答/u.test(reading.text))
    notes.push(
      claim(
        t(
          '題組的填答人數與此不同：較高層級的人也填了較低層級的題組。',
          'The N of a question block differs: people of higher levels answered the lower blocks too.',
        ),
        doubt('A3'),
      ),
    );
  return answered([paragraph(...claims, ...notes)]);
}

function clusterSection(facts: Facts, cluster: string): string {
  return facts.lexicon.clusters.find((one) => one.id === cluster)?.name ?? '總計';
}

function percent(part: string, whole: string): string {
  return ((Number(part.replaceAll(',', '')) / Number(whole.replaceAll(',', ''))) * 100).toFixed(1);
}

function peopleSentence(facts: Facts, rows: readonly LevelCountRow[], cluster: string): string {
  const { reading, say, t } = facts;
  const levels = reading.levels.length > 0 ? reading.levels : [];
  const name =
    cluster === 'ALL'
      ? t('五個工作群合計', 'the five clusters together')
      : t(`${say.cluster(cluster)}工作群`, `the ${say.cluster(cluster)} cluster`);
  const has = cluster === 'ALL' ? 'have' : 'has';
  const wanted = levels.length > 0 ? levels : (['basic', 'mid', 'senior'] as const);
  const expected = (level: string) => {
    const row = rows.find((one) => one.cluster === cluster && one.level === level);
    return row?.expected ? t(`（期望值 ${row.expected}）`, ` (expected ${row.expected})`) : '';
  };
  const parts = wanted.map((level) =>
    t(
      `${say.level(level)} ${count(rows, cluster, level)} 人${expected(level)}`,
      `${count(rows, cluster, level)} at ${say.level(level)}${expected(level)}`,
    ),
  );
  const total = count(rows, cluster, 'ALL');
  const share =
    isPercent.test(reading.text) && levels.length === 0
      ? t(
          `，占 ${percent(total, count(rows, 'ALL', 'ALL'))}%`,
          `, ${percent(total, count(rows, 'ALL', 'ALL'))} %`,
        )
      : '';
  const levelShare =
    isPercent.test(reading.text) && levels.length === 1
      ? t(
          `，占該欄合計的 ${percent(count(rows, cluster, levels[0]!), cluster === 'ALL' ? count(rows, 'ALL', 'ALL') : total)}%`,
          `, ${percent(count(rows, cluster, levels[0]!), cluster === 'ALL' ? count(rows, 'ALL', 'ALL') : total)} % of the total`,
        )
      : '';
  if (levels.length > 0)
    return t(
      `依層級表，${name}有${parts.join('、')}${levelShare}（合計 ${total} 人）。`,
      `By the level table, ${name} ${has} ${parts.join(', ')}${levelShare} (${total} in all).`,
    );
  return t(
    `依層級表，${name}共 ${total} 人${share}：${parts.join('、')}。`,
    `By the level table, ${name} ${has} ${total} people${share}: ${parts.join(', ')}.`,
  );
}

async function clusterSizes(facts: Facts, rows: readonly LevelCountRow[]): Promise<Draft> {
  const { reading, say, t } = facts;
  const [level] = reading.levels;
  const key = level ?? 'ALL';
  const smallest = /最少|最小|smallest|fewest/u.test(reading.text);
  const expected = (id: string) =>
    rows.find((one) => one.cluster === id && one.level === key)?.expected ?? '';
  const note = (id: string) => (level ? t(`（期望值 ${expected(id)}）`, ` (expected ${expected(id)})`) : '');
  const size = (id: string) =>
    Number(level && isExpected.test(reading.text) ? expected(id) : count(rows, id, key).replaceAll(',', ''));
  const sorted = [...facts.lexicon.clusters].sort((a, b) => (size(b.id) - size(a.id)) * (smallest ? -1 : 1));
  const claims = sorted.map((one) =>
    claim(
      t(
        `${say.cluster(one.id)}：${count(rows, one.id, key)} 人${note(one.id)}`,
        `${say.cluster(one.id)}: ${count(rows, one.id, key)} people${note(one.id)}`,
      ),
      levelTable(one.name),
    ),
  );
  const where = level ? say.level(level) : t('全部層級', 'all levels');
  return answered([
    list(
      claims,
      t(
        `依層級表（${where}，合計 ${count(rows, 'ALL', key)} 人）：`,
        `By the level table (${where}, ${count(rows, 'ALL', key)} in all):`,
      ),
    ),
    ...(level ? [] : [paragraph(await nonCoreNote(facts))]),
  ]);
}

export async function unassigned(facts: Facts): Promise<Draft> {
  const totals = await surveyTotals(facts);
  return answered([
    paragraph(
      claim(
        facts.t(
          `有 ${totals.unassigned} 人（${totals.unassignedPercent}%）沒有歸入任何工作群：有效問卷 ${totals.questionnaires} 份，歸入五個工作群的有 ${totals.clustered} 人（差額與百分比由本庫計算）。`,
          `${totals.unassigned} people (${totals.unassignedPercent} %) are in no cluster: ${totals.questionnaires} questionnaires were valid and ${totals.clustered} people are in the five clusters (difference and percentage are ours).`,
        ),
        levelTable('總計'),
        doubt('B2'),
      ),
    ),
  ]);
}

const asksN = pattern(
  '(?<![a-z0-9])n ?(=|是|為|值|有|for|of|[?]|$)|填答(人數|者)|樣本數|多少人填答|幾人填答|基數|sample size|base n|how many (people |staff )?(answered|responded)|respondents',
);

/** How many people stand behind a column of the competency tables. */
export async function answerBaseN(facts: Facts): Promise<Draft | null> {
  const { reading, say, t } = facts;
  const { levels, clusters, governments, asks } = reading;
  const counting = asksN.test(reading.text) || (asks.howMany && asks.people);
  if (!counting || isInterview.test(reading.text)) return null;
  if (levels.length === 0 && governments.length === 0) return null;
  if (!asksN.test(reading.text) && governments.length === 0) return null;
  if (isElse.test(reading.text)) return null;
  if (governments.length > 0 && !asks.framework && !asksN.test(reading.text) && clusters.length === 0)
    return null;
  if (governments.length > 0 && (levels.length === 0 || clusters.length === 0))
    return governmentCounts(facts);
  const claims = [];
  for (const level of levels) {
    if (clusters.length === 0) {
      const rows = (await selectValues(facts.db, { level, government: 'ALL' })).filter(
        (row) => row.cluster !== 'ALL',
      );
      const columns = [...new Map(rows.map((row) => [row.cluster, row])).values()];
      const parts = columns.map((row) => `${say.cluster(row.cluster)} ${row.n}`).join(t('、', ', '));
      claims.push(
        claim(
          t(
            `${say.level(level)}題組各工作群的人數：${parts}（${basisOf(facts, columns[0]?.nBasis)}）。`,
            `People behind the ${say.level(level)} block by cluster: ${parts} (${basisOf(facts, columns[0]?.nBasis)}).`,
          ),
          doubt('A3'),
        ),
      );
    }
    for (const cluster of clusters) {
      const [row] = await selectValues(facts.db, { level, cluster, government: governments[0] ?? 'ALL' });
      if (row)
        claims.push(
          claim(
            t(
              `${say.level(level)}題組、${say.group(cluster, governments[0])}：${row.n === 0 ? '沒有人填答' : say.n(row)}。`,
              `${say.level(level)} block, ${say.group(cluster, governments[0])}: ${row.n === 0 ? 'no respondents' : say.n(row)}.`,
            ),
            doubt(row.support === 'enough' ? 'A3' : 'A5'),
          ),
        );
    }
  }
  if (clusters.length < 2 && governments.length === 0) {
    const rows = await selectLevelCounts(facts.db);
    const cluster = clusters[0] ?? 'ALL';
    claims.push(claim(peopleSentence(facts, rows, cluster), levelTable(clusterSection(facts, cluster))));
  }
  return claims.length > 0 ? answered([paragraph(...claims)]) : null;
}

function basisOf(facts: Facts, basis: string | undefined): string {
  if (basis === 'printed') return facts.t('印出的人數', 'as printed');
  if (basis === 'exact')
    return facts.t(
      '本庫從數值還原，等於層級表的中階加高階',
      'reconstructed by us; equal to middle plus senior of the level table',
    );
  return facts.t(
    '印出的工作群人數，推論幾乎全數填答',
    'printed cluster sizes; we infer that nearly all answered',
  );
}

function governmentCounts(facts: Facts): Draft {
  return answered([
    paragraph(
      claim(
        facts.t(
          '研究沒有可用的各政府別人數：母體與樣本表中，中央、直轄市、地方各列已遺失。',
          'The study has no usable count by government: the rows for central, municipal and local government are lost from the population table.',
        ),
        doubt('B4'),
      ),
      claim(
        facts.t(
          '本庫只能從數值還原中階與高階題組各格的人數；研究另提醒中央政府可能低度代表。',
          'We can only reconstruct the people behind the cells of the middle and senior blocks; the study also warns that central government may be under-represented.',
        ),
        doubt('A6'),
        doubt('A5'),
      ),
    ),
  ]);
}
