import type { Language } from '../../core/language.ts';
import { limits } from './limits.ts';
import type { Block, HeadingBlock, Place, TableBlock, TableRow } from './outline.ts';
import { placeLabel } from './place-label.ts';

/** A passage holds about a screen of text; characters. */
const maxLength = 1_200;
const maxSection = 200;
const maxDepth = 7;

export interface DocumentPassage {
  readonly section: readonly string[];
  readonly text: string;
}

/** `表 3`, `表3-1`, `Table 3`: how a caption numbers its table. */
const CAPTION = /^\s*(?:附?表|table)\s*([\d一二三四五六七八九十]+)(?:[-–.]\d+)?(?=[\s:：.、，　]|$)/i;
const DIGITS = '〇一二三四五六七八九';

function numeralOf(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  const [tens = '', ones = ''] = text.includes('十') ? text.split('十') : ['', text];
  const high = text.includes('十') ? (tens === '' ? 1 : DIGITS.indexOf(tens)) : 0;
  return high * 10 + (ones === '' ? 0 : DIGITS.indexOf(ones));
}

function captionNumber(text: string): number | undefined {
  const found = text.length <= 120 ? CAPTION.exec(text)?.[1] : undefined;
  return found === undefined ? undefined : numeralOf(found);
}

/** A table with the caption printed next to it, taken out of the running text. */
export interface Captioned {
  readonly block: Block;
  readonly caption?: string | undefined;
}

export function withCaptions(blocks: readonly Block[]): Captioned[] {
  const taken = new Set<Block>();
  const captionAt = (at: number): string | undefined => {
    const block = blocks[at];
    if (block?.kind !== 'text' || taken.has(block) || captionNumber(block.text) === undefined)
      return undefined;
    taken.add(block);
    return block.text;
  };
  const captions = new Map<Block, string>();
  blocks.forEach((block, at) => {
    if (block.kind !== 'table') return;
    const text = block.caption ?? captionAt(at - 1) ?? captionAt(at + 1);
    if (text !== undefined) captions.set(block, text);
  });
  return blocks
    .filter((block) => !taken.has(block))
    .map((block) => ({ block, caption: captions.get(block) }));
}

/** One row as a line that names what each value is. */
function rowLine(cells: readonly string[], header: readonly string[], language: Language): string {
  const [colon, comma] = language === 'en' ? [': ', '; '] : ['：', '；'];
  const named = cells.flatMap((cell, at) => {
    if (cell === '' || (at > 0 && header.length === 0 && cell === cells[at - 1])) return [];
    const name = header[at];
    return [name ? `${name}${colon}${cell}` : cell];
  });
  const isPair = header.length === 0 && named.length === 2;
  return `- ${named.join(isPair ? colon : comma)}`;
}

class Cutter {
  readonly passages: DocumentPassage[] = [];
  private path: HeadingBlock[] = [];
  private lines: string[] = [];
  private length = 0;
  private place: Place = {};
  private tables = 0;
  private readonly language: Language;
  private readonly captionsNumber: boolean;
  private readonly rowPerPassage: boolean;

  constructor(blocks: readonly Captioned[], language: Language) {
    this.language = language;
    this.captionsNumber = blocks.some(({ caption }) => captionNumber(caption ?? '') !== undefined);
    const rows = blocks.reduce((sum, { block }) => sum + (block.kind === 'table' ? block.rows.length : 0), 0);
    this.rowPerPassage = rows <= limits.passages / 2;
  }

  private push(label: string, text: string, caption?: string): void {
    const headings = this.path.map((heading) => heading.text);
    const path = [...headings, ...(caption === undefined ? [] : [caption])].slice(-maxDepth);
    const section = [...path, ...(label ? [label] : [])].map((one) => one.slice(0, maxSection));
    this.passages.push({ section, text });
  }

  private flush(): void {
    const text = this.lines.join('\n\n').trim();
    this.lines = [];
    this.length = 0;
    if (text) this.push(placeLabel({ place: this.place }, this.language), text);
  }

  private isSamePlace({ page, slide, sheet, notes }: Place): boolean {
    const at = this.place;
    return page === at.page && slide === at.slide && sheet === at.sheet && notes === at.notes;
  }

  private heading(block: HeadingBlock): void {
    this.flush();
    this.path = [...this.path.filter(({ level }) => level < block.level), block];
  }

  private text(text: string, place: Place): void {
    for (const piece of cutLong(text)) {
      if (!this.isSamePlace(place) || this.length + piece.length > maxLength) this.flush();
      this.place = place;
      this.lines.push(piece);
      this.length += piece.length;
    }
  }

  private table(block: TableBlock, caption: string | undefined): void {
    this.flush();
    this.tables += 1;
    const numbered = caption === undefined ? undefined : captionNumber(caption);
    const table = numbered ?? (this.captionsNumber ? ('unnumbered' as const) : this.tables);
    for (const rows of this.groups(block)) {
      const first = rows[0]?.row;
      const last = rows.at(-1)?.row;
      const range = first === undefined || last === undefined ? undefined : ([first, last] as const);
      const lines = rows.map(({ cells }) => rowLine(cells, block.header, this.language));
      const label = placeLabel({ place: block.place, table, rows: range }, this.language);
      this.push(label, lines.join('\n').slice(0, 20_000), caption);
    }
  }

  /** Rows told by number stand alone, so that a citation names the row; others share a passage. */
  private groups({ rows, header }: TableBlock): TableRow[][] {
    const groups: TableRow[][] = [];
    let length = 0;
    for (const row of rows) {
      const line = rowLine(row.cells, header, this.language).length;
      const alone = row.row !== undefined && this.rowPerPassage;
      if (groups.length === 0 || alone || length + line > maxLength) {
        groups.push([]);
        length = 0;
      }
      groups.at(-1)!.push(row);
      length += line;
    }
    return groups;
  }

  read(blocks: readonly Captioned[]): DocumentPassage[] {
    for (const { block, caption } of blocks)
      if (block.kind === 'heading') this.heading(block);
      else if (block.kind === 'text') this.text(block.text, block.place);
      else this.table(block, caption);
    this.flush();
    return this.passages;
  }
}

/** A text over the limit is cut between its lines, then after sentence ends, and hard when it has none. */
function cutLong(text: string): string[] {
  if (text.length <= maxLength) return [text];
  const units = text
    .split('\n')
    .flatMap((line) => (line.length <= maxLength ? [`${line}\n`] : (line.match(SENTENCE) ?? [line])));
  const pieces: string[] = [];
  for (const unit of units.flatMap((one) => one.match(HARD) ?? [])) {
    const before = pieces.at(-1);
    if (before !== undefined && before.length + unit.length <= maxLength)
      pieces[pieces.length - 1] = before + unit;
    else pieces.push(unit);
  }
  return pieces.map((piece) => piece.trim()).filter(Boolean);
}

const SENTENCE = /[^。！？!?.]+(?:[。！？!?]+|\.(?=\s|$)|\.)?\s*|[。！？!?.]+\s*/gu;
const HARD = new RegExp(`[\\s\\S]{1,${maxLength}}`, 'gu');

/** Cuts a document into passages along its headings, pages and tables; each says where it stands. */
export function cutPassages(blocks: readonly Block[], language: Language): DocumentPassage[] {
  const captioned = withCaptions(blocks);
  return new Cutter(captioned, language).read(captioned);
}
