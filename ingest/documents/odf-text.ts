import type { Block, Place, TextBlock } from './outline.ts';
import { tidy } from './outline.ts';
import { gridOf, nameColumns, type RawCell } from './tables.ts';
import { attributeOf, elementsOf, textOf, type XmlElement, type XmlNode } from './xml.ts';

/** Notes of the author, of the reviewers and of what was deleted: no part of the text. */
const LEFT_OUT = new Set([
  'annotation',
  'annotation-end',
  'tracked-changes',
  'ruby-text',
  'title',
  'desc',
  'table-of-content',
  'alphabetical-index',
  'sequence-decls',
  'forms',
  'script',
  'event-listeners',
]);

/** The text of a paragraph; notes it refers to are put into `notes`. */
export function odfInline(node: XmlNode, notes: string[] = []): string {
  if (typeof node === 'string') return node.replace(/\s+/g, ' ');
  if (LEFT_OUT.has(node.name)) return '';
  if (node.name === 's') return ' '.repeat(Math.min(Number(attributeOf(node, 'c') ?? 1) || 1, 100));
  if (node.name === 'tab') return ' ';
  if (node.name === 'line-break') return '\n';
  if (node.name === 'note') {
    const [citation, body] = elementsOf(node);
    notes.push(`註 ${citation ? tidy(textOf(citation)) : ''}：${body ? tidy(odfInline(body)) : ''}`);
    return '';
  }
  const text = node.children.map((child) => odfInline(child, notes)).join('');
  return node.name === 'p' || node.name === 'h' ? `${text} ` : text;
}

function listLines(list: XmlElement, ordered: (style: string) => boolean, depth = 0, style = ''): string[] {
  const own = attributeOf(list, 'style-name') ?? style;
  let number = 0;
  return elementsOf(list).flatMap((item) => {
    if (item.name !== 'list-item' && item.name !== 'list-header') return [];
    number += 1;
    const mark = ordered(`${own} ${depth + 1}`) ? `${number}.` : '-';
    const inner = elementsOf(item).filter(({ name }) => name === 'list');
    const text = tidy(
      elementsOf(item)
        .filter((child) => !inner.includes(child))
        .map((child) => odfInline(child))
        .join(' '),
    );
    const line = text ? [`${'  '.repeat(Math.min(depth, 8))}${mark} ${text}`] : [];
    return [...line, ...(depth < 50 ? inner.flatMap((one) => listLines(one, ordered, depth + 1, own)) : [])];
  });
}

function rowsOf(table: XmlElement): { row: XmlElement; header: boolean }[] {
  return elementsOf(table).flatMap((element) => {
    if (element.name === 'table-row') return [{ row: element, header: false }];
    if (element.name === 'table-header-rows')
      return rowsOf(element).map(({ row }) => ({ row, header: true }));
    return element.name === 'table-rows' || element.name === 'table-row-group' ? rowsOf(element) : [];
  });
}

export function odfTable(table: XmlElement, place: Place): Block | undefined {
  const rows = rowsOf(table);
  const grid = gridOf(
    rows.map(({ row }) =>
      elementsOf(row, 'table-cell').map(
        (cell): RawCell => ({
          text: odfInline(cell),
          columns: Number(attributeOf(cell, 'number-columns-spanned')) || 1,
          rows: Number(attributeOf(cell, 'number-rows-spanned')) || 1,
        }),
      ),
    ),
  );
  if (grid.length === 0) return undefined;
  const marked = rows.filter(({ header }) => header).length;
  const named = nameColumns(grid, marked || undefined);
  return { kind: 'table', header: named.header, rows: named.rows.map((cells) => ({ cells })), place };
}

export interface OdfTextOptions {
  readonly place: Place;
  /** Whether a list style numbers its items at a level: `L1 2`. */
  ordered(styleAndLevel: string): boolean;
  isTitle(paragraphStyle: string): boolean;
}

/** Blocks of a text: headings, paragraphs with their notes, lists, tables, and what sections and frames hold. */
export function odfBlocks(parent: XmlElement, options: OdfTextOptions): { blocks: Block[]; title?: string } {
  const blocks: Block[] = [];
  const { place } = options;
  let title: string | undefined;
  const text = (content: string): TextBlock => ({ kind: 'text', text: content, place });
  const visit = (element: XmlElement): void => {
    if (LEFT_OUT.has(element.name)) return;
    if (element.name === 'h' || element.name === 'p') {
      const notes: string[] = [];
      const content = tidy(odfInline(element, notes));
      const level = element.name === 'h' ? Number(attributeOf(element, 'outline-level') ?? 1) : 0;
      if (title === undefined && content && options.isTitle(attributeOf(element, 'style-name') ?? ''))
        title = content;
      else if (content)
        blocks.push(level > 0 ? { kind: 'heading', level, text: content, place } : text(content));
      blocks.push(...notes.map(text));
    } else if (element.name === 'list') {
      const lines = listLines(element, options.ordered);
      if (lines.length > 0) blocks.push(text(lines.join('\n')));
    } else if (element.name === 'table') {
      const table = odfTable(element, place);
      if (table) blocks.push(table);
    } else elementsOf(element).forEach(visit);
  };
  elementsOf(parent).forEach(visit);
  return { blocks, ...(title !== undefined && { title }) };
}
