import { limits } from './limits.ts';
import { showNumber } from './number-formats.ts';
import { odfBlocks, odfInline, odfTable } from './odf-text.ts';
import type { Block, Outline, Place } from './outline.ts';
import { tidy } from './outline.ts';
import { DocumentRefused } from './refusals.ts';
import { fillMerged, SheetBudget, type SheetCells, type SheetRange, sheetBlocks } from './sheet-blocks.ts';
import { attributeOf, childOf, descendantsOf, elementsOf, parseXml, type XmlElement } from './xml.ts';
import type { Package } from './zip.ts';

function contentOf(parts: Package): XmlElement {
  const xml = parts.xml('content.xml');
  if (xml === undefined) throw new DocumentRefused('broken');
  return parseXml(xml);
}

/** `L1 2` for each list style and level that numbers its items. */
function numberedLevels(content: XmlElement, styles: XmlElement | undefined): Set<string> {
  return new Set(
    [content, ...(styles ? [styles] : [])]
      .flatMap((part) => descendantsOf(part, 'list-style'))
      .flatMap((style) =>
        elementsOf(style, 'list-level-style-number')
          .filter((level) => (attributeOf(level, 'num-format') ?? '') !== '')
          .map((level) => `${attributeOf(style, 'name')} ${attributeOf(level, 'level')}`),
      ),
  );
}

/** Paragraph styles that are the title's or made from it. */
function titleStyles(content: XmlElement): Set<string> {
  const made = descendantsOf(content, 'style')
    .filter((style) => attributeOf(style, 'parent-style-name') === 'Title')
    .map((style) => attributeOf(style, 'name') ?? '');
  return new Set(['Title', ...made]);
}

function textOptions(content: XmlElement, place: Place, styles?: XmlElement) {
  const numbered = numberedLevels(content, styles);
  const titles = titleStyles(content);
  return {
    place,
    ordered: (style: string) => numbered.has(style),
    isTitle: (style: string) => titles.has(style),
  };
}

export function readOdt(parts: Package): Outline {
  const content = contentOf(parts);
  const body = childOf(content, 'body', 'text');
  if (!body) throw new DocumentRefused('broken');
  const styles = parts.xml('styles.xml');
  const options = textOptions(content, {}, styles === undefined ? undefined : parseXml(styles));
  return { format: 'odt', ...odfBlocks(body, options) };
}

function shownValue(cell: XmlElement): string {
  const shown = elementsOf(cell, 'p')
    .map((paragraph) => odfInline(paragraph))
    .join(' ');
  const type = attributeOf(cell, 'value-type');
  if (type === 'float' || type === 'currency') return attributeOf(cell, 'value') ?? shown;
  if (type === 'percentage') return showNumber(attributeOf(cell, 'value') ?? shown, 'percent', false);
  if (type === 'date') return (attributeOf(cell, 'date-value') ?? shown).slice(0, 10);
  return shown;
}

function sheetRows(table: XmlElement): XmlElement[] {
  return elementsOf(table).flatMap((element) => {
    if (element.name === 'table-row') return [element];
    return /^table-(?:header-rows|rows|row-group)$/.test(element.name) ? sheetRows(element) : [];
  });
}

/** Cells and rows may be repeated by number; repetition of empty ones is skipped, of filled ones counted. */
function readSheet(table: XmlElement, budget: SheetBudget): SheetCells {
  const cells: SheetCells = new Map();
  const merged: SheetRange[] = [];
  let row = 1;
  for (const element of sheetRows(table)) {
    const repeated = Number(attributeOf(element, 'number-rows-repeated') ?? 1) || 1;
    const line = new Map<number, string>();
    let column = 0;
    for (const cell of elementsOf(element)) {
      const times = Number(attributeOf(cell, 'number-columns-repeated') ?? 1) || 1;
      const text = cell.name === 'table-cell' ? tidy(shownValue(cell)) : '';
      const columns = Number(attributeOf(cell, 'number-columns-spanned') ?? 1) || 1;
      const rows = Number(attributeOf(cell, 'number-rows-spanned') ?? 1) || 1;
      if (text) {
        budget.take(times);
        for (let n = 0; n < times; n += 1) line.set(column + n, text);
        if (columns > 1 || rows > 1)
          merged.push({ top: row, left: column, bottom: row + rows - 1, right: column + columns - 1 });
      }
      column += times;
    }
    if (line.size > 0) {
      budget.take(line.size * (repeated - 1), repeated);
      for (let n = 0; n < repeated; n += 1) cells.set(row + n, new Map(line));
    }
    row += repeated;
  }
  fillMerged(cells, merged, budget);
  return cells;
}

function hiddenStyles(content: XmlElement): Set<string> {
  return new Set(
    descendantsOf(content, 'style')
      .filter((style) =>
        elementsOf(style, 'table-properties').some((one) => attributeOf(one, 'display') === 'false'),
      )
      .map((style) => attributeOf(style, 'name') ?? ''),
  );
}

export function readOds(parts: Package): Outline {
  const content = contentOf(parts);
  const body = childOf(content, 'body', 'spreadsheet');
  if (!body) throw new DocumentRefused('broken');
  const tables = elementsOf(body, 'table');
  if (tables.length > limits.sheets) throw new DocumentRefused('tooLong');
  const hidden = hiddenStyles(content);
  const budget = new SheetBudget();
  const blocks = tables
    .filter((table) => !hidden.has(attributeOf(table, 'style-name') ?? ''))
    .flatMap((table) => sheetBlocks(readSheet(table, budget), attributeOf(table, 'name') ?? ''));
  return { format: 'ods', blocks };
}

const REPEATED = new Set(['date-time', 'footer', 'header', 'page-number']);

function frameBlocks(shape: XmlElement, place: Place, content: XmlElement): Block[] {
  const kind = attributeOf(shape, 'class') ?? '';
  if (REPEATED.has(kind)) return [];
  const tables = descendantsOf(shape, 'table').flatMap((table) => odfTable(table, place) ?? []);
  if (tables.length > 0) return tables;
  const { blocks } = odfBlocks(shape, { ...textOptions(content, place), isTitle: () => false });
  if (kind !== 'title') return blocks;
  const text = tidy(blocks.map((block) => (block.kind === 'table' ? '' : block.text)).join(' '));
  return text ? [{ kind: 'heading', level: 1, text, place }] : [];
}

function slideBlocks(page: XmlElement, number: number, content: XmlElement): Block[] {
  const shapes = elementsOf(page).filter(({ name }) => name !== 'notes');
  const blocks = shapes.flatMap((shape) =>
    shape.name === 'g'
      ? elementsOf(shape).flatMap((inner) => frameBlocks(inner, { slide: number }, content))
      : frameBlocks(shape, { slide: number }, content),
  );
  const titles = blocks.filter(({ kind }) => kind === 'heading');
  const notes = elementsOf(page, 'notes')
    .flatMap((one) => elementsOf(one))
    .filter((shape) => attributeOf(shape, 'class') === 'notes')
    .flatMap((shape) => frameBlocks(shape, { slide: number, notes: true }, content));
  return [...titles, ...blocks.filter((block) => !titles.includes(block)), ...notes];
}

export function readOdp(parts: Package): Outline {
  const content = contentOf(parts);
  const body = childOf(content, 'body', 'presentation');
  if (!body) throw new DocumentRefused('broken');
  const pages = elementsOf(body, 'page');
  return {
    format: 'odp',
    pages: pages.length,
    blocks: pages.flatMap((page, at) => slideBlocks(page, at + 1, content)),
  };
}
