import type { PdfLine } from './pdf-page.ts';

/** Header and footer stand within this share of the page's height from its edges. */
const MARGIN = 0.12;
const PAGE_NUMBER =
  /^[-–—\s]*(?:第\s*)?\d{1,4}\s*(?:頁)?(?:\s*[/／,，共]+\s*(?:共)?\s*\d{1,4}\s*頁?)?[-–—\s]*$|^page\s+\d+(?:\s+of\s+\d+)?$/i;

export interface PageLines {
  readonly height: number;
  readonly lines: readonly PdfLine[];
}

function isInMargin({ y }: PdfLine, height: number): boolean {
  return y < height * MARGIN || y > height * (1 - MARGIN);
}

function keyOf({ cells, y }: PdfLine): string {
  const text = cells
    .map((cell) => cell.text)
    .join(' ')
    .replace(/\d+/g, '#');
  return `${Math.round(y / 6)} ${text}`;
}

/** Leaves out page numbers, and what stands in the margin at the same height on half of the pages or more. */
export function withoutMargins(pages: readonly PageLines[]): PdfLine[][] {
  const counts = new Map<string, number>();
  for (const { height, lines } of pages)
    for (const key of new Set(lines.filter((line) => isInMargin(line, height)).map(keyOf)))
      counts.set(key, (counts.get(key) ?? 0) + 1);
  const needed = Math.max(2, Math.min(pages.length / 2, 20));
  return pages.map(({ height, lines }) =>
    lines.filter((line) => {
      if (!isInMargin(line, height)) return true;
      const isNumber = PAGE_NUMBER.test(line.cells.map(({ text }) => text).join(' '));
      return !isNumber && (counts.get(keyOf(line)) ?? 0) < needed;
    }),
  );
}
