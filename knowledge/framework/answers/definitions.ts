import { pattern } from '../pattern.ts';
import type { CompetencyRow } from '../queries.ts';
import { selectAiSets, selectDoubts, selectStatements, selectTable, selectValues } from '../queries.ts';
import type { ClusterId, CompetencyType, LevelId } from '../schema.ts';
import type { CitedClaim, Draft, Facts } from './facts.ts';
import { answered, claim, doubt, list, paragraph } from './facts.ts';
import { absentAtLevel, cellRef, levelsOf, pointsReminder, valueQuestion } from './value.ts';

const typeOrder: readonly CompetencyType[] = ['共通', '技術', '管理'];

/** Names that ordinary questions also use in their ordinary sense. */
export const everydayNames = new Set([
  '風險管理',
  '專案管理',
  '資料管理',
  '需求分析',
  '績效管理',
  '策略管理',
  '企業架構',
  '服務驗收',
  '系統分析與設計',
]);

/** The printed notes of one competency, levels with the same note together. */
export function definitionClaims(facts: Facts, rows: readonly CompetencyRow[]): CitedClaim[] {
  const { say, t } = facts;
  const competency = rows[0]?.name ?? '';
  const notes = new Map<string, LevelId[]>();
  for (const row of rows) {
    const note = (facts.language === 'en' ? row.noteEn : row.note) ?? '';
    const key = `${row.type}\n${note}`;
    notes.set(key, [...(notes.get(key) ?? []), row.level]);
  }
  return [...notes].map(([key, levels]) => {
    const [type, note] = key.split('\n') as [CompetencyType, string];
    const where = levels.map((level) => say.level(level)).join(t('、', ', '));
    const text = note
      ? t(
          `${where}的${say.competency(competency)}屬${type}職能，修正說明是：${note}。`,
          `At ${where}, ${say.competency(competency)} belongs to ${say.type(type)}; its revision note reads: ${note}.`,
        )
      : t(
          `${where}的${say.competency(competency)}屬${type}職能，問卷有調查，但架構沒有為這個層級寫出說明（待撰寫）。`,
          `At ${where}, ${say.competency(competency)} belongs to ${say.type(type)}; it was surveyed, but the framework gives no description for this level (still to be written).`,
        );
    return claim(
      text,
      ...levels
        .slice(0, 2)
        .map((level) => ({ source: `competency-${level}-${competency}`, section: '修正說明' })),
    );
  });
}

/** What a competency means, level by level. */
export async function answerDefinition(facts: Facts): Promise<Draft | null> {
  const { reading, t } = facts;
  const { asks } = reading;
  const [competency] = reading.competencies;
  if (!competency || reading.competencies.length > 1 || !asks.what) return null;
  if (asks.advice || asks.learning) return null;
  if (
    everydayNames.has(competency) &&
    reading.levels.length === 0 &&
    !/職能|研究|competenc|study|修正說明|revision/u.test(reading.text)
  )
    return null;
  const rows = levelsOf(facts, competency).filter(
    (one) => reading.levels.length === 0 || reading.levels.includes(one.level),
  );
  if (rows.length === 0) return absentAtLevel(facts, competency, reading.levels[0]!);
  const claims = definitionClaims(facts, rows);
  if (competency === '專案管理' || competency === '系統開發專案管理')
    claims.push(
      claim(
        t(
          '「專案管理」與「系統開發專案管理」是兩項職能，不應合併。',
          '專案管理 and 系統開發專案管理 are two competencies and should not be merged.',
        ),
        doubt('E2'),
      ),
    );
  claims.push(
    claim(t('研究沒有印出行為指標。', 'The study prints no behavioural indicators.'), {
      source: `competency-${rows[0]!.level}-${competency}`,
      section: '修正說明',
    }),
  );
  return answered(
    [claims.length > 2 ? list(claims) : paragraph(...claims)],
    rows.slice(0, 2).map((row) => valueQuestion(facts, competency, row.level)),
  );
}

const listWords = pattern('職能|competenc|項目');

/** Which competencies there are, by level and type. */
export async function answerCompetencyList(facts: Facts): Promise<Draft | null> {
  const { reading, say, t } = facts;
  const { asks } = reading;
  if (reading.competencies.length > 0 || reading.clusters.length > 0 || reading.governments.length > 0)
    return null;
  if (!(asks.list || asks.what) || !listWords.test(reading.text) || asks.learning || asks.advice) return null;
  if (reading.levels.length === 0 && reading.types.length === 0) return wholeFramework(facts);
  const levels = reading.levels.length > 0 ? reading.levels : (['basic', 'mid', 'senior'] as const);
  const types =
    reading.types.length > 0 ? typeOrder.filter((type) => reading.types.includes(type)) : typeOrder;
  const claims = levels.flatMap((level) =>
    types.map((type) => {
      const rows = facts.lexicon.competencies.filter((one) => one.level === level && one.type === type);
      const names = rows
        .map((row) => (facts.language === 'en' ? say.competency(row.name) : row.name))
        .join(t('、', ', '));
      return claim(
        t(
          `${say.level(level)}的${type}職能（${rows.length} 項）：${names}`,
          `${say.level(level)}, ${say.type(type)} (${rows.length}): ${names}`,
        ),
        ...rows
          .slice(0, 3)
          .map((row) => ({ source: `competency-${level}-${row.name}`, section: '修正說明' })),
      );
    }),
  );
  const notes: CitedClaim[] = [];
  if (levels.includes('basic' as never) && types.includes('管理'))
    notes.push(
      claim(
        t(
          '基層的管理職能只見於問卷，架構沒有寫出說明。',
          'Basic-level management competencies appear only in the survey; the framework gives no description.',
        ),
        doubt('E2'),
      ),
    );
  if (types.includes('技術'))
    notes.push(
      claim(
        t(
          '兩張技術職能清單的標題在中階重疊，這裡依問卷歸層級。',
          'The headings of the two technical lists overlap at middle level; this follows the survey.',
        ),
        doubt('E1'),
      ),
    );
  return answered([list(claims), paragraph(...notes)]);
}

/** Whether one competency counts as an AI one. */
export async function answerIsAi(facts: Facts): Promise<Draft | null> {
  const { reading, say, t } = facts;
  const [competency] = reading.competencies;
  if (!competency || reading.competencies.length > 1 || !reading.asks.ai || reading.asks.measure) return null;
  const [set] = await selectAiSets(facts.db);
  const rows = levelsOf(facts, competency);
  const row = rows.find((one) => one.details.aiSet);
  if (!set) return null;
  const name = say.competency(competency);
  const verdict =
    row?.details.aiSet?.role === 'core'
      ? t(`是，${name}依名稱列為核心項目`, `Yes, ${name} is a core item by its name`)
      : row
        ? t(`${name}列為相關項目，不是核心項目`, `${name} is listed as related, not as a core item`)
        : t(`否，${name}不在其中`, `No, ${name} is not in it`);
  return answered([
    paragraph(
      claim(
        t(
          `${verdict}（本庫訂定的「${set.title['zh-TW']}」，未經研究作者確認）。`,
          `${verdict} (our ${set.title.en}, not confirmed by the authors).`,
        ),
        row ? { source: `competency-${row.level}-${competency}`, section: 'AI 職能歸類' } : doubt('E4'),
      ),
      claim(
        t('研究沒有印出固定的 AI 職能清單。', 'The study prints no fixed list of AI competencies.'),
        doubt('E4'),
      ),
    ),
  ]);
}

/** 專案管理 and 系統開發專案管理 are easily taken for one. */
export async function answerTwoProjectManagements(facts: Facts): Promise<Draft | null> {
  const { reading, t } = facts;
  const both =
    reading.competencies.includes('系統開發專案管理') &&
    (reading.competencies.includes('專案管理') ||
      reading.clusters.includes('pm') ||
      reading.projectManagementUnclear);
  if (!both || !/一樣|相同|同一|差別|差異|不同|合併|same|differ|equal/u.test(reading.text)) return null;
  return answered([
    paragraph(
      claim(
        t(
          '不一樣：「專案管理」只出現在基層的問卷題組，架構沒有為它寫出說明；「系統開發專案管理」只在中階與高階。兩者不應合併，也不能連成趨勢。',
          'They differ: project management (專案管理) appears only in the basic-level survey block and has no description; system development project management (系統開發專案管理) exists only at middle and senior level. They should not be merged or read as a trend.',
        ),
        doubt('E2'),
      ),
    ),
  ]);
}

const wholeWords = pattern(
  '(職能)(架構|清單|框架|有哪些)|competency framework|which competencies|what competencies|list.{0,12}competenc',
);

/** The framework at a glance, levels with the same list together. */
function wholeFramework(facts: Facts): Draft | null {
  const { reading, say, t } = facts;
  if (
    !wholeWords.test(reading.text) ||
    /徽章|地圖|英國|美國|新加坡|badge|singapore|kingdom|america/u.test(reading.text)
  )
    return null;
  const claims = typeOrder.flatMap((type) => {
    const lists = new Map<string, LevelId[]>();
    for (const level of ['basic', 'mid', 'senior'] as const) {
      const names = facts.lexicon.competencies
        .filter((one) => one.level === level && one.type === type)
        .map((one) => one.name);
      lists.set(names.join('/'), [...(lists.get(names.join('/')) ?? []), level]);
    }
    return [...lists].map(([names, levels]) => {
      const shown = names.split('/').map((name) => (facts.language === 'en' ? say.competency(name) : name));
      const where = levels.map((level) => say.level(level)).join(t('、', ', '));
      return claim(
        t(
          `${type}職能（${where}，${shown.length} 項）：${shown.join('、')}`,
          `${say.type(type)}, ${where} (${shown.length}): ${shown.join(', ')}`,
        ),
        ...levels.map((level) => ({
          source: `table-competency-by-cluster-${level}`,
          section: names.split('/')[0],
        })),
      );
    });
  });
  return answered([
    list(
      claims,
      t(
        '2025 年修正後的職能架構，依問卷題組：',
        'The revised framework of 2025, by the question blocks of the survey:',
      ),
    ),
    paragraph(
      claim(
        t(
          '基層的管理職能只見於問卷，架構沒有寫出說明。',
          'Basic-level management competencies appear only in the survey; the framework gives no description.',
        ),
        doubt('E2'),
      ),
    ),
  ]);
}

/** Which competencies count as AI, and how they rank where a level is named. */
export async function answerAiCompetencies(facts: Facts): Promise<Draft | null> {
  const { reading, say, t } = facts;
  const { asks } = reading;
  if (!asks.ai || reading.competencies.length > 0 || asks.learning || asks.advice) return null;
  const [set] = await selectAiSets(facts.db);
  if (!set) return null;
  const core = ['AI素養', 'AI系統設計與應用', 'AI產品與系統評測'].filter((name) => set.core.includes(name));
  const four = /四(項|個|種)|four/u.test(reading.text);
  if (asks.measure || asks.compare || asks.highest || asks.lowest)
    return aiRanks(facts, four ? [...core, '新興技術監測與評估'] : core);
  if (!asks.list && !asks.what && !asks.howMany) return null;
  const related = set.related.map((name) => say.competency(name)).join(t('、', ', '));
  return answered(
    [
      paragraph(
        claim(
          t(
            `依名稱認定的 AI 職能有 ${core.length} 項：${core.map((name) => say.competency(name)).join('、')}。`,
            `By name, ${core.length} competencies are AI ones: ${core.map((name) => say.competency(name)).join(', ')}.`,
          ),
          ...core.map((name) => ({ source: `competency-senior-${name}`, section: 'AI 職能歸類' })),
        ),
        claim(
          t(
            `另有內容含 AI 的相關項目：${related}；其中「新興技術監測與評估」是因研究比較 AI 職能時一併列入。`,
            `Related items with AI content: ${related}; emerging technology monitoring is among them because the study lists it in its AI comparison.`,
          ),
          doubt('E4'),
        ),
        claim(
          t(
            `研究沒有固定清單，這是本庫訂定的「${set.title['zh-TW']}」，未經研究作者確認。`,
            `The study has no fixed list; this is our ${set.title.en}, not confirmed by the authors.`,
          ),
          doubt('E4'),
        ),
      ),
    ],
    core.map((name) => t(`「${name}」在高階的重要性排第幾？`, `Where does ${name} rank at senior level?`)),
  );
}

async function aiRanks(facts: Facts, core: readonly string[]): Promise<Draft | null> {
  const { reading, say, t } = facts;
  const cluster = reading.clusters[0] ?? 'ALL';
  const government = cluster === 'ALL' ? 'ALL' : (reading.governments[0] ?? 'ALL');
  const levels = reading.levels.length > 0 ? reading.levels : (['basic', 'mid', 'senior'] as const);
  const claims: CitedClaim[] = [];
  for (const level of levels) {
    const rows = (await selectValues(facts.db, { level, cluster, government })).filter((row) =>
      core.includes(row.competency),
    );
    for (const row of rows) {
      const hidden = row.support === 'tiny' || row.support === 'none';
      claims.push(
        claim(
          hidden
            ? `${say.level(level)}${t('：', ': ')}${say.cell(row)}`
            : t(
                `${say.level(level)}${say.competency(row.competency)}：${say.shortCell(row)}，${row.type}職能 ${row.items} 項中第 ${row.rank}`,
                `${say.level(level)}, ${say.competency(row.competency)}: ${say.shortCell(row)}, rank ${row.rank} of ${row.items} ${say.type(row.type)}`,
              ),
          cellRef(row),
        ),
      );
      if (hidden) break;
    }
  }
  const where = cluster === 'ALL' ? t('總平均', 'the overall mean (總平均)') : say.group(cluster, government);
  return answered([
    list(
      claims,
      core.length > 3
        ? t(
            `研究比較的四項 AI 相關職能（${where}）：`,
            `The four AI-related competencies the study compares (${where}):`,
          )
        : t(`名稱有 AI 的三項職能（${where}）：`, `The three competencies with AI in their name (${where}):`),
    ),
    paragraph(
      claim(
        t(
          '各類各層級的尺度不同，只能看各自的名次；排在後面不表示不需要，也不是能力低。',
          'Scales differ by type and level, so read only each rank; ranking low does not mean it is not needed, nor that ability is low.',
        ),
        doubt('A1'),
      ),
      claim(
        t(
          '「AI 職能」的範圍由本庫訂定，未經研究作者確認。',
          'Which competencies count as AI is our definition, not confirmed by the authors.',
        ),
        doubt('E4'),
      ),
    ),
  ]);
}

const keyWords = pattern(
  '主要.{0,4}職能|關鍵職能|重點職能|核心職能|主要的職能|key competenc|main competenc|core competenc',
);

/** The authors' selection, and ours by one stated rule beside it. */
export async function answerKeyCompetencies(facts: Facts): Promise<Draft | null> {
  const { reading, say, t } = facts;
  if (!keyWords.test(reading.text) || reading.competencies.length > 0) return null;
  if (reading.clusters.length === 0 && reading.levels.length === 0) return null;
  const table = await selectTable(facts.db, 'key-competencies');
  const clusters =
    reading.clusters.length > 0 ? reading.clusters : facts.lexicon.clusters.map((one) => one.id as ClusterId);
  const levels = reading.levels.length > 0 ? reading.levels : (['basic', 'mid', 'senior'] as const);
  const types =
    reading.types.length > 0 ? typeOrder.filter((type) => reading.types.includes(type)) : typeOrder;
  const claims: CitedClaim[] = [];
  for (const cluster of clusters)
    for (const level of levels) {
      const named = types.map((type) => {
        const rows = (table?.rows ?? []).filter(
          (row) => row.cluster_id === cluster && row.level_id === level && row.competency_type === type,
        );
        const names = [...new Set(rows.map((row) => row.competency!))].map((name) =>
          facts.language === 'en' ? say.competency(name) : name,
        );
        return `${say.type(type)} ${names.length > 0 ? names.join(t('、', ', ')) : t('（清單上無）', '(none listed)')}`;
      });
      claims.push(
        claim(
          `${say.cluster(cluster)}${t('，', ', ')}${say.level(level)}${t('：', ': ')}${named.join(t('；', '; '))}`,
          ...types.map((type) => ({
            source: 'table-key-competencies',
            section: `${type}職能`,
            says: `${facts.lexicon.levels.find((one) => one.id === level)?.name}${type}`,
          })),
        ),
      );
    }
  const notes = [
    claim(
      t(
        '這是研究作者的選擇，沒有一條數值規則能重現。',
        "This is the authors' selection; no numeric rule reproduces it.",
      ),
      doubt('F5'),
    ),
  ];
  if (levels.includes('mid' as never))
    notes.push(
      claim(
        t(
          '中階的列部分被文字方塊遮住，未列出不代表不重要。',
          'The middle-level rows are partly hidden by text boxes, so absence means nothing.',
        ),
        doubt('F1'),
      ),
    );
  if (levels.includes('senior' as never) && types.includes('管理'))
    notes.push(
      claim(
        t(
          '高階管理的列在原圖左移一欄，已由本庫對正。',
          'The senior management rows slid one column left and were re-aligned by us.',
        ),
        doubt('F2'),
      ),
    );
  if (reading.clusters.length === 1 && reading.levels.length === 1)
    notes.push(...(await aboveOverall(facts, reading.clusters[0]!, reading.levels[0]!)));
  return answered([
    list(claims, t('研究列出的主要職能：', 'Key competencies as listed by the study:')),
    paragraph(...notes),
  ]);
}

async function aboveOverall(facts: Facts, cluster: ClusterId, level: LevelId): Promise<CitedClaim[]> {
  const rows = (await selectValues(facts.db, { level, cluster, government: 'ALL' })).filter(
    (row) => row.aboveOverall,
  );
  if (rows.length === 0) return [];
  const names = rows
    .map((row) => (facts.language === 'en' ? facts.say.competency(row.competency) : row.competency))
    .join(facts.t('、', ', '));
  return [
    claim(
      facts.t(
        `若改用單一規則「嚴格高於總平均」（本庫計算），則是：${names}。`,
        `By the single rule "strictly above the overall mean" (ours), they would be: ${names}.`,
      ),
      doubt('F6'),
      ...rows.slice(0, 1).map(cellRef),
    ),
  ];
}

const describeWords = pattern(
  '特徵|特色|特性|敘述|描述|怎麼說|如何說|結論|摘要|characteristic|describ|say(s)? about|profile|summary|feature',
);

/** The study's sentences on a cluster, each with our reservation. */
export async function answerClusterStatements(facts: Facts): Promise<Draft | null> {
  const { reading, say, t } = facts;
  const [cluster] = reading.clusters;
  if (!cluster || reading.competencies.length > 0 || !describeWords.test(reading.text)) return null;
  const statements = (await selectStatements(facts.db)).filter(
    (one) => one.aboutKind === 'cluster' && one.aboutId === cluster,
  );
  const doubts = await selectDoubts(facts.db);
  const claims = statements.map((one) => {
    const note = doubts.find((entry) => entry.id !== 'H' && entry.applies.statements?.includes(one.id));
    const text =
      facts.language === 'en' ? `${one.en}.` : `「${(one.corrected ?? one.printed).replace(/。$/, '')}」`;
    const reservation = note ? t(`——本庫註：${note.short['zh-TW']}。`, ` Our note: ${note.short.en}.`) : '';
    return claim(
      `${text}${reservation}`,
      { source: `cluster-${cluster}`, section: `第 ${one.id.split('-').at(-1)} 點` },
      ...(note ? [doubt(note.id)] : []),
    );
  });
  return answered([
    list(
      claims,
      t(
        `研究對${say.cluster(cluster)}工作群的敘述：`,
        `What the study says of the ${say.cluster(cluster)} cluster:`,
      ),
    ),
    paragraph(claim(pointsReminder(facts), doubt('A1'))),
  ]);
}

/** Main tasks of a cluster, or what a cluster is. */
export async function answerClusterTasks(facts: Facts): Promise<Draft | null> {
  const { reading, say, t } = facts;
  const { asks } = reading;
  if (
    reading.clusters.length === 0 ||
    reading.competencies.length > 0 ||
    reading.levels.length > 0 ||
    reading.tasks.length > 0
  )
    return null;
  if (!asks.task && !asks.what && !asks.compare) return null;
  if (asks.advice || asks.learning || (asks.measure && !asks.task)) return null;
  const claims = facts.lexicon.clusters
    .filter((one) => reading.clusters.includes(one.id as ClusterId))
    .map((one) => {
      const tasks = one.details.mainTasks as { name: string; nameEn: string }[];
      const mode = one.details.mode ? t(`（${one.details.mode}）`, ' (outsourced or in-house)') : '';
      return claim(
        t(
          `${say.cluster(one.id)}工作群的主要工作項目${mode}：${tasks.map((task) => task.name).join('、')}。`,
          `Main tasks of the ${say.cluster(one.id)} cluster${mode}: ${tasks.map((task) => task.nameEn).join(', ')}.`,
        ),
        { source: `cluster-${one.id}`, section: '主要工作項目' },
      );
    });
  const policy = reading.clusters.some((cluster) => cluster === 'hw' || cluster === 'sys');
  if (policy)
    claims.push(
      claim(
        t(
          '清單是作者的描述；其中「政策推動」在數值上並不突出。',
          "The list is the authors' description; policy promotion does not stand out in the numbers.",
        ),
        doubt('C4'),
      ),
    );
  return answered(
    [claims.length > 2 ? list(claims) : paragraph(...claims)],
    reading.clusters
      .slice(0, 1)
      .map((cluster) =>
        t(
          `${say.cluster(cluster)}工作群數值最高的五個工作項目是什麼？`,
          `What are the top 5 tasks of the ${say.cluster(cluster)} cluster?`,
        ),
      ),
  );
}

/** Main and secondary clusters of a type of government, as the authors describe them. */
export async function answerGovernmentClusters(facts: Facts): Promise<Draft | null> {
  const { reading, say, t } = facts;
  const about = /工作群|cluster/u.test(reading.text);
  const mainly = reading.asks.whichGovernment && /主要|為主|mainly|main|primary/u.test(reading.text);
  if (reading.competencies.length > 0 || (!mainly && (!about || reading.clusters.length > 0))) return null;
  if (reading.governments.length === 0 && !reading.asks.whichGovernment) return null;
  if (reading.levels.length > 0) return null;
  const chosen = facts.lexicon.governments.filter(
    (one) => reading.governments.length === 0 || reading.governments.includes(one.id as never),
  );
  const names = (ids: unknown) => (ids as string[]).map((id) => say.cluster(id)).join(t('、', ', '));
  const claims = chosen.map((one) =>
    claim(
      t(
        `${one.name}：主要是${names(one.details.primaryClusters)}，次要是${names(one.details.secondaryClusters)}；研究描述為「${one.details.description}」。`,
        `${say.government(one.id)}: mainly ${names(one.details.primaryClusters)}, then ${names(one.details.secondaryClusters)}; described as "${one.details.descriptionEn}".`,
      ),
      { source: 'table-government-clusters', section: one.name },
    ),
  );
  return answered([
    chosen.length > 1 ? list(claims) : paragraph(...claims),
    paragraph(
      claim(
        t(
          '這是作者的描述，沒有一致的選取規則，也未附人數。',
          "This is the authors' description; it follows no single rule and gives no N.",
        ),
        doubt('D3'),
      ),
    ),
  ]);
}

const pcaWords = pattern(
  '主成分|成分分數|成分得分|principal component|component score|(?<![a-z])pca(?![a-z])|components?(?![a-z])|成分',
);

/** Scores on the components, which are not clusters. */
export async function answerComponents(facts: Facts): Promise<Draft | null> {
  const { reading, say, t } = facts;
  if (!pcaWords.test(reading.text)) return null;
  if (!reading.asks.framework && reading.clusters.length === 0 && !/主成分|pca|principal/u.test(reading.text))
    return null;
  const table = await selectTable(facts.db, 'cluster-pca');
  const clusters =
    reading.clusters.length > 0 ? reading.clusters : facts.lexicon.clusters.map((one) => one.id as ClusterId);
  const claims = clusters.map((cluster) => {
    const rows = (table?.rows ?? []).filter((row) => row.cluster_id === cluster);
    return claim(
      `${say.cluster(cluster)}${t('：', ': ')}${rows.map((row) => `${row.component} ${row.value}`).join(t('、', ', '))}`,
      {
        source: 'table-cluster-pca',
        section: facts.lexicon.clusters.find((one) => one.id === cluster)?.name,
      },
    );
  });
  return answered([
    list(
      claims,
      t('各工作群在五個主成分的平均分數：', 'Mean scores of the clusters on the five components:'),
    ),
    paragraph(
      claim(
        t(
          '欄名是主成分，不是工作群；負荷量、切分點與分群規則都沒有印出，所以不能用來替個人計分。',
          'The column names are components, not clusters; loadings, cut-offs and the clustering rule are not printed, so nobody can be scored on them.',
        ),
        doubt('D1'),
      ),
    ),
  ]);
}

const oldWords = pattern(
  '舊(版|的|有)?.{0,4}(職能|架構|地圖|框架|名稱)|新舊|職能地圖|2023|原本.{0,4}職能|改名|取代|前身|後繼|old (competenc|map|framework)|previous (map|framework)|earlier framework|predecessor|successor|replaced|renamed',
);

/** The map of 2023, and our proposal of what became of its items. */
export async function answerOldMap(facts: Facts): Promise<Draft | null> {
  const { reading, say, t } = facts;
  if (!oldWords.test(reading.text) && !/永續管理/u.test(reading.text)) return null;
  if (!reading.asks.framework || reading.asks.advice || /徽章|badge/u.test(reading.text)) return null;
  const table = await selectTable(facts.db, 'framework-old-map');
  const aliases = await selectTable(facts.db, 'competency-aliases');
  const old = [...new Set((table?.rows ?? []).map((row) => row.competency!))];
  const named = old.filter((name) => reading.text.includes(name) && name !== '其他');
  const proposal = (name: string) =>
    (aliases?.rows ?? []).find((row) => row.alias === name || row.alias?.split(' | ').includes(name));
  const caution = claim(
    t('新舊對照是本庫的提案，研究沒有印出對照表。', 'The mapping is our proposal; the study prints none.'),
    doubt('E5'),
  );
  if (named.length > 0)
    return answered([
      paragraph(
        ...named.map((name) => {
          const row = proposal(name);
          const unclear = row?.relation?.startsWith('unclear');
          const target = row?.canonical?.replace(/ [|+] /, t('、', ' and '));
          const text = !row
            ? t(
                `「${name}」在新架構沒有提出對應。`,
                `No counterpart of 「${name}」 in the new framework is proposed.`,
              )
            : unclear
              ? t(
                  `「${name}」沒有明確的後繼項目，不能等同於「${target}」。`,
                  `「${name}」 has no clear successor; it must not be equated with 「${target}」.`,
                )
              : t(
                  `舊職能地圖的「${name}」大致對應新架構的「${target}」。`,
                  `「${name}」 of the old map roughly corresponds to 「${target}」 in the new framework.`,
                );
          return claim(text, { source: 'table-competency-aliases', section: row?.canonical, says: name });
        }),
        caution,
      ),
    ]);
  const [competency] = reading.competencies;
  if (competency) {
    const rows = (aliases?.rows ?? []).filter(
      (row) => row.canonical?.split(/ [|+] /).includes(competency) && /predecessor/u.test(row.relation ?? ''),
    );
    if (rows.length === 0)
      return answered([
        paragraph(
          claim(
            t(
              `舊職能地圖（2023）裡，本庫沒有找到${say.competency(competency)}的前身。`,
              `We found no predecessor of ${say.competency(competency)} in the old map (2023).`,
            ),
            doubt('E5'),
          ),
        ),
      ]);
    return answered([
      paragraph(
        ...rows.map((row) =>
          claim(
            t(
              `${say.competency(competency)}大致對應舊職能地圖（2023）的「${row.alias?.replaceAll(' | ', '」「')}」。`,
              `${say.competency(competency)} roughly corresponds to 「${row.alias?.replaceAll(' | ', '」「')}」 of the old map (2023).`,
            ),
            { source: 'table-competency-aliases', section: row.canonical },
          ),
        ),
        caution,
      ),
    ]);
  }
  if (!reading.asks.list && !reading.asks.what && !reading.asks.howMany && reading.levels.length === 0)
    return null;
  const levels = reading.levels.length > 0 ? reading.levels : (['basic', 'mid', 'senior'] as const);
  const types =
    reading.types.length > 0 ? typeOrder.filter((type) => reading.types.includes(type)) : typeOrder;
  const claims = levels.flatMap((level) =>
    types.map((type) => {
      const rows = (table?.rows ?? []).filter(
        (row) => row.level_id === level && row.competency_type === type,
      );
      return claim(
        `${say.level(level)}${t('，', ', ')}${say.type(type)}${t('：', ': ')}${rows.map((row) => row.competency).join(t('、', ', '))}`,
        { source: 'table-framework-old-map', section: `${type}職能` },
      );
    }),
  );
  return answered([
    list(claims, t('舊職能地圖（2023）：', 'The old competency map (2023):')),
    paragraph(caution),
  ]);
}
