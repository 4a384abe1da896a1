import { pattern } from '../pattern.ts';
import { selectTable, selectValues } from '../queries.ts';
import type { ClusterId, LevelId } from '../schema.ts';
import { cellRef } from './cell.ts';
import { typeOrder } from './column.ts';
import type { CitedClaim, Draft, Facts } from './facts.ts';
import { answered, claim, doubt, list, paragraph } from './facts.ts';

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
