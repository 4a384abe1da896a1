import type { Text } from '../../core/language.ts';
import type { SourceRecordInput } from '../sources/schema.ts';
import type { FrameworkContent } from './content.ts';
import type { ImportanceRow } from './importance.ts';

export type Passage = SourceRecordInput['passages'][number];

/** Marks a statement as the knowledge bank's own, not the study's. */
export const ours: Text = {
  'zh-TW': '（本庫整理，未經研究作者確認）',
  en: ' (ours; not confirmed by the authors)',
};

export function zh(section: string[], text: string, keywords: string[] = []): Passage {
  return { section, text, language: 'zh-TW', keywords };
}

export function en(section: string[], text: string, keywords: string[] = []): Passage {
  return { section, text, language: 'en', keywords };
}

/** Names in both languages for an id, `ALL` included. */
export function nameOf(
  content: FrameworkContent,
  facet: 'levels' | 'clusters' | 'governments',
  id: string,
): Text {
  if (id === 'ALL') return { 'zh-TW': '總平均', en: 'overall mean' };
  const found = content[facet].find((one) => one.id === id);
  if (!found) throw new RangeError(`no ${facet} ${id}`);
  return { 'zh-TW': found.name, en: found.nameEn };
}

/** A value as it may be shown: small cells without a number, nobody and unknown N said plainly. */
export function cellText(row: ImportanceRow): Text {
  const value = row.valuePrinted ?? '';
  switch (row.support) {
    case 'none':
      return { 'zh-TW': '無人填答', en: 'nobody answered' };
    case 'tiny':
      return { 'zh-TW': `僅 ${row.n} 人，不列數值`, en: `only ${row.n} people, no value given` };
    case 'few':
      return {
        'zh-TW': `${value}（N=${row.n}，人數過少，不宜推論）`,
        en: `${value} (N=${row.n}, too few to generalise)`,
      };
    case 'enough':
      return row.nBasis === 'estimate'
        ? { 'zh-TW': value, en: value }
        : { 'zh-TW': `${value}（N=${row.n}）`, en: `${value} (N=${row.n})` };
    case 'unknown':
      return { 'zh-TW': value, en: value };
  }
}

export const pointsNote: Text = {
  'zh-TW': '數值是同類職能之間的排序積分，不是評分、能力等級、目標或達成率。',
  en: 'Values are ranking points among competencies of the same type, not ratings, proficiency, targets or attainment.',
};

export const typeNames: Record<string, string> = {
  共通: 'common',
  技術: 'technical',
  管理: 'management',
};
