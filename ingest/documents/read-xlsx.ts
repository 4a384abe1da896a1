import { limits } from './limits.ts';
import { type NumberForm, readNumberForms, showNumber } from './number-formats.ts';
import type { Block, Outline } from './outline.ts';
import { DocumentRefused } from './refusals.ts';
import { relationsOf } from './relations.ts';
import { fillMerged, SheetBudget, type SheetCells, type SheetRange, sheetBlocks } from './sheet-blocks.ts';
import { childOf, elementsOf, parseXml, streamXml, type XmlElement } from './xml.ts';
import type { Package } from './zip.ts';

interface Workbook {
  readonly strings: readonly string[];
  readonly forms: readonly NumberForm[];
  readonly from1904: boolean;
  readonly budget: SheetBudget;
}

/** Shared texts; readings given above a word (`rPh`) are not part of it. */
function readStrings(xml: string | undefined): string[] {
  const strings: string[] = [];
  if (xml === undefined) return strings;
  let text = '';
  let inText = false;
  let inReading = false;
  streamXml(xml, {
    open(name) {
      if (name === 'si') text = '';
      inReading ||= name === 'rPh';
      inText = name === 't' && !inReading;
    },
    text: (piece) => {
      if (inText) text += piece;
    },
    close(name) {
      inText = false;
      if (name === 'rPh') inReading = false;
      if (name === 'si') strings.push(text);
    },
  });
  return strings;
}

interface Address {
  readonly row: number;
  readonly column: number;
}

function addressOf(reference: string): Address | undefined {
  const [, letters = '', digits = ''] = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/.exec(reference) ?? [];
  if (!letters) return undefined;
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  return { row: Number(digits), column: column - 1 };
}

function rangeOf(reference: string): SheetRange | undefined {
  const [from = '', to = from] = reference.split(':');
  const first = addressOf(from);
  const last = addressOf(to);
  if (!first || !last) return undefined;
  const { columns, rows } = limits;
  return {
    top: first.row,
    left: first.column,
    bottom: Math.min(last.row, first.row + rows),
    right: Math.min(last.column, first.column + columns),
  };
}

function shownValue(stored: string, type: string, style: number, book: Workbook): string {
  if (type === 's') return book.strings[Number(stored)] ?? '';
  if (type === 'b') return stored === '1' ? 'TRUE' : 'FALSE';
  if (type === 'str' || type === 'inlineStr' || type === 'e') return stored;
  if (type === 'd') return stored.slice(0, 10);
  return stored === '' ? '' : showNumber(stored, book.forms[style] ?? 'plain', book.from1904);
}

/** The values a sheet stores; a formula counts as the value it last gave and is never read itself. */
function readCells(xml: string, book: Workbook): SheetCells {
  const cells: SheetCells = new Map();
  const merged: SheetRange[] = [];
  let at: Address = { row: 0, column: -1 };
  let type = '';
  let style = 0;
  let stored = '';
  let reading = false;
  streamXml(xml, {
    open(name, attributes) {
      if (name === 'row') {
        at = { row: Number(attributes.r) || at.row + 1, column: -1 };
        book.budget.take(0, 1);
      } else if (name === 'c') {
        at = addressOf(attributes.r ?? '') ?? { row: at.row, column: at.column + 1 };
        type = attributes.t ?? 'n';
        style = Number(attributes.s ?? 0);
        stored = '';
      } else if (name === 'mergeCell') {
        const range = rangeOf(attributes.ref ?? '');
        if (range) merged.push(range);
      }
      reading = name === 'v' || name === 't';
    },
    text: (piece) => {
      if (reading) stored += piece;
    },
    close(name) {
      reading = false;
      if (name !== 'c') return;
      const text = shownValue(stored, type, style, book);
      if (text.trim() === '') return;
      book.budget.take(1);
      const line = cells.get(at.row) ?? new Map<number, string>();
      cells.set(at.row, line.set(at.column, text));
    },
  });
  fillMerged(cells, merged, book.budget);
  return cells;
}

function optional(parts: Package, name: string): XmlElement | undefined {
  const xml = parts.xml(name);
  return xml === undefined ? undefined : parseXml(xml);
}

/** Reads the visible sheets of a workbook. */
export function readXlsx(parts: Package): Outline {
  const main = 'xl/workbook.xml';
  const workbook = optional(parts, main);
  if (!workbook) throw new DocumentRefused('broken');
  const sheets = elementsOf(childOf(workbook, 'sheets') ?? workbook, 'sheet');
  if (sheets.length > limits.sheets) throw new DocumentRefused('tooLong');
  const relations = relationsOf(parts, main);
  const date1904 = childOf(workbook, 'workbookPr')?.attributes.date1904;
  const book: Workbook = {
    strings: readStrings(parts.xml('xl/sharedStrings.xml')),
    forms: readNumberForms(optional(parts, 'xl/styles.xml')),
    from1904: date1904 === '1' || date1904 === 'true',
    budget: new SheetBudget(),
  };
  const blocks = sheets
    .filter(({ attributes }) => (attributes.state ?? 'visible') === 'visible')
    .flatMap(({ attributes }): Block[] => {
      const relation = relations.get(attributes['r:id'] ?? '');
      const xml = relation?.type === 'worksheet' ? parts.xml(relation.target) : undefined;
      return xml === undefined ? [] : sheetBlocks(readCells(xml, book), attributes.name ?? '');
    });
  return { format: 'xlsx', blocks };
}
