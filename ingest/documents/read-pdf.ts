import { getDocumentProxy, getResolvedPDFJS } from 'unpdf';
import { fillArrayBuffer } from './fill-array-buffer.ts';
import { limits } from './limits.ts';
import type { Block, Outline, TableBlock } from './outline.ts';
import { tidy } from './outline.ts';
import { CharacterMaps } from './pdf-cmaps.ts';
import { withoutMargins } from './pdf-margins.ts';
import { cellsOf, linesOf, type Matrix, type PdfCell, type PdfLine, type TextItem } from './pdf-page.ts';
import { joinPages, PageReader, sizesOf, usualGap } from './pdf-paragraphs.ts';
import { type Drawing, type DrawingOperators, gridsOf, type RuledGrid, rulesOf } from './pdf-rules.ts';
import { findTables } from './pdf-tables.ts';
import { DocumentRefused } from './refusals.ts';

/** Pages hold at least so many characters on average; a scan with a stamp on each holds fewer. */
const CHARACTERS_PER_PAGE = 8;

interface ReadPage {
  readonly height: number;
  readonly lines: readonly PdfLine[];
  readonly grids: readonly RuledGrid[];
}

type PdfDocument = Awaited<ReturnType<typeof getDocumentProxy>>;

async function openPdf(bytes: Uint8Array): Promise<PdfDocument> {
  fillArrayBuffer();
  try {
    // Pictures are dropped as they come: one pixel is the largest that would be decoded.
    return await getDocumentProxy(bytes, {
      verbosity: 0,
      maxImageSize: 1,
      isEvalSupported: false,
      disableFontFace: true,
      enableXfa: false,
      useWorkerFetch: false,
      cMapUrl: '/',
      cMapPacked: false,
      BinaryDataFactory: CharacterMaps,
    });
  } catch (cause) {
    const isLocked = cause instanceof Error && cause.name === 'PasswordException';
    throw new DocumentRefused(isLocked ? 'encrypted' : 'broken', { cause });
  }
}

/** Some text stands beside other text on its line, or back above it, as cells of a table do. */
function mayHoldTable(cells: readonly PdfCell[]): boolean {
  return cells.some((cell, at) => {
    const before = cells[at - 1];
    return before !== undefined && cell.x >= before.right && cell.y <= before.y + 0.35 * cell.size;
  });
}

async function readPage(document: PdfDocument, number: number, ops: DrawingOperators): Promise<ReadPage> {
  const page = await document.getPage(number);
  const view = page.getViewport({ scale: 1 });
  const { items } = await page.getTextContent();
  const matrix = view.transform as unknown as Matrix;
  const cells = cellsOf(
    items.flatMap((item) => ('str' in item ? [item as TextItem] : [])),
    matrix,
  );
  const grids = mayHoldTable(cells)
    ? gridsOf(rulesOf((await page.getOperatorList()) as Drawing, matrix, ops))
    : [];
  page.cleanup();
  return { height: view.height, lines: linesOf(cells), grids };
}

async function titleIn(document: PdfDocument): Promise<string | undefined> {
  const { info } = await document.getMetadata().catch(() => ({ info: {} }));
  const title = (info as Record<string, unknown>).Title;
  return (typeof title === 'string' && tidy(title)) || undefined;
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((cell, at) => cell === b[at]);
}

/** A table that goes on over the page repeats its header, or its rows just go on: one header for all of them. */
function nameContinued(blocks: readonly Block[]): Block[] {
  let before: TableBlock | undefined;
  return blocks.map((block) => {
    if (block.kind !== 'table') {
      before = undefined;
      return block;
    }
    const [first] = block.rows;
    const goesOn =
      before &&
      block.header.length === 0 &&
      first?.cells.length === before.header.length &&
      before.header.length > 0;
    const named = goesOn && before ? { ...block, header: before.header } : block;
    before = isSame(named.header, before?.header ?? []) || named.header.length > 0 ? named : undefined;
    return named;
  });
}

/** Reads a PDF: headings by their size, paragraphs, lists and tables, page by page. */
export async function readPdf(bytes: Uint8Array): Promise<Outline> {
  const document = await openPdf(bytes);
  if (document.numPages > limits.pages) throw new DocumentRefused('tooLong');
  const { OPS } = await getResolvedPDFJS();
  const pages: ReadPage[] = [];
  for (let number = 1; number <= document.numPages; number += 1)
    pages.push(await readPage(document, number, OPS as unknown as DrawingOperators));
  const title = await titleIn(document);
  await document.destroy();
  const kept = withoutMargins(pages);
  const characters = kept
    .flat()
    .reduce((sum, { cells }) => sum + cells.reduce((n, { text }) => n + text.length, 0), 0);
  if (characters < CHARACTERS_PER_PAGE * pages.length) throw new DocumentRefused('noText');
  const sizes = sizesOf(kept.flat());
  const gap = usualGap(kept, sizes);
  const read = pages.map(({ grids }, at) => {
    const entries = findTables(kept[at]!, grids, at + 1);
    return new PageReader(at + 1, sizes, gap, entries).read(entries);
  });
  return { format: 'pdf', title, pages: pages.length, blocks: nameContinued(joinPages(read)) };
}
