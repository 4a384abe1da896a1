import { pattern } from '../pattern.ts';
import { selectAiSets, selectDoubts, selectStatements, selectValues } from '../queries.ts';
import { cellRef, levelsOf } from './cell.ts';
import type { CitedClaim, Draft, Facts } from './facts.ts';
import { answered, claim, doubt, list, paragraph } from './facts.ts';
import { verdict } from './statements.ts';

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

/** Where they belong, not which they are. */
const apart = pattern(
  '獨立|另(外|立|建)|單獨|整合|融入|併入|納入|separate|stand-?alone|integrat|blend|one framework',
);
const EMERGING = '新興技術監測與評估';

/** What the study makes of the distance between the two. */
async function emergingClaims(facts: Facts): Promise<CitedClaim[]> {
  const statements = await selectStatements(facts.db);
  const statement = statements.find(
    ({ id, printed }) => id.startsWith('ai-') && /新興技術.*名稱/u.test(printed),
  );
  return statement ? verdict(facts, statement, await selectDoubts(facts.db)) : [];
}

/** Which competencies count as AI, and how they rank where a level is named. */
export async function answerAiCompetencies(facts: Facts): Promise<Draft | null> {
  const { reading, say, t } = facts;
  const { asks } = reading;
  const beside = reading.competencies.length === 1 && reading.competencies[0] === EMERGING;
  if (!asks.ai || (reading.competencies.length > 0 && !beside) || asks.learning || asks.advice) return null;
  if (apart.test(reading.text)) return null;
  const [set] = await selectAiSets(facts.db);
  if (!set) return null;
  const core = ['AI素養', 'AI系統設計與應用', 'AI產品與系統評測'].filter((name) => set.core.includes(name));
  const four = beside || /四(項|個|種)|four/u.test(reading.text);
  if (asks.measure || asks.compare || asks.highest || asks.lowest)
    return aiRanks(facts, four ? [...core, EMERGING] : core);
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
  const said = core.includes(EMERGING) ? await emergingClaims(facts) : [];
  return answered([
    paragraph(...said),
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
