import type { Language, Text } from '../../core/language.ts';
import type { Place } from './outline.ts';

/** What of a place a passage stands for, beside the place itself. */
export interface Spot {
  readonly place: Place;
  /** Number of the table in its document, or `unnumbered` where only the captions of others number them. */
  readonly table?: number | 'unnumbered' | undefined;
  readonly rows?: readonly [first: number, last: number] | undefined;
}

function rowsLabel([first, last]: readonly [number, number]): Text {
  return first === last
    ? { 'zh-TW': `第 ${first} 列`, en: `row ${first}` }
    : { 'zh-TW': `第 ${first}–${last} 列`, en: `rows ${first}–${last}` };
}

function parts({ place, table, rows }: Spot): Text[] {
  const { page, slide, sheet, notes } = place;
  const labels: (Text | undefined)[] = [
    page === undefined ? undefined : { 'zh-TW': `第 ${page} 頁`, en: `p. ${page}` },
    slide === undefined ? undefined : { 'zh-TW': `第 ${slide} 張投影片`, en: `slide ${slide}` },
    notes ? { 'zh-TW': '備忘稿', en: 'notes' } : undefined,
    sheet === undefined ? undefined : { 'zh-TW': `工作表 ${sheet}`, en: `sheet ${sheet}` },
    table === undefined || rows
      ? undefined
      : table === 'unnumbered'
        ? { 'zh-TW': '表格', en: 'table' }
        : { 'zh-TW': `表 ${table}`, en: `table ${table}` },
    rows && rowsLabel(rows),
  ];
  return labels.filter((label) => label !== undefined);
}

/** `第 12 頁，表 3`, `slide 3`, `工作表 預算，第 4 列`; empty where a document has no such places. */
export function placeLabel(spot: Spot, language: Language): string {
  return parts(spot)
    .map((part) => part[language])
    .join(language === 'en' ? ', ' : '，');
}
