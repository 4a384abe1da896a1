import type { Block, TableBlock } from './outline.ts';
import { tidy } from './outline.ts';
import type { PdfLine } from './pdf-page.ts';
import { closeGaps, isListItem, isListMark, joinLines, withPlainBullet } from './pdf-text.ts';
import { chapterLevel } from './read-text.ts';

/** What stands on a page, top to bottom: lines of text and tables already found. */
export type PageEntry = { readonly line: PdfLine } | { readonly table: TableBlock };

/** Sizes of the document's text: what most of it is printed in, and the larger ones, largest first. */
export interface TextSizes {
  readonly body: number;
  readonly headings: readonly number[];
}

const ENDED = /[。！？；：.!?;:」』）)]$/;
const LARGER = 1.1;
const LONGEST_HEADING = 120;

const rounded = (size: number) => Math.round(size * 2) / 2;

export function sizesOf(lines: readonly PdfLine[]): TextSizes {
  const lengths = new Map<number, number>();
  for (const { size, cells } of lines)
    lengths.set(
      rounded(size),
      (lengths.get(rounded(size)) ?? 0) + cells.reduce((sum, { text }) => sum + text.length, 0),
    );
  const body = [...lengths].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 0;
  const headings = [...lengths.keys()].filter((size) => size > body * LARGER).sort((a, b) => b - a);
  return { body, headings };
}

function textOfLine(line: PdfLine): string {
  const [first, ...rest] = line.cells;
  if (first && rest.length > 0 && isListMark(first.text))
    return `${first.text} ${rest.map(({ text }) => text).join(' ')}`;
  return line.cells.map(({ text }) => text).join(' ');
}

function headingLevel(line: PdfLine, text: string, sizes: TextSizes): number {
  if (text.length > LONGEST_HEADING || !/[\p{L}]/u.test(text)) return 0;
  const rank = sizes.headings.indexOf(rounded(line.size));
  if (rank >= 0 && !isListMark(line.cells[0]?.text ?? '')) return rank + 1;
  return chapterLevel(text) > 0 ? sizes.headings.length + chapterLevel(text) : 0;
}

/** A gap counts as the usual one when it is at least this often there, of how often the commonest is. */
const OFTEN = 0.15;
/** Assumed, in font sizes, where no paragraph runs over a line. */
const ASSUMED = 1.5;

/**
 * The distance between lines of one paragraph, in points: the smallest that is common after lines that fill the
 * column and end no sentence, for those surely go on.
 */
export function usualGap(pages: readonly (readonly PdfLine[])[], { body }: TextSizes): number {
  const gaps = new Map<number, number>();
  for (const lines of pages) {
    const right = Math.max(0, ...lines.map((line) => line.right));
    lines.forEach((line, at) => {
      const before = lines[at - 1];
      if (!before || Math.abs(line.size - body) > 1 || Math.abs(before.size - body) > 1) return;
      const text = before.cells.at(-1)!.text;
      const goesOn = before.right > right - 3 * body && !ENDED.test(text) && before.cells.length === 1;
      const gap = Math.round((line.y - before.y) * 2) / 2;
      if (goesOn && gap > 0.9 * body && gap < 2.6 * body) gaps.set(gap, (gaps.get(gap) ?? 0) + 1);
    });
  }
  const most = Math.max(0, ...gaps.values());
  const common = [...gaps].filter(([, count]) => count >= most * OFTEN).map(([gap]) => gap);
  return common.length > 0 ? Math.min(...common) : ASSUMED * body;
}

interface Flow {
  text: string;
  level: number;
  last: PdfLine;
}

export class PageReader {
  readonly blocks: Block[] = [];
  private flow: Flow | undefined;
  private readonly page: number;
  private readonly sizes: TextSizes;
  private readonly gap: number;
  private readonly right: number;

  constructor(page: number, sizes: TextSizes, gap: number, entries: readonly PageEntry[]) {
    this.page = page;
    this.sizes = sizes;
    this.gap = gap;
    const lines = entries.flatMap((entry) => ('line' in entry ? [entry.line] : []));
    this.right = Math.max(0, ...lines.map(({ right }) => right));
  }

  /** Whether a line goes on with the paragraph or heading before it. */
  private continues(line: PdfLine, text: string, level: number): boolean {
    const { flow } = this;
    if (!flow || flow.level !== level || isListItem(text)) return false;
    const { last } = flow;
    const gap = line.y - last.y;
    const usual = level > 0 ? 1.7 * line.size : this.gap;
    if (gap < 0 || gap > usual * 1.22 + 1 || Math.abs(line.size - last.size) > 1) return false;
    if (level > 0) return true;
    const endedShort = last.right < this.right - 3 * line.size && /[。！？：.!?:]$/.test(flow.text);
    const isIndented = line.x > last.x + 1.2 * line.size && !isListItem(flow.text);
    return !endedShort && !isIndented;
  }

  private flush(): void {
    const { flow, page } = this;
    this.flow = undefined;
    const text = closeGaps(tidy(flow?.text ?? ''));
    if (!flow || text === '') return;
    if (flow.level > 0) this.blocks.push({ kind: 'heading', level: flow.level, text, place: { page } });
    else this.blocks.push({ kind: 'text', text: withPlainBullet(text), place: { page } });
  }

  read(entries: readonly PageEntry[]): Block[] {
    for (const entry of entries) {
      if ('table' in entry) {
        this.flush();
        this.blocks.push(entry.table);
        continue;
      }
      const text = textOfLine(entry.line);
      const level = headingLevel(entry.line, text, this.sizes);
      if (this.continues(entry.line, text, level)) {
        this.flow = { text: joinLines(this.flow!.text, text), level, last: entry.line };
      } else {
        this.flush();
        this.flow = { text, level, last: entry.line };
      }
    }
    this.flush();
    return this.blocks;
  }
}

/** A paragraph broken by the end of a page is whole again, on the page where it began. */
export function joinPages(pages: readonly (readonly Block[])[]): Block[] {
  const blocks: Block[] = [];
  for (const page of pages) {
    const [first, ...rest] = page;
    const last = blocks.at(-1);
    const isBroken =
      first?.kind === 'text' &&
      last?.kind === 'text' &&
      last.place.page !== first.place.page &&
      !ENDED.test(last.text) &&
      !isListItem(first.text) &&
      !/^- /.test(first.text) &&
      last.text.length > 20;
    if (!isBroken || !first) {
      blocks.push(...page);
      continue;
    }
    blocks[blocks.length - 1] = { ...last, text: joinLines(last.text, first.text) };
    blocks.push(...rest);
  }
  return blocks;
}
