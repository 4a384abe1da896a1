import type { DomNode } from '@mixmark-io/domino';
import { limits } from './limits.ts';
import type { Block } from './outline.ts';
import { tidy } from './outline.ts';
import { DocumentRefused } from './refusals.ts';
import { gridOf, nameColumns, type RawCell } from './tables.ts';

/** Never text a person reads. */
const SKIPPED = new Set(
  'SCRIPT STYLE NOSCRIPT TEMPLATE IFRAME OBJECT SVG MATH CANVAS FORM BUTTON SELECT INPUT TEXTAREA HEAD AUDIO VIDEO'.split(
    ' ',
  ),
);
const INLINE = new Set(
  'A ABBR B BDI BDO CITE CODE DATA DFN EM FONT I KBD LABEL MARK Q RUBY RB S SAMP SMALL SPAN STRONG SUB SUP TIME U VAR WBR INS DEL BIG TT RP RT #text'.split(
    ' ',
  ),
);
const HEADING = /^H([1-6])$/;

export function childrenOf(node: DomNode): DomNode[] {
  const children: DomNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) children.push(child);
  return children;
}

export function isSkipped(node: DomNode): boolean {
  if (node.nodeType === 3) return false;
  if (node.nodeType !== 1 || SKIPPED.has(node.nodeName.toUpperCase())) return true;
  const style = node.getAttribute('style') ?? '';
  return (
    node.getAttribute('hidden') !== null ||
    node.getAttribute('aria-hidden') === 'true' ||
    /display\s*:\s*none|visibility\s*:\s*hidden/i.test(style)
  );
}

/** Where a reference to a note leads, in the ways word processors and converters write it, and what the note is called. */
const NOTE_LINK = /^#((?:foot|end)note-\d+|fn:?\d+|sd(?:foot|end)note\d+)(?:sym)?$/;
const NOTE_ID = /^(?:(?:foot|end)note-\d+|fn:?\d+|sd(?:foot|end)note\d+)$/;

/** Notes by what they are called, and the elements that hold them. */
export interface FoundNotes {
  readonly texts: ReadonlyMap<string, string>;
  readonly elements: ReadonlySet<DomNode>;
}

function isBackLink(node: DomNode): boolean {
  return (
    node.nodeType === 1 && node.nodeName.toUpperCase() === 'A' && /^#/.test(node.getAttribute('href') ?? '')
  );
}

function noteText(node: DomNode): string {
  if (node.nodeType === 3) return node.nodeValue ?? '';
  return isBackLink(node) ? '' : childrenOf(node).map(noteText).join('');
}

export function findNotes(root: DomNode): FoundNotes {
  const texts = new Map<string, string>();
  const elements = new Set<DomNode>();
  const visit = (node: DomNode, depth: number): void => {
    for (const child of childrenOf(node)) {
      const id = child.nodeType === 1 ? (child.getAttribute('id') ?? '') : '';
      if (NOTE_ID.test(id)) {
        texts.set(id, tidy(noteText(child)));
        elements.add(child);
      } else if (depth < limits.depth) visit(child, depth + 1);
    }
  };
  visit(root, 0);
  return { texts, elements };
}

/** Walks a tree of HTML and writes down its blocks. */
export class HtmlBlocks {
  readonly blocks: Block[] = [];
  private inline = '';
  private notes: string[] = [];
  private noteCount = 0;
  private readonly found: FoundNotes;

  constructor(found: FoundNotes) {
    this.found = found;
  }

  private add(block: Block): void {
    if (this.blocks.length >= limits.blocks) throw new DocumentRefused('tooLong');
    this.blocks.push(block);
  }

  private flush(): void {
    const text = this.inline
      .split('\n')
      .map(tidy)
      .filter((line) => line !== '')
      .join('\n');
    this.inline = '';
    if (text) this.add({ kind: 'text', text, place: {} });
    this.writeNotes();
  }

  private writeNotes(): void {
    for (const note of this.notes.splice(0)) {
      this.noteCount += 1;
      const text = this.found.texts.get(note);
      if (text) this.add({ kind: 'text', text: `註 ${this.noteCount}：${text}`, place: {} });
    }
  }

  /** The text of a node in one line, line breaks kept. */
  private inlineText(node: DomNode, depth = 0): string {
    if (node.nodeType === 3) return (node.nodeValue ?? '').replace(/\s+/g, ' ');
    if (isSkipped(node) || depth > limits.depth) return '';
    const name = node.nodeName.toUpperCase();
    if (name === 'BR') return '\n';
    if (name === 'RT' || name === 'RP') return '';
    const note = name === 'A' ? NOTE_LINK.exec(node.getAttribute('href') ?? '')?.[1] : undefined;
    if (note !== undefined && this.found.texts.has(note)) {
      this.notes.push(note);
      return '';
    }
    const text = childrenOf(node)
      .map((child) => this.inlineText(child, depth + 1))
      .join('');
    return INLINE.has(name) ? text : ` ${text} `;
  }

  private list(node: DomNode, depth: number, lines: string[]): string[] {
    const ordered = node.nodeName.toUpperCase() === 'OL';
    let number = Number(node.getAttribute('start') ?? 1) || 1;
    for (const item of childrenOf(node)) {
      if (isSkipped(item) || this.found.elements.has(item)) continue;
      const name = item.nodeName.toUpperCase();
      if (name === 'OL' || name === 'UL') this.list(item, depth + 1, lines);
      if (name !== 'LI') continue;
      const nested = childrenOf(item).filter((child) => /^[OU]L$/i.test(child.nodeName));
      const own = childrenOf(item).filter((child) => !nested.includes(child));
      const text = tidy(own.map((child) => this.inlineText(child)).join(''));
      if (text) lines.push(`${'  '.repeat(Math.min(depth, 8))}${ordered ? `${number}.` : '-'} ${text}`);
      number += 1;
      if (depth < limits.depth) for (const inner of nested) this.list(inner, depth + 1, lines);
    }
    return lines;
  }

  private rowsOf(table: DomNode): { cells: RawCell[]; header: boolean }[] {
    return childrenOf(table).flatMap((node) => {
      const name = node.nodeName.toUpperCase();
      if (/^T(HEAD|BODY|FOOT)$/.test(name))
        return this.rowsOf(node).map((row) => ({ ...row, header: row.header || name === 'THEAD' }));
      if (name !== 'TR') return [];
      const cells = childrenOf(node).filter((cell) => /^T[HD]$/i.test(cell.nodeName));
      return [
        {
          header: cells.length > 1 && cells.every((cell) => cell.nodeName.toUpperCase() === 'TH'),
          cells: cells.map((cell) => ({
            text: this.inlineText(cell),
            columns: Number(cell.getAttribute('colspan')) || 1,
            rows: Number(cell.getAttribute('rowspan')) || 1,
          })),
        },
      ];
    });
  }

  private table(node: DomNode): void {
    const rows = this.rowsOf(node);
    const marked = rows.findIndex(({ header }) => !header);
    const grid = gridOf(rows.map(({ cells }) => cells));
    const caption = childrenOf(node).find((child) => child.nodeName.toUpperCase() === 'CAPTION');
    if (grid.length === 0) return;
    if (grid.length === 1 || (grid[0]?.length ?? 0) < 2) {
      this.layoutTable(grid);
      return;
    }
    const { header, rows: named } = nameColumns(grid, marked > 0 ? marked : undefined);
    this.add({
      kind: 'table',
      ...(caption && { caption: tidy(this.inlineText(caption)) }),
      header,
      rows: named.map((cells) => ({ cells })),
      place: {},
    });
    this.writeNotes();
  }

  /** A table of one row or one column frames text; it relates nothing. */
  private layoutTable(grid: readonly (readonly string[])[]): void {
    for (const text of grid.flat().filter(Boolean)) this.add({ kind: 'text', text, place: {} });
  }

  private definitions(node: DomNode): void {
    let term = '';
    for (const item of childrenOf(node)) {
      const text = isSkipped(item) ? '' : tidy(this.inlineText(item));
      if (/^DT$/i.test(item.nodeName)) term = text;
      else if (text) this.add({ kind: 'text', text: term ? `${term}：${text}` : text, place: {} });
    }
  }

  /** @param kept nodes left out, such as a page's menus */
  walk(node: DomNode, isLeftOut: (node: DomNode) => boolean = () => false, depth = 0): void {
    if (depth > limits.depth * 5) throw new DocumentRefused('tooLong');
    for (const child of childrenOf(node)) {
      const name = child.nodeName.toUpperCase();
      if (isSkipped(child) || isLeftOut(child) || this.found.elements.has(child)) continue;
      if (INLINE.has(name) || child.nodeType === 3 || name === 'BR') {
        this.inline += this.inlineText(child);
        continue;
      }
      this.flush();
      this.block(child, name, isLeftOut, depth);
      this.flush();
    }
    if (depth === 0) this.flush();
  }

  private block(node: DomNode, name: string, isLeftOut: (node: DomNode) => boolean, depth: number): void {
    const heading = HEADING.exec(name)?.[1];
    if (heading !== undefined) {
      const text = tidy(this.inlineText(node));
      if (text) this.add({ kind: 'heading', level: Number(heading), text, place: {} });
    } else if (name === 'UL' || name === 'OL') {
      const lines = this.list(node, 0, []);
      if (lines.length > 0) this.add({ kind: 'text', text: lines.join('\n'), place: {} });
    } else if (name === 'TABLE') this.table(node);
    else if (name === 'DL') this.definitions(node);
    else this.walk(node, isLeftOut, depth + 1);
  }
}
