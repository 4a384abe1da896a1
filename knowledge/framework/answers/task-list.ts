import { pattern } from '../pattern.ts';
import type { Draft, Facts } from './facts.ts';
import { answered, claim, doubt, list, paragraph } from './facts.ts';

const tables = [
  {
    id: 'contract',
    zh: '資通履約管理',
    en: 'ICT contract management',
    asked: pattern('履約|契約管理|contract'),
  },
  {
    id: 'tech',
    zh: '技術領域管理',
    en: 'technical management',
    asked: pattern('技術(領域|類)|技術.{0,4}工作|technical'),
  },
  {
    id: 'policy',
    zh: '資通訊政策業務管理',
    en: 'ICT policy work',
    asked: pattern('政策(業務|類|管理)|政策.{0,6}工作|policy'),
  },
] as const;
const listWords = pattern('哪|什麼|列|包含|包括|有幾|which|what|list|name|include');
const taskWords = pattern('工作項目|項工作|業務項目|任務|(work )?tasks|work items');

/** The tasks of one of the three tables, as printed. */
export async function answerTaskList(facts: Facts): Promise<Draft | null> {
  const { reading, t } = facts;
  const { text, asks } = reading;
  const placed = reading.clusters.length + reading.competencies.length + reading.tasks.length;
  if (placed > 0 || asks.measure || asks.highest || asks.lowest || asks.outsourced) return null;
  if (!taskWords.test(text) || !listWords.test(text)) return null;
  const [table, other] = tables.filter((one) => one.asked.test(text));
  if (!table || (other && asks.howMany)) return null;
  const rows = facts.lexicon.tasks.filter((row) => row.tableId === table.id);
  const claims = rows.map((row) =>
    claim(t(row.label, row.labelEn), { source: `task-table-${table.id}`, section: row.label }),
  );
  const notes =
    table.id === 'contract'
      ? [
          claim(
            t(
              '第 10 列起的委外標籤可能高了一列。',
              'From row 10 on the outsourced labels may be one row too high.',
            ),
            doubt('C1'),
          ),
        ]
      : [];
  return answered([
    list(
      claims,
      t(`${table.zh}的工作項目（${rows.length} 列）：`, `Tasks of ${table.en} (${rows.length} rows):`),
    ),
    paragraph(...notes),
  ]);
}
