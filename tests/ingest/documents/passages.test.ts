import { describe, expect, it } from 'vitest';
import { cutPassages } from '../../../ingest/documents/cut-passages.ts';
import { documentId, documentIdOfUrl } from '../../../ingest/documents/document-id.ts';
import type { Block, Outline } from '../../../ingest/documents/outline.ts';
import { toSource } from '../../../ingest/documents/to-source.ts';

const table = (place: Block['place'], rows: readonly (readonly string[])[], row?: number): Block => ({
  kind: 'table',
  header: ['機關', '預算'],
  rows: rows.map((cells, at) => ({ cells, ...(row !== undefined && { row: row + at }) })),
  place,
});
const text = (words: string, place: Block['place'] = {}): Block => ({ kind: 'text', text: words, place });
const heading = (level: number, words: string, place: Block['place'] = {}): Block => ({
  kind: 'heading',
  level,
  text: words,
  place,
});

describe('a passage of a document', () => {
  it('says its page and its table, numbered as the caption numbers it', () => {
    const blocks = [
      heading(1, '成果', { page: 12 }),
      text('說明。', { page: 12 }),
      text('表 3　各機關預算', { page: 12 }),
      table({ page: 12 }, [['資訊處', '480']]),
    ];
    expect(cutPassages(blocks, 'zh-TW')).toEqual([
      { section: ['成果', '第 12 頁'], text: '說明。' },
      { section: ['成果', '表 3　各機關預算', '第 12 頁，表 3'], text: '- 機關：資訊處；預算：480' },
    ]);
    expect(cutPassages(blocks, 'en')[1]).toEqual({
      section: ['成果', '表 3　各機關預算', 'p. 12, table 3'],
      text: '- 機關: 資訊處; 預算: 480',
    });
  });

  it('counts tables where no caption does, and does not guess where some have one', () => {
    const plain = cutPassages([table({}, [['甲', '1']]), table({}, [['乙', '2']])], 'zh-TW');
    expect(plain.map(({ section }) => section)).toEqual([['表 1'], ['表 2']]);
    const mixed = cutPassages(
      [text('表 十二：預算'), table({}, [['甲', '1']]), table({}, [['乙', '2']])],
      'zh-TW',
    );
    expect(mixed.map(({ section }) => section.at(-1))).toEqual(['表 12', '表格']);
  });

  it('says its slide, and that it is from the notes', () => {
    const blocks = [text('重點。', { slide: 3 }), text('口述。', { slide: 3, notes: true })];
    expect(cutPassages(blocks, 'zh-TW').map(({ section }) => section)).toEqual([
      ['第 3 張投影片'],
      ['第 3 張投影片，備忘稿'],
    ]);
  });

  it('says its sheet and row, one row each', () => {
    const passages = cutPassages(
      [
        table(
          { sheet: '預算' },
          [
            ['甲', '1'],
            ['乙', '2'],
          ],
          3,
        ),
      ],
      'zh-TW',
    );
    expect(passages.map(({ section }) => section)).toEqual([
      ['工作表 預算，第 3 列'],
      ['工作表 預算，第 4 列'],
    ]);
  });

  it('holds several rows where a sheet has more rows than a source may have passages', () => {
    const rows = Array.from({ length: 9_000 }, (_, n) => [`機關 ${n}`, `${n}`]);
    const passages = cutPassages([table({ sheet: '甲' }, rows, 2)], 'zh-TW');
    expect(passages.length).toBeLessThan(2_000);
    expect(passages[0]!.section[0]).toMatch(/^工作表 甲，第 2–\d+ 列$/);
  });

  it('stays on one screen, and loses nothing of a long text', () => {
    const long = Array.from({ length: 300 }, (_, n) => `第${n}點要說明清楚。`).join('');
    const passages = cutPassages([text(long)], 'zh-TW');
    expect(Math.max(...passages.map((passage) => passage.text.length))).toBeLessThanOrEqual(1_200);
    expect(passages.map((passage) => passage.text).join('')).toBe(long);
  });
});

describe('the source made of a document', () => {
  const options = { externalId: 'x', name: 'folder/plan.docx', visibility: 'public' };
  const source = (outline: Partial<Outline>) =>
    toSource({ format: 'docx', blocks: [text('內文。')], ...outline }, options);

  it('is called by its heading, its properties or its file, in that order', () => {
    expect(
      source({ title: '屬性標題', blocks: [heading(1, '計畫'), heading(2, '目的'), text('內文。')] }).title,
    ).toBe('計畫');
    expect(source({ title: '屬性標題' }).title).toBe('屬性標題');
    expect(source({ title: 'Microsoft Word - 文件1' }).title).toBe('plan');
    expect(source({}).title).toBe('plan');
  });

  it('is the same each time, and has an id of its own for each file and address', () => {
    expect(source({})).toEqual(source({}));
    expect(new Set(['plan.pdf', 'plan.xlsx', '計畫.pdf', '！.pdf'].map(documentId)).size).toBe(4);
    expect(documentIdOfUrl('https://a.example/docs/plan.pdf?v=2')).toBe('a.example-docs-plan.pdf-v-2');
  });

  it('is in the language of most of its text', () => {
    expect(source({ blocks: [text('Staff check every answer before it is sent.')] }).language).toBe('en');
    expect(source({}).language).toBe('zh-TW');
  });
});
