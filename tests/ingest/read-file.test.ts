import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ColumnMapping } from '../../ingest/column-mapping.ts';
import { type FileToRead, readFile } from '../../ingest/read-file.ts';
import type { ReadRecord } from '../../ingest/read-jsonl.ts';
import { projectRoot } from '../support/project-files.ts';

const fixture = (name: string) => readFileSync(join(projectRoot, 'tests/fixtures/ingest', name));
const bytes = (text: string) => new TextEncoder().encode(text);
const open = (name: string, content: Uint8Array | string, rest: Partial<FileToRead> = {}) =>
  readFile({
    name,
    bytes: typeof content === 'string' ? bytes(content) : content,
    visibility: 'government',
    ...rest,
  });
/** What the first record of a file asks for. */
const readFirst = async (...file: Parameters<typeof open>) => (await open(...file))[0]!.read();
const sourceOf = (record: ReadRecord) => {
  if (!('source' in record)) throw new Error('not a source');
  return record.source;
};

describe('a Markdown file', () => {
  it('gives its front matter and one passage per section, each in its own language', async () => {
    const source = sourceOf(await readFirst('guide.md', fixture('guide.md')));
    expect(source).toMatchObject({
      externalId: 'guide-voice',
      kind: 'document',
      title: '櫃檯語音紀錄作業要點',
      titleEn: 'Guide to voice notes at the counter',
      url: 'https://example.org/guide',
      visibility: 'public',
      language: 'zh-TW',
      validFrom: '2026-01-01',
      reviewedOn: '2026-06-30',
    });
    expect(source.passages.map(({ section, language }) => ({ section, language }))).toEqual([
      { section: [], language: 'zh-TW' },
      { section: ['保存期限'], language: 'zh-TW' },
      { section: ['Accuracy'], language: 'en' },
    ]);
    expect(source.passages[1]!.text).toBe('錄音檔保存三十日，到期自動刪除。');
    expect(source.passages[0]!.keywords).toEqual(['語音轉文字', '逐字稿']);
  });

  it('without front matter takes id and title from name and heading, and the given visibility', async () => {
    const source = sourceOf(await readFirst('作業 要點.md', '# 標題\n\n內容。'));
    expect(source).toMatchObject({ externalId: '作業-要點', title: '標題', visibility: 'government' });
  });

  it.each([
    ['broken front matter', '---\ntitle: [a\n---\ntext'],
    ['a visibility there is not', '---\nvisibility: everybody\n---\ntext'],
    ['no text at all', '---\ntitle: a\n---\n'],
  ])('is refused for %s', async (_, text) => {
    await expect(readFirst('a.md', text)).rejects.toThrow();
  });
});

describe('a JSONL file', () => {
  it('gives one source per line with the number of the line, blank lines skipped', async () => {
    const records = await open(
      'a.jsonl',
      '{"id":1,"title":"","text":"甲"}\r\n\r\n{"id":"b","text":"B is a letter","visibility":"public"}\n',
    );
    expect(records.map(({ line }) => line)).toEqual([1, 3]);
    expect(sourceOf(records[0]!.read())).toMatchObject({
      externalId: '1',
      title: '',
      visibility: 'government',
    });
    expect(sourceOf(records[1]!.read())).toMatchObject({
      externalId: 'b',
      visibility: 'public',
      language: 'en',
    });
  });

  it('keeps a text exactly as written', async () => {
    const text = '  全形　空白，１２３ 與 臺/台 不變。';
    const [record] = await open('a.jsonl', JSON.stringify({ id: 'a', text: `${text}` }));
    expect(sourceOf(record!.read()).passages[0]!.text).toBe(text.trim());
  });

  it('cuts a long text into passages that together say all of it', async () => {
    const text = Array.from({ length: 300 }, (_, n) => `第${n}句話說明一件事。`).join('');
    const { passages } = sourceOf(await readFirst('a.jsonl', JSON.stringify({ id: 'a', text })));
    expect(passages.length).toBeGreaterThan(1);
    expect(passages.map((passage) => passage.text).join('')).toBe(text);
  });

  it('reads a withdrawal', async () => {
    expect(await readFirst('a.jsonl', '{"id":"a","removed":true}')).toEqual({ remove: 'a' });
  });

  it.each([
    '{"id":"a"',
    '{"title":"no id","text":"x"}',
    '{"id":"a"}',
    '{"id":"a","text":"  "}',
    '{"id":"a b","text":"x"}',
    '[]',
    '{"id":"a","text":"x","visibility":"all"}',
  ])('refuses the line %s', async (line) => {
    await expect(readFirst('a.jsonl', line)).rejects.toThrow();
  });

  it('that is not UTF-8 is refused as a whole', async () => {
    await expect(open('a.jsonl', Uint8Array.of(0x7b, 0xff, 0xfe))).rejects.toThrow('not UTF-8');
  });
});

describe('a CSV file', () => {
  const mapping = ColumnMapping.parse({
    id: ['Agency', 'Use Case'],
    idPrefix: 'inventory-',
    title: ['Use Case', 'Agency'],
    passage: { Purpose: 'Purpose', Agency: 'Agency', Note: '' },
    keywords: 'Topic',
    url: 'Link',
  });
  const head = 'Use Case,Agency,Purpose,Note,Topic,Link';

  it('becomes sources by its column mapping, empty cells left out', async () => {
    const csv = `${head}\nMail sorting,Post Office,Sorts letters,,logistics,https://example.org/a\n`;
    expect(sourceOf(await readFirst('a.csv', csv, { mapping }))).toMatchObject({
      externalId: 'inventory-Post-Office-Mail-sorting',
      title: 'Mail sorting · Post Office',
      url: 'https://example.org/a',
      language: 'en',
      passages: [{ text: 'Purpose: Sorts letters\nAgency: Post Office', keywords: ['logistics'] }],
    });
  });

  it('without a mapping needs the columns of a JSONL record', async () => {
    const [record] = await open('a.csv', 'id,title,text\nx,標題,內文。\n');
    expect(sourceOf(record!.read())).toMatchObject({
      externalId: 'x',
      title: '標題',
      passages: [{ text: '內文。' }],
    });
    await expect(open('a.csv', 'name,body\nx,y\n')).rejects.toThrow(
      'missing columns: id, text; found: name, body',
    );
  });

  it('with a byte order mark has no stray character in its first column', async () => {
    const csv = bytes(`\uFEFF${head}\nA,B,C,,,\n`);
    expect(sourceOf(await readFirst('a.csv', csv, { mapping })).title).toBe('A · B');
  });

  it('in Windows-1252 keeps its dashes and quotes', async () => {
    const [before, after] = ['A,Department of Veterans Affairs,Reads notes ', ' quickly,,,\n'];
    const csv = Buffer.concat([
      bytes(`${head}\n${before}`),
      Uint8Array.of(0x96, 0x20, 0x93, 0x61, 0x94),
      bytes(after),
    ]);
    expect(sourceOf(await readFirst('a.csv', csv, { mapping })).passages[0]!.text).toContain(
      'Purpose: Reads notes \u2013 \u201Ca\u201D quickly',
    );
  });

  it('in Big5 is read when the mapping says so', async () => {
    // 資訊 in Big5
    const csv = Buffer.concat([
      bytes('id,title,text\nx,t,'),
      Uint8Array.of(0xb8, 0xea, 0xb0, 0x54),
      bytes('\n'),
    ]);
    const big5 = ColumnMapping.parse({ id: 'id', title: 'title', passage: { text: '' }, encoding: 'big5' });
    expect(sourceOf(await readFirst('a.csv', csv, { mapping: big5 })).passages[0]!.text).toBe('資訊');
  });

  it('names the columns the mapping wants and the file lacks', async () => {
    await expect(open('a.csv', 'Use Case,Agency\nA,B\n', { mapping })).rejects.toThrow(
      'missing columns: Purpose, Note',
    );
  });

  it('counts lines of the file where a quoted cell spans several', async () => {
    const csv = `${head}\nA,B,"one\ntwo",,,\nC,D,,,,\nE,F,G,,,\n`;
    expect((await open('a.csv', csv, { mapping })).map(({ line }) => line)).toEqual([2, 4, 5]);
  });
});

describe('a file', () => {
  it('of another kind is refused, naming what can be read', async () => {
    await expect(open('a.exe', 'MZ')).rejects.toThrow('.jsonl');
  });

  it('that is empty has no records', async () => {
    expect(await open('a.jsonl', '')).toEqual([]);
    expect(await open('a.csv', '')).toEqual([]);
  });
});
