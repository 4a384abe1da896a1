import { withCaptions } from '../../../ingest/documents/cut-passages.ts';
import type { Outline, Place } from '../../../ingest/documents/outline.ts';
import { titleOf } from '../../../ingest/documents/to-source.ts';

function where({ page, slide, sheet, notes }: Place): string {
  const at = page ?? slide ?? sheet;
  return at === undefined ? '' : `[${at}${notes ? ' notes' : ''}] `;
}

/** An outline as the files under `fixtures/documents/outlines` write it: a line for each thing it holds. */
export function describeOutline(name: string, outline: Outline): string[] {
  const { title, blocks } = titleOf(outline, name);
  const isText = outline.format !== 'csv' && outline.format !== 'text';
  const isPaged =
    outline.format !== 'pptx' && outline.format !== 'odp' && !/^[ox].?[sx]/.test(outline.format);
  const lines = isText && isPaged && outline.format !== 'ods' ? [`title ${title}`] : [];
  const levels = [
    ...new Set(blocks.flatMap((block) => (block.kind === 'heading' ? [block.level] : []))),
  ].sort();
  for (const { block, caption } of withCaptions(blocks)) {
    const at = where(block.place);
    if (block.kind === 'heading') lines.push(`${at}h${levels.indexOf(block.level) + 1} ${block.text}`);
    else if (block.kind === 'text')
      for (const line of block.text.split('\n'))
        lines.push(/^\s*(?:-|\d+\.) /.test(line) ? `${at}item ${line}` : `${at}text ${line}`);
    else {
      lines.push(`${at}table ${caption ?? ''}`.trimEnd(), `  names ${block.header.join(' | ')}`);
      for (const { cells, row } of block.rows)
        lines.push(`  row ${row === undefined ? '' : `${row}: `}${cells.join(' | ')}`);
    }
  }
  return lines;
}
