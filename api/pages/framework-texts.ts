import type { Text } from '../../core/language.ts';
import { text } from '../../core/language.ts';

export const levelNames: Readonly<Record<string, Text>> = {
  basic: text('基層', 'Basic'),
  mid: text('中階', 'Middle'),
  senior: text('高階', 'Senior'),
};

export const governmentNames: Readonly<Record<string, Text>> = {
  central: text('中央政府', 'Central government'),
  municipality: text('直轄市', 'Special municipalities'),
  local: text('地方政府', 'Other local governments'),
};

export const frameworkTexts = {
  title: text('資訊人員職能架構', 'Competency framework for IT staff'),
  lead: text(
    '2025 年研究的職能、工作群與全部表格。印行值照原樣列出；本庫的計算、更正與存疑另行標明，都未經研究作者確認。',
    'Competencies, clusters and every table of the 2025 study. Printed values stand as printed; our calculations, corrections and notes of doubt are marked as ours, and none is confirmed by the authors.',
  ),
  sections: text('本頁內容', 'On this page'),
  importance: text('職能重要性', 'Importance'),
  competencies: text('職能', 'Competencies'),
  clusters: text('工作群', 'Clusters'),
  tasks: text('工作項目', 'Tasks'),
  tables: text('研究的每一張表', 'Every table of the study'),
  notTargets: text(
    '這些數字是排序積分：受訪者在同一層級、同一類職能裡選出前幾名，越前面分數越高。它們不是評分、能力等級、目標值或達成率；分數低只表示排在同類其他職能之後，不表示不需要。',
    'These numbers are ranking points: within one level and one type, people ranked their top items and the first earned most. They are no ratings, proficiency, targets or attainment; a low value means ranked behind others of its type, not unnecessary.',
  ),
  level: text('題組層級', 'Level asked about'),
  government: text('政府別', 'Government'),
  cluster: text('工作群', 'Cluster'),
  allGovernments: text('不分政府別', 'All governments'),
  allClusters: text('五群並列', 'All five side by side'),
  show: text('顯示', 'Show'),
  competency: text('職能', 'Competency'),
  overall: text('總平均', 'Overall mean'),
  above: text(
    '▲ 高於該項職能的總平均（本庫重算）',
    '▲ above the overall mean of the item (recomputed by us)',
  ),
  thin: text(
    '斜線格：10 人以下。6 至 9 人列值但不宜推論；1 至 5 人只列人數；空白為無人填答。',
    'Hatched: fewer than 10 people. 6 to 9: shown, too few to generalise; 1 to 5: only how many; blank: nobody.',
  ),
  beside: text('另列', 'Beside it'),
  printedOnly: text('只列印行值', 'printed values only'),
  liftToo: text('相對倍數（本庫計算）', 'lift (ours)'),
  lift: text('×：本庫計算，隨機排序的幾倍', '×: computed by us, times what random ranking would give'),
  onlyPeople: text('僅 {n} 人', 'only {n}'),
  nobody: text('無人填答', 'nobody'),
  base: text('基數', 'Base'),
  doubts: text('本庫的存疑註記', 'Our notes of doubt'),
  noDoubts: text('本庫沒有存疑註記。', 'We have no note of doubt.'),
  unconfirmed: text('本庫的看法，未經研究作者確認。', 'Ours; not confirmed by the authors.'),
  toBeWritten: text('說明待撰寫', 'to be written'),
  noNote: text('研究未附修正說明', 'no note printed'),
  ai: text('AI 職能', 'AI'),
  aiRelated: text('與 AI 相關', 'AI-related'),
  itsCases: text('相關案例', 'Cases'),
  itsBehaviours: text('各程度的行為', 'By proficiency'),
  itsCourses: text('課程', 'Courses'),
  alsoCalled: text('又稱', 'Also'),
  people: text('人數', 'People'),
  total: text('合計', 'Total'),
  mainTasks: text('主要工作項目', 'Main tasks'),
  mode: text('辦理方式', 'How it is done'),
  said: text('研究怎麼說', 'What the study says'),
  printedAs: text('原文印作', 'printed'),
  task: text('工作項目', 'Task'),
  probable: text('本庫假設應為', 'we think it should read'),
  correctedN: text('應為 {n}（本庫更正）', 'should be {n} (ours)'),
  ours: text('本庫計算或整理', 'ours'),
  printed: text('研究原表', 'printed in the study'),
  correction: text('本庫更正', 'our reading'),
  few: text('人數過少', 'too few'),
  back: text('回職能架構', 'Back to the framework'),
  chosen: text('目前只看', 'Showing only'),
  showAll: text('看全部職能', 'Show all'),
} as const;

export function filled(text: string, n: number | null): string {
  return text.replace('{n}', String(n ?? '?'));
}
