import { pattern } from '../pattern.ts';
import type { LevelCountRow } from '../queries.ts';
import { selectLevelCounts, selectValues } from '../queries.ts';
import type { CompetencyType } from '../schema.ts';
import type { Draft, Facts } from './facts.ts';
import { answered, claim, doubt, list, paragraph } from './facts.ts';

const design = (section: string, says?: string) => ({ source: 'study-research-design', section, says });
const levelTable = (section: string) => ({ source: 'table-cluster-by-level', section });

const isSurvey = pattern('問卷|回收|有效|樣本|填答|調查|questionnaire|survey|sample|respon');
const isInterview = pattern('訪談|受訪|interview');
const isBadge = pattern('徽章|badge');
const isPopulation = pattern(
  '母體|population|簡任|薦任|委任|約聘|資訊職系|職系|加權|代表性|weight|representative|contract staff',
);
const isExpected = pattern('期望|預期人數|expected');
const isClusterCount = pattern(
  '(幾|多少)(個|種|類)?(工作群|群)|how many (work )?(clusters|groups)|number of (work )?clusters',
);
const isLevelCount = pattern('(幾|多少)(個|種)?層級|how many levels');
const isTaskCount = pattern(
  '(幾|多少)(個|項|種|列)?(工作項目|業務項目|任務)|how many (different )?(work )?tasks',
);
const isCompetencyCount = pattern(
  '(幾|多少)(個|項|種)?.{0,6}職能|職能.{0,12}(幾|多少)(個|項|種)|how many.{0,30}competenc|number of.{0,24}competenc',
);
const isPercent = pattern('百分比|百分之|比例|比率|佔|占|幾成|%|percent|share|proportion');
const isUnassigned = pattern(
  '沒有?(加入|被分|分到|分入)|沒有(歸入|工作群|被歸)|未歸|不屬於|沒歸|無法歸|not (assigned|in any|in a)|no cluster|unassigned|without a cluster',
);
const isNonCoreDispute = pattern('638|683');
const isLargest = pattern(
  '人(數)?最(多|少)|最(大|小|多|少).{0,6}群|群.{0,10}最(大|小|多|少)|most (people|staff)|largest|smallest|biggest|fewest',
);
const isCountry = pattern(
  '英國|美國|新加坡|各國|united kingdom|(?<![a-z])(uk|us|usa|u.s.|britain|british|american|singapore)(?![a-z])|united states|america',
);

function count(rows: readonly LevelCountRow[], cluster: string, level: string): string {
  return Number(rows.find((row) => row.cluster === cluster && row.level === level)?.observed).toLocaleString(
    'en',
  );
}

/** 638 or 683: both printed, and why we use one. */
function nonCoreNote(facts: Facts) {
  return claim(
    facts.t(
      '工作項目表印作 638，層級表印作 683；617＋39＋27＝683，期望值也只有 683 算得回來，638 應是數字對調，所以本庫採 683（未經研究作者確認）。',
      'The task tables print 638, the level table 683; 617 + 39 + 27 = 683 and the expected counts reproduce only with 683, so 638 looks like swapped digits and we use 683 (not confirmed by the authors).',
    ),
    doubt('B1'),
  );
}

export async function answerNonCoreSize(facts: Facts): Promise<Draft | null> {
  const { reading, say, t } = facts;
  if (!isNonCoreDispute.test(reading.text)) return null;
  if (
    !reading.clusters.includes('non') &&
    !reading.asks.framework &&
    !/638.*683|683.*638/u.test(reading.text)
  )
    return null;
  return answered([
    paragraph(
      claim(
        t(
          `應採 683：${say.cluster('non')}工作群在層級表是 683 人。`,
          `Use 683: the ${say.cluster('non')} cluster has 683 people in the level table.`,
        ),
        levelTable('非核心'),
      ),
      nonCoreNote(facts),
    ),
  ]);
}

/** How many people are in a cluster, a level, or both; all clusters when none is named. */
export async function answerPeople(facts: Facts): Promise<Draft | null> {
  const { reading, t } = facts;
  const { asks, clusters, levels } = reading;
  if (reading.competencies.length > 0 || reading.tasks.length > 0 || isInterview.test(reading.text))
    return null;
  const counting =
    (asks.howMany && asks.people) || isPercent.test(reading.text) || isExpected.test(reading.text);
  const namesGroups = asks.whichCluster || /工作群|clusters?/u.test(reading.text);
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
  const notes = [];
  if (clusters.includes('non') && levels.length === 0) notes.push(nonCoreNote(facts));
  if (isPercent.test(reading.text))
    notes.push(
      claim(
        t(
          '百分比的基數是歸入工作群的 2,133 人，由本庫計算；有效問卷是 2,185 份。',
          'Percentages are ours, on the 2,133 people in clusters; 2,185 questionnaires were valid.',
        ),
        doubt('B2'),
      ),
    );
  else if (clusters.length === 0)
    notes.push(
      claim(
        t(
          '基數是歸入工作群的 2,133 人；有效問卷是 2,185 份，另有 52 人沒有工作群。',
          'The base is the 2,133 people in clusters; 2,185 questionnaires were valid, 52 people have no cluster.',
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
      `By the level table, ${name} has ${parts.join(', ')}${levelShare} (${total} in all).`,
    );
  return t(
    `依層級表，${name}共 ${total} 人${share}：${parts.join('、')}。`,
    `By the level table, ${name} has ${total} people${share}: ${parts.join(', ')}.`,
  );
}

function clusterSizes(facts: Facts, rows: readonly LevelCountRow[]): Draft {
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
    ...(level ? [] : [paragraph(nonCoreNote(facts))]),
  ]);
}

function unassigned(facts: Facts): Draft {
  return answered([
    paragraph(
      claim(
        facts.t(
          '有 52 人（2.4%）沒有歸入任何工作群：有效問卷 2,185 份，歸入五個工作群的有 2,133 人（差額與百分比由本庫計算）。',
          '52 people (2.4 %) are in no cluster: 2,185 questionnaires were valid and 2,133 people are in the five clusters (difference and percentage are ours).',
        ),
        levelTable('總計'),
        doubt('B2'),
      ),
    ),
  ]);
}

/** Questionnaires, interviews, population, dates. */
export async function answerSurvey(facts: Facts): Promise<Draft | null> {
  const { reading, t } = facts;
  const { asks, text } = reading;
  if (reading.competencies.length > 0 || reading.clusters.length > 0) return null;
  if (isInterview.test(text)) {
    if (!asks.howMany && !/誰|who|對象/u.test(text)) return null;
    return interviews(facts);
  }
  if (asks.when && isSurvey.test(text) && !isPopulation.test(text) && asks.framework)
    return answered([
      paragraph(
        claim(
          t(
            '問卷在民國114年3月26日至4月9日23:59（西元2025年）回收，有效問卷 2,185 份。',
            'The survey ran from 26 March to 9 April 2025 (民國114年), closing at 23:59; 2,185 questionnaires were valid.',
          ),
          design('問卷調查方法、時間與有效份數', '114年3月26日'),
        ),
      ),
    ]);
  if (
    isPopulation.test(text) &&
    (asks.howMany || isPercent.test(text) || /加權|代表|weight|representative/u.test(text))
  )
    return population(facts);
  if (isUnassigned.test(text) && asks.howMany) return unassigned(facts);
  if (asks.howMany && isSurvey.test(text) && reading.levels.length === 0 && reading.governments.length === 0)
    return answered([
      paragraph(
        claim(
          t('有效問卷共 2,185 份。', '2,185 questionnaires were valid.'),
          design('問卷調查方法、時間與有效份數', '2,185'),
        ),
        claim(
          t(
            '其中 2,133 人歸入五個工作群，52 人沒有工作群，所以引用百分比時要說明基數。',
            'Of these, 2,133 people are in the five clusters and 52 in none, so any percentage should state its base.',
          ),
          doubt('B2'),
        ),
      ),
    ]);
  return null;
}

function interviews(facts: Facts): Draft {
  const { reading, t } = facts;
  const badge = isBadge.test(reading.text);
  if (badge)
    return answered([
      paragraph(
        claim(
          t(
            '開放徽章訪談的受訪者有 3 人：公共行政學者、公部門研究員、民間公司主管各 1 人。',
            'There were 3 interviewees on open badges: one scholar of public administration, one public-sector researcher and one manager of a private company.',
          ),
          design('開放徽章訪談對象', '受訪對象'),
        ),
      ),
    ]);
  return answered([
    paragraph(
      claim(
        t(
          '職能訪談的受訪者，表列合計 6 人：中央高階主管 1、中央中階主管 2、中央基層人員 1、地方中階主管 1、地方基層主管 1。',
          'The competency interviews list 6 people: central senior 1, central middle-level 2, central basic 1, local middle-level 1 and local basic-level 1.',
        ),
        design('數位職能訪談對象', '受訪對象'),
      ),
      claim(
        t(
          '但地方中階主管 E1 帶領部屬 E2 至 E5 共同參與，該列只計 1 人。',
          'The local middle-level supervisor E1, however, took part with staff E2 to E5, and the row counts 1.',
        ),
        doubt('B6'),
      ),
      ...(/總共|全部|total|altogether/u.test(reading.text)
        ? [
            claim(
              t('另有開放徽章訪談 3 人。', 'The open badge interviews had another 3.'),
              design('開放徽章訪談對象', '受訪對象'),
            ),
          ]
        : []),
    ),
  ]);
}

function population(facts: Facts): Draft {
  const { t } = facts;
  return answered([
    paragraph(
      claim(
        t(
          '母體與樣本表只能引用總計：母體粗估 8,172 人、樣本 2,185 份。',
          'Only the totals of the population table can be quoted: a population of roughly 8,172 and a sample of 2,185.',
        ),
        { source: 'table-population', section: '總計' },
      ),
      claim(
        t(
          '表中各類別的列已損壞（例如簡任、委任的人數與百分比錯位），所以本庫不引用這些數字，也不據以計算權數。',
          'Its category rows are damaged (counts and percentages of the ranks are misplaced), so we quote none of them and compute no weights.',
        ),
        doubt('B4'),
      ),
      claim(
        t(
          '研究沒有加權，並提醒中央政府、非資訊職系與簡任人員可能低度代表，因此數值不是常模。',
          'The study did not weight and warns that central government, staff outside the IT grade and 簡任 officials may be under-represented; the values are no norm.',
        ),
        doubt('A6'),
      ),
    ),
  ]);
}

/** How many competencies, clusters, levels, tasks. */
export async function answerStructureCount(facts: Facts): Promise<Draft | null> {
  const { reading, say, t } = facts;
  const { text } = reading;
  if (!reading.asks.howMany || reading.competencies.length > 0) return null;
  if (isCountry.test(text)) return countries(facts);
  if (isCompetencyCount.test(text) && !reading.asks.people) return competencyCount(facts);
  if (isTaskCount.test(text))
    return answered([
      paragraph(
        claim(
          t(
            '工作項目共 32 列：資通履約管理 15 列、技術領域管理 12 列、資通訊政策業務管理 5 列。',
            'There are 32 task rows: 15 in ICT contract management, 12 in technical management and 5 in ICT policy work.',
          ),
          { source: 'task-table-contract' },
          { source: 'task-table-tech' },
          { source: 'task-table-policy' },
        ),
        claim(
          t(
            '「需求收集與轉換規格」印了兩次，第 10 列起的委外標籤可能錯位。',
            '「需求收集與轉換規格」 is printed twice, and the outsourced labels from row 10 on may be misplaced.',
          ),
          doubt('C1'),
        ),
      ),
    ]);
  if (isClusterCount.test(text))
    return answered([
      paragraph(
        claim(
          t(
            `研究把人員分為五個工作群：${facts.lexicon.clusters.map((one) => one.name).join('、')}。`,
            `The study forms five clusters: ${facts.lexicon.clusters.map((one) => say.cluster(one.id)).join(', ')}.`,
          ),
          ...facts.lexicon.clusters.map((one) => levelTable(one.name)),
        ),
      ),
    ]);
  if (isLevelCount.test(text))
    return answered([
      paragraph(
        claim(
          t(
            '分為三個層級：基層、中階、高階。',
            'There are three levels: basic (基層), middle (中階) and senior (高階).',
          ),
          levelTable('總計'),
        ),
      ),
    ]);
  return null;
}

function competencyCount(facts: Facts): Draft {
  const { reading, say, t } = facts;
  const levels = reading.levels.length > 0 ? reading.levels : (['basic', 'mid', 'senior'] as const);
  const types: CompetencyType[] = reading.types.length > 0 ? [...reading.types] : ['共通', '技術', '管理'];
  const claims = levels.map((level) => {
    const counts = types.map((type) => {
      const number = facts.lexicon.competencies.filter(
        (one) => one.level === level && one.type === type,
      ).length;
      return { type, number };
    });
    const total = counts.reduce((sum, one) => sum + one.number, 0);
    const parts = counts
      .map((one) => t(`${one.type} ${one.number} 項`, `${one.number} ${say.type(one.type)}`))
      .join(t('、', ', '));
    return claim(
      types.length > 1
        ? t(
            `${say.level(level)}題組共 ${total} 項：${parts}`,
            `${say.level(level)}: ${total} in all, ${parts}`,
          )
        : t(`${say.level(level)}題組有${parts}`, `${say.level(level)}: ${parts}`),
      { source: `table-competency-by-cluster-${level}`, section: '說明與基數' },
    );
  });
  return answered([
    list(claims, t('依問卷題組計算：', 'Counted by the question blocks of the survey:')),
    paragraph(
      ...(levels.includes('basic' as never) && types.includes('管理')
        ? [
            claim(
              t(
                '基層的管理職能有問卷數值，但架構沒有為基層寫出說明。',
                'Basic-level management competencies have survey values, but the framework gives no description for them.',
              ),
              doubt('E2'),
            ),
          ]
        : []),
      claim(
        t(
          '兩張技術職能清單的標題在中階重疊，這裡依問卷歸層級。',
          'The headings of the two technical lists overlap at middle level; this follows the survey.',
        ),
        doubt('E1'),
      ),
    ),
  ]);
}

function countries(facts: Facts): Draft | null {
  const { reading, t } = facts;
  const us = /美國|united states|america|(?<![a-z])(us|usa|u\.s\.)(?![a-z])/u.test(reading.text);
  const ref = (section: string, says: string) => ({ source: 'study-country-comparison', section, says });
  if (!us && !/各國/u.test(reading.text)) return null;
  if (!/職能|指標|competenc/u.test(reading.text)) return null;
  return answered([
    paragraph(
      claim(
        t(
          '依研究的比較，美國把職能分為一般職能 43 項與技術職能 14 項。',
          'By the study, the United States has 43 general and 14 technical competencies.',
        ),
        ref('美國的職能架構', '43項'),
      ),
      claim(
        t(
          '部分報導引 2023 年美國人事管理局文件作 44 項與 14 項，本庫照研究引用。',
          'Some press reports of the 2023 OPM memo give 44 and 14; we cite the study.',
        ),
        ref('美國的職能架構', '44 項'),
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
  if (!counting || (levels.length === 0 && governments.length === 0)) return null;
  if (!asksN.test(reading.text) && governments.length === 0) return null;
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
  if (clusters.length === 1 && governments.length === 0) {
    const rows = await selectLevelCounts(facts.db);
    claims.push(
      claim(peopleSentence(facts, rows, clusters[0]!), levelTable(clusterSection(facts, clusters[0]!))),
    );
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
