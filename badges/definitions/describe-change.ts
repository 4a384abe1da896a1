import type { Language, Text } from '../../core/language.ts';
import type { BadgeRecord } from './schema.ts';

/** One thing that reads otherwise than in the version before; null where there was or is nothing. */
export interface Change {
  readonly field: string;
  readonly name: string;
  readonly before: string | null;
  readonly after: string | null;
}

const levels: Record<BadgeRecord['competencies'][number]['level'], Text> = {
  basic: { 'zh-TW': '基層', en: 'basic' },
  mid: { 'zh-TW': '中階', en: 'mid' },
  senior: { 'zh-TW': '高階', en: 'senior' },
};

function competenciesText({ competencies }: BadgeRecord, language: Language): string {
  return competencies
    .map((one) => `${one.competency} · ${levels[one.level][language]} · ${one.proficiency}/5`)
    .join('\n');
}

interface Field {
  readonly id: string;
  readonly name: Text;
  read(record: BadgeRecord, language: Language): string | number | undefined;
}

const named = { 'zh-TW': '名稱', en: 'Name' };
const described = { 'zh-TW': '說明', en: 'What it stands for' };
const required = { 'zh-TW': '取得條件', en: 'Criteria' };
const inEnglish = ({ 'zh-TW': zh, en }: Text): Text => ({ 'zh-TW': `${zh}（英文）`, en: `${en} (English)` });
const inChinese = ({ 'zh-TW': zh, en }: Text): Text => ({ 'zh-TW': zh, en: `${en} (Chinese)` });

/** Everything a definition says, as a person reads it. */
const fields: readonly Field[] = [
  { id: 'name.zh-TW', name: inChinese(named), read: (one) => one.name['zh-TW'] },
  { id: 'name.en', name: inEnglish(named), read: (one) => one.name.en },
  { id: 'description.zh-TW', name: inChinese(described), read: (one) => one.description['zh-TW'] },
  { id: 'description.en', name: inEnglish(described), read: (one) => one.description.en },
  { id: 'criteria.zh-TW', name: inChinese(required), read: (one) => one.criteria['zh-TW'] },
  { id: 'criteria.en', name: inEnglish(required), read: (one) => one.criteria.en },
  {
    id: 'competencies',
    name: { 'zh-TW': '職能、層級與熟練度', en: 'Competency, level and proficiency' },
    read: competenciesText,
  },
  { id: 'course.title', name: { 'zh-TW': '課程名稱', en: 'Course title' }, read: (one) => one.course.title },
  { id: 'course.hours', name: { 'zh-TW': '課程時數', en: 'Course hours' }, read: (one) => one.course.hours },
  {
    id: 'course.courseId',
    name: { 'zh-TW': '課程編號', en: 'Course id' },
    read: (one) => one.course.courseId,
  },
  { id: 'assessment', name: { 'zh-TW': '評量方式', en: 'Assessment' }, read: (one) => one.assessment },
  { id: 'evidence', name: { 'zh-TW': '應附證明', en: 'Evidence to hand in' }, read: (one) => one.evidence },
  {
    id: 'validityMonths',
    name: { 'zh-TW': '有效月數', en: 'Months of validity' },
    read: (one) => one.validityMonths,
  },
  {
    id: 'image',
    name: { 'zh-TW': '徽章圖', en: 'Picture' },
    // A picture is told by its size: its text says nothing to a reader.
    read: ({ image }, language) =>
      image &&
      `${language === 'en' ? 'own picture' : '自備圖檔'} ${Math.ceil((image.length * 3) / 4_000)} KB`,
  },
  { id: 'issuer', name: { 'zh-TW': '發證單位', en: 'Issuer' }, read: (one) => one.issuer },
];

/** What a version changed, field by field, in the reader's language. */
export function describeChanges(before: BadgeRecord, after: BadgeRecord, language: Language): Change[] {
  return fields.flatMap(({ id, name, read }) => {
    const [old, now] = [before, after].map((record) => read(record, language)?.toString() ?? null);
    const same = old === now && (id !== 'image' || before.image === after.image);
    return same ? [] : [{ field: id, name: name[language], before: old ?? null, after: now ?? null }];
  });
}
