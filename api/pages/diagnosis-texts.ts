import { text } from '../../core/language.ts';

export const diagnosisTexts = {
  title: text('自我診斷', 'Self-diagnosis'),
  lead: text(
    '勾選您做的工作，看看和研究的哪一個工作群最接近。約五到十分鐘；不做的可以略過。',
    'Mark the tasks you do and see which of the study’s clusters they are closest to. About five to ten minutes; skip what you do not do.',
  ),
  anonymous: text(
    '您沒有登入，這裡不會儲存任何資料。想邊填邊存，請先登入。',
    'You are not signed in, so nothing is stored. Sign in to have it saved as you go.',
  ),
  saving: text('您填的內容會邊填邊存。', 'What you fill in is saved as you go.'),
  saved: text('已儲存', 'Saved'),
  notSaved: text(
    '這次沒有存成，請按「看結果」再存一次。',
    'This was not saved; press “See the result” to save it.',
  ),
  steps: text('步驟', 'Steps'),
  step1: text('1 工作', '1 Tasks'),
  step2: text('2 工作群與層級', '2 Cluster and level'),
  step3: text('3 程度', '3 Proficiency'),
  step4: text('4 學習路徑', '4 Path'),
  tables: {
    contract: text('資通履約管理', 'ICT contract management'),
    tech: text('技術領域管理', 'Technical work'),
    policy: text('資通訊政策業務', 'ICT policy work'),
  },
  tableHints: {
    contract: text(
      '專案與委外；後九項是「交給廠商做、您負責管」。',
      'Projects and outsourcing; the last nine are done by a contractor and managed by you.',
    ),
    tech: text('您或同仁自己動手做的。', 'What you or your colleagues do yourselves.'),
    policy: text('政策、制度與推廣。', 'Policy, rules and promotion.'),
  },
  weights: [text('不做', 'No'), text('偶爾', 'Sometimes'), text('經常', 'Often'), text('主要工作', 'Mainly')],
  printed: text('研究原文印作', 'The study prints'),
  doubtful: text('名稱為本庫推測，待作者確認', 'our reading, to be confirmed by the authors'),
  submit: text('看結果', 'See the result'),
  nothing: text('請至少勾選一項您做的工作。', 'Please mark at least one task you do.'),
  result: text('接近程度', 'Closeness'),
  closest: text('最接近', 'Closest'),
  caption: text(
    '您的工作和五個工作群的接近程度（0–1）',
    'How close your tasks are to the five clusters (0–1)',
  ),
  cluster: text('工作群', 'Cluster'),
  closeness: text('接近度', 'Closeness'),
  choose: text('由您決定', 'You decide'),
  chooseLead: text(
    '建議只是參考。選一個您認為最像自己工作的工作群，再選層級。',
    'The suggestion is only that. Choose the cluster most like your work, then your level.',
  ),
  level: text('層級', 'Level'),
  hours: text('可用時數（可不填）', 'Hours available (optional)'),
  goOn: text('存下並評估程度', 'Save and rate my proficiency'),
  toPath: text('看學習路徑', 'See a learning path'),
  without: text(
    '不看名稱存疑的六項，最接近的是',
    'Leaving out the six rows with doubtful names, the closest is',
  ),
  change: text('改我的勾選', 'Change my tasks'),
  doubts: text('存疑註記', 'Notes of doubt'),
  signIn: text('登入', 'Sign in'),
} as const;
