import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseDocument } from '../../../ingest/documents/parse-document.ts';
import { describeOutline } from './describe-outline.ts';

const folder = new URL('../../fixtures/documents/', import.meta.url);
const names = readdirSync(new URL('outlines/', folder)).map((file) => file.replace(/\.txt$/, ''));

/** Made by LibreOffice, pandoc, python-docx, openpyxl, python-pptx, odfpy and reportlab; see make.py beside them. */
describe('documents made by other software', () => {
  it('are at least forty, of every format', () => {
    expect(names.length).toBeGreaterThanOrEqual(40);
    const formats = new Set(names.map((name) => name.split('.').at(-1)));
    expect([...formats].sort()).toEqual(
      ['csv', 'docx', 'html', 'odp', 'ods', 'odt', 'pdf', 'pptx', 'txt', 'xlsx'].sort(),
    );
  });

  it.each(names)('%s has the outline it was written with', async (name) => {
    const outline = await parseDocument(name, new Uint8Array(readFileSync(new URL(name, folder))));
    const expected = readFileSync(new URL(`outlines/${name}.txt`, folder), 'utf8')
      .trimEnd()
      .split('\n');
    expect(describeOutline(name, outline)).toEqual(expected);
  });
});
