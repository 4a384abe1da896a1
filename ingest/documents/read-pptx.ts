import type { Block, Outline, Place } from './outline.ts';
import { tidy } from './outline.ts';
import { DocumentRefused } from './refusals.ts';
import { relationsOf } from './relations.ts';
import { gridOf, nameColumns, type RawCell } from './tables.ts';
import { childOf, descendantsOf, elementsOf, parseXml, textOf, type XmlElement } from './xml.ts';
import type { Package } from './zip.ts';

const TITLES = new Set(['title', 'ctrTitle']);
/** Date, footer and slide number stand on every slide. */
const REPEATED = new Set(['dt', 'ftr', 'sldNum', 'hdr', 'sldImg']);

function paragraphText(paragraph: XmlElement): string {
  const parts = elementsOf(paragraph).map((element) => {
    if (element.name === 'br') return ' ';
    if (element.name !== 'r' && element.name !== 'fld') return '';
    const text = childOf(element, 't');
    return text ? textOf(text) : '';
  });
  return tidy(parts.join(''));
}

function levelOf(paragraph: XmlElement): number {
  return Number(childOf(paragraph, 'pPr')?.attributes.lvl ?? 0) || 0;
}

function placeholderOf(shape: XmlElement): string | undefined {
  const [mark] = elementsOf(shape)
    .filter(({ name }) => name.startsWith('nv'))
    .flatMap((nv) => descendantsOf(nv, 'ph'));
  return mark && (mark.attributes.type ?? 'body');
}

/** Paragraphs of a body are its points, a line each. */
function pointsOf(body: XmlElement, isList: boolean): string {
  const lines = elementsOf(body, 'p')
    .map((paragraph) => ({ text: paragraphText(paragraph), level: levelOf(paragraph) }))
    .filter(({ text }) => text !== '');
  const listed = isList && lines.length > 1;
  return lines.map(({ text, level }) => `${'  '.repeat(level)}${listed ? '- ' : ''}${text}`).join('\n');
}

function tableOf(table: XmlElement, place: Place): Block | undefined {
  const rows = elementsOf(table, 'tr').map((row) =>
    elementsOf(row, 'tc')
      .filter(({ attributes }) => attributes.hMerge !== '1' && attributes.vMerge !== '1')
      .map(
        (cell): RawCell => ({
          text: descendantsOf(cell, 'p').map(paragraphText).join(' '),
          columns: Number(cell.attributes.gridSpan) || 1,
          rows: Number(cell.attributes.rowSpan) || 1,
        }),
      ),
  );
  const grid = gridOf(rows);
  if (grid.length === 0) return undefined;
  const marked = childOf(table, 'tblPr')?.attributes.firstRow === '1' ? 1 : undefined;
  const named = nameColumns(grid, marked);
  return { kind: 'table', header: named.header, rows: named.rows.map((cells) => ({ cells })), place };
}

interface SlideText {
  title: string;
  readonly blocks: Block[];
}

function readShapes(tree: XmlElement, place: Place, slide: SlideText): void {
  for (const shape of elementsOf(tree)) {
    if (shape.name === 'grpSp') readShapes(shape, place, slide);
    if (shape.name === 'graphicFrame')
      for (const table of descendantsOf(shape, 'tbl')) {
        const block = tableOf(table, place);
        if (block) slide.blocks.push(block);
      }
    const body = shape.name === 'sp' ? childOf(shape, 'txBody') : undefined;
    if (!body) continue;
    const placeholder = placeholderOf(shape) ?? '';
    if (REPEATED.has(placeholder)) continue;
    if (TITLES.has(placeholder) && slide.title === '') {
      slide.title = tidy(pointsOf(body, false));
      continue;
    }
    const text = pointsOf(body, placeholder === 'body' || placeholder === 'obj');
    if (text) slide.blocks.push({ kind: 'text', text, place });
  }
}

function readShapeTree(xml: string, place: Place): SlideText {
  const slide: SlideText = { title: '', blocks: [] };
  const tree = childOf(parseXml(xml), 'cSld', 'spTree');
  if (tree) readShapes(tree, place, slide);
  return slide;
}

function notesOf(parts: Package, part: string, number: number): Block[] {
  const notes = [...relationsOf(parts, part).values()].find(({ type }) => type === 'notesSlide');
  const xml = notes && parts.xml(notes.target);
  return xml ? readShapeTree(xml, { slide: number, notes: true }).blocks : [];
}

function slideBlocks(parts: Package, part: string, number: number): Block[] {
  const xml = parts.xml(part);
  if (xml === undefined) throw new DocumentRefused('broken');
  const place = { slide: number };
  const { title, blocks } = readShapeTree(xml, place);
  const heading: Block[] = title ? [{ kind: 'heading', level: 1, text: title, place }] : [];
  return [...heading, ...blocks, ...notesOf(parts, part, number)];
}

/** Reads slides in their order, with speakers' notes; hidden slides keep their number and are left out. */
export function readPptx(parts: Package): Outline {
  const main = 'ppt/presentation.xml';
  const xml = parts.xml(main);
  if (xml === undefined) throw new DocumentRefused('broken');
  const relations = relationsOf(parts, main);
  const slides = descendantsOf(parseXml(xml), 'sldId').map(
    ({ attributes }) => relations.get(attributes['r:id'] ?? '')?.target,
  );
  const blocks = slides.flatMap((part, at) => {
    if (!part || /<(?:\w+:)?sld\b[^>]*\bshow="(?:0|false)"/.test(parts.xml(part) ?? '')) return [];
    return slideBlocks(parts, part, at + 1);
  });
  return { format: 'pptx', pages: slides.length, blocks };
}
