import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { glossarySources } from '../../../knowledge/glossary/glossary-sources.ts';
import { listGlossary } from '../../../knowledge/glossary/list-glossary.ts';
import { loadGlossary } from '../../../knowledge/glossary/load-glossary.ts';
import type { GlossaryTerm } from '../../../knowledge/glossary/schema.ts';

let terms: GlossaryTerm[];
beforeAll(async () => {
  terms = (await loadGlossary()).terms;
});

describe('listGlossary', () => {
  it('orders by the strokes of the Chinese name', () => {
    const names = listGlossary(terms).map((term) => term.zh);
    expect(names).toHaveLength(terms.length);
    expect(names.indexOf('人權')).toBeLessThan(names.indexOf('公平'));
    expect(names.indexOf('公平')).toBeLessThan(names.indexOf('臉部辨識'));
  });

  it('finds a term by any of its names, in any width and case', () => {
    for (const q of ['資安', 'CYBERSECURITY', 'ｃｙｂｅｒｓｅｃｕｒｉｔｙ', '駭客']) {
      expect(listGlossary(terms, { q }).map((term) => term.id)).toContain('cybersecurity');
    }
  });

  it('keeps to the domain asked for', () => {
    const badges = listGlossary(terms, { domain: 'badges' });
    expect(badges.map((term) => term.id)).toContain('open-badge');
    expect(new Set(badges.map((term) => term.domain))).toEqual(new Set(['badges']));
  });

  it('wants every word of the query', () => {
    expect(listGlossary(terms, { q: '資安 zzzz' })).toEqual([]);
  });
});

describe('glossarySources', () => {
  it('gives each term one Chinese and one English passage with its names and definition', () => {
    const sources = glossarySources(terms);
    expect(new Set(sources.map((source) => source.externalId)).size).toBe(terms.length);
    const security = sources.find((source) => source.externalId === 'glossary-cybersecurity');
    expect(security).toMatchObject({
      kind: 'glossary',
      title: '資通安全',
      titleEn: 'cybersecurity',
      url: null,
    });
    expect(security?.passages.map((passage) => passage.language)).toEqual(['zh-TW', 'en']);
    for (const word of ['資通安全', '資安', '資訊安全', '機密'])
      expect(security?.passages[0]?.text).toContain(word);
    expect(security?.passages[1]?.text).toMatch(
      /^cybersecurity \(資通安全\): Protecting .* Also: .*information security/,
    );
  });
});

describe('loadGlossary', () => {
  async function folderWith(termLines: string): Promise<URL> {
    const folder = await mkdtemp(join(tmpdir(), 'glossary-'));
    await writeFile(join(folder, 'terms.jsonl'), termLines);
    await writeFile(join(folder, 'everyday.jsonl'), '');
    return pathToFileURL(`${folder}/`);
  }

  it('names file and line of a broken entry', async () => {
    const good = JSON.stringify(terms[0]);
    await expect(loadGlossary(await folderWith(`${good}\n{"id":`))).rejects.toThrow('terms.jsonl, line 2');
    await expect(loadGlossary(await folderWith(`\n{"id":"x"}`))).rejects.toThrow('terms.jsonl, line 2');
  });

  it('refuses an id that occurs twice', async () => {
    const line = JSON.stringify(terms[0]);
    await expect(loadGlossary(await folderWith(`${line}\n${line}`))).rejects.toThrow('occurs twice');
  });
});
