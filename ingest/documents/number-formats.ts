import { attributeOf, childOf, elementsOf, type XmlElement } from './xml.ts';

export type NumberForm = 'plain' | 'percent' | 'date' | 'time' | 'dateTime';

/** Formats every workbook has without writing them down. @see ECMA-376 part 1, 18.8.30 */
function builtIn(id: number): NumberForm {
  if (id === 9 || id === 10) return 'percent';
  if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) || id === 36 || (id >= 50 && id <= 58)) return 'date';
  if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || (id >= 45 && id <= 47)) return 'time';
  return id === 22 ? 'dateTime' : 'plain';
}

function formOf(code: string): NumberForm {
  const plain = code.replace(/"[^"]*"|\\.|\[(?!h)[^\]]*\]/gi, '');
  if (plain.includes('%')) return 'percent';
  const date = /[yde]/i.test(plain) && !/General|E[+-]/i.test(plain);
  const time = /[hs]/i.test(plain);
  if (date && time) return 'dateTime';
  if (date) return 'date';
  return time ? 'time' : 'plain';
}

/** How the numbers of each cell style are shown. */
export function readNumberForms(styles: XmlElement | undefined): NumberForm[] {
  const codes = new Map<number, NumberForm>();
  for (const format of elementsOf(childOf(styles, 'numFmts') ?? empty))
    codes.set(Number(attributeOf(format, 'numFmtId')), formOf(attributeOf(format, 'formatCode') ?? ''));
  return elementsOf(childOf(styles, 'cellXfs') ?? empty, 'xf').map((style) => {
    const id = Number(attributeOf(style, 'numFmtId') ?? 0);
    return codes.get(id) ?? builtIn(id);
  });
}

const empty: XmlElement = { name: '', attributes: {}, children: [] };

/** Day 0 of the two calendars workbooks count in; the first holds a 29 February 1900 that never was. */
const epoch1900 = Date.UTC(1899, 11, 30);
const epoch1904 = Date.UTC(1904, 0, 1);
const dayMs = 86_400_000;

/** Binary fractions written as people write numbers: 0.30000000000000004 is 0.3. */
function plainNumber(value: number): string {
  return String(Number(value.toPrecision(15)));
}

/** A stored number as its cell shows it, near enough to be found: percent, dates and times; others as they are. */
export function showNumber(stored: string, form: NumberForm, from1904: boolean): string {
  const value = Number(stored);
  if (!Number.isFinite(value)) return stored;
  if (form === 'percent') return `${plainNumber(value * 100)}%`;
  if (form === 'plain' || value < 0 || value > 2_958_465) return plainNumber(value);
  const at = new Date((from1904 ? epoch1904 : epoch1900) + Math.round(value * 86_400) * 1_000);
  if (Number.isNaN(at.getTime()) || at.getTime() > epoch1900 + 2_958_466 * dayMs) return plainNumber(value);
  const iso = at.toISOString();
  if (form === 'time') return iso.slice(11, 16);
  return form === 'date' ? iso.slice(0, 10) : `${iso.slice(0, 10)} ${iso.slice(11, 16)}`;
}
