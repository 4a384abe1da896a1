import type { FrameworkContent } from './content.ts';
import { listClusterStatements, listDoubts } from './lookups.ts';
import type { Cluster, Competency } from './schema.ts';
import { en, nameOf, type Passage, pointsNote, typeNames, zh } from './wording.ts';

/** What the framework says of one competency at one level. */
export function competencyPassages(content: FrameworkContent, one: Competency): Passage[] {
  const level = nameOf(content, 'levels', one.level)['zh-TW'];
  const keywords = one.aliases.map((alias) => alias.text);
  return [
    zh([one.name, '修正說明'], definitionText(one, level), keywords),
    ...aiSetPassages(content, one, level),
    ...aliasPassages(one, level),
    zh([one.name, '排序位置'], rankText(content, one, level)),
    en(['English', one.nameEn], englishCompetency(content, one), [one.name, ...keywords]),
  ];
}

function definitionText(one: Competency, level: string): string {
  if (one.status === 'to-be-written') {
    return `「${one.name}」在${level}屬${one.type}職能，問卷有調查，但修正後的職能架構沒有為${level}寫出說明，內容待撰寫。`;
  }
  const forLevel = one.noteForThisLevel ? `其中${level}部分為「${one.noteForThisLevel['zh-TW']}」。` : '';
  return `「${one.name}」在${level}屬${one.type}職能，修正說明為：${one.revisionNote}。${forLevel}此項列於「${one.heading}」。研究沒有印出行為指標。`;
}

const aiReasons = {
  name: '依名稱認定',
  'ai-comparison': '研究比較各政府別的 AI 職能時一併列入',
  note: '修正說明含有 AI 內容',
} as const;

function aiSetPassages(content: FrameworkContent, one: Competency, level: string): Passage[] {
  const set = content.aiSets.find((candidate) => candidate.id === one.aiSet?.set);
  if (!one.aiSet || !set) return [];
  const role = one.aiSet.role === 'core' ? '核心項目' : '相關項目';
  return [
    zh(
      [one.name, 'AI 職能歸類'],
      `${level}的「${one.name}」是「${set.title['zh-TW']}」的${role}，理由是${aiReasons[one.aiSet.basis]}；這個集合由本庫訂定，未經研究作者確認。`,
    ),
  ];
}

function aliasPassages(one: Competency, level: string): Passage[] {
  const old = one.aliases.filter((alias) => alias.relation.includes('predecessor'));
  if (!old.length) return [];
  const names = old.map((alias) => `「${alias.text}」`).join('、');
  return [
    zh(
      [one.name, '與舊職能地圖的對照'],
      `${level}的「${one.name}」大致對應舊職能地圖（2023）的${names}；對照是本庫的提案，研究沒有印出對照表。`,
    ),
  ];
}

function rankText(content: FrameworkContent, one: Competency, level: string): string {
  const row = overallRow(content, one);
  return `${level}${one.type}職能共 ${row?.itemsInBlock} 項，「${one.name}」的總平均為 ${row?.valuePrinted}，排第 ${row?.rankInBlock}（名次由本庫依印出的數值計算）。${pointsNote['zh-TW']}`;
}

function overallRow(content: FrameworkContent, one: Competency) {
  return content.importance.find(
    (row) => row.level === one.level && row.competency === one.name && row.cluster === 'ALL',
  );
}

function englishCompetency(content: FrameworkContent, one: Competency): string {
  const level = nameOf(content, 'levels', one.level).en.toLowerCase();
  const row = overallRow(content, one);
  const note = one.revisionNoteEn
    ? `Revision note: ${one.revisionNoteEn}.`
    : 'The revised framework gives no description for this level; it is still to be written.';
  return `${one.nameEn} (${one.name}) is a ${typeNames[one.type]} competency at ${level}. ${note} Its overall mean is ${row?.valuePrinted}, rank ${row?.rankInBlock} of ${row?.itemsInBlock} ${typeNames[one.type]} items (rank computed by the knowledge bank). ${pointsNote.en}`;
}

/** What the study says of one cluster, each sentence with our reservation right after it. */
export function clusterPassages(content: FrameworkContent, one: Cluster): Passage[] {
  const keywords = one.aliases.map((alias) => alias.text);
  const tasks = one.mainTasks.map((task) => task.name).join('、');
  const mode = one.mode ? `（${one.mode}）` : '';
  const names = one.aliases.filter((alias) => alias.origin === 'study' && alias.where);
  return [
    zh([one.name, '主要工作項目'], `「${one.name}」工作群的主要工作項目${mode}：${tasks}。`, keywords),
    ...names.map((alias) =>
      zh(
        [one.name, '名稱'],
        `「${one.name}」工作群在研究的其他表中也寫作「${alias.text}」（名稱對照由本庫整理）。`,
      ),
    ),
    zh([one.name, '人數'], peopleText(one)),
    ...statementPassages(content, one),
    en(['English', one.nameEn], englishCluster(content, one), [one.name, ...keywords]),
  ];
}

function peopleText(one: Cluster): string {
  const { basic, mid, senior, total } = one.people;
  const printed =
    one.nPrintedInTaskTables === total
      ? ''
      : `工作項目表印作 ${one.nPrintedInTaskTables} 人，應為 ${total} 人（本庫更正，未經研究作者確認）。`;
  return `「${one.name}」工作群共 ${total} 人：基層 ${basic} 人、中階 ${mid} 人、高階 ${senior} 人（歸入工作群者合計 2,133 人）。${printed}`;
}

function statementPassages(content: FrameworkContent, one: Cluster): Passage[] {
  return listClusterStatements(content, one.id).map((statement) => {
    const repaired = statement.corrected ? '（原文「ㄣ」由本庫訂正為「AI」。）' : '';
    const sentence = (statement.corrected ?? statement.printed).replace(/。$/, '');
    const notes = listDoubts(content, { statement: statement.id })
      .filter((doubt) => doubt.id !== 'H')
      .map((doubt) => `（本庫註）${doubt.short['zh-TW']}：${doubt.text['zh-TW']}`);
    return zh(
      [one.name, '職能特徵', `第 ${statement.id.split('-').at(-1)} 點`],
      [`研究對「${one.name}」工作群的敘述：${sentence}。${repaired}`, ...notes].join('\n\n'),
    );
  });
}

function englishCluster(content: FrameworkContent, one: Cluster): string {
  const tasks = one.mainTasks.map((task) => task.nameEn).join(', ');
  const { basic, mid, senior, total } = one.people;
  const statements = listClusterStatements(content, one.id).map((statement) => {
    const doubt = listDoubts(content, { statement: statement.id }).find((d) => d.id !== 'H');
    return `The study says: ${statement.en}.${doubt ? ` (Our note: ${doubt.short.en}.)` : ''}`;
  });
  return [
    `Cluster ${one.nameEn} (${one.name}). Main tasks: ${tasks}.`,
    `${total} people: ${basic} at basic, ${mid} at middle and ${senior} at senior level.`,
    ...statements,
  ].join(' ');
}

/** Every note of doubt, in both languages. */
export function doubtPassages(content: FrameworkContent): Passage[] {
  return content.doubts.flatMap((doubt) => [
    zh([doubt.id, doubt.short['zh-TW']], doubt.text['zh-TW']),
    en([doubt.id, doubt.short.en], doubt.text.en),
  ]);
}
