import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { readMarkdown } from '../../../ingest/read-markdown.ts';
import {
  type FrameworkContent,
  frameworkSources,
  loadFrameworkContent,
} from '../../../knowledge/framework/content.ts';
import { SourceRecord } from '../../../knowledge/sources/schema.ts';

const contentDir = fileURLToPath(new URL('../../../knowledge/content', import.meta.url));
let content: FrameworkContent;
let sources: SourceRecord[];
beforeAll(async () => {
  content = await loadFrameworkContent(`${contentDir}/framework`);
  sources = frameworkSources(content).map((one) => SourceRecord.parse(one));
});

const passageText = (externalId: string) =>
  sources
    .find((one) => one.externalId === externalId)!
    .passages.map((passage) => passage.text)
    .join('\n');

describe('framework sources', () => {
  it('have unique ids, and each speaks both languages', () => {
    expect(new Set(sources.map((one) => one.externalId)).size).toBe(sources.length);
    for (const one of sources) {
      const languages = new Set(one.passages.map((passage) => passage.language));
      expect([...languages].sort(), one.externalId).toEqual(['en', 'zh-TW']);
    }
  });

  it('include one per competency and level, cluster and task table', () => {
    const ids = new Set(sources.map((one) => one.externalId));
    for (const one of content.competencies) expect(ids).toContain(`competency-${one.level}-${one.name}`);
    for (const one of content.clusters) expect(ids).toContain(`cluster-${one.id}`);
    for (const table of ['contract', 'tech', 'policy']) expect(ids).toContain(`task-table-${table}`);
  });

  it('state every value by cluster as printed, in both languages', () => {
    for (const level of ['basic', 'mid', 'senior']) {
      const source = sources.find((one) => one.externalId === `table-competency-by-cluster-${level}`)!;
      const rows = content.importance.filter((row) => row.level === level && row.government === 'ALL');
      for (const row of rows) {
        const own = source.passages.find((p) => p.section.at(-1) === row.competency);
        const cluster = content.clusters.find((one) => one.id === row.cluster)?.name ?? '總平均';
        expect(own?.text).toContain(`${cluster} ${row.valuePrinted}`);
        const english = source.passages.filter((p) => p.language === 'en').map((p) => p.text);
        expect(english.join('\n')).toMatch(new RegExp(`${row.competency}.*${row.valuePrinted}`));
      }
    }
  });

  it('give no number for a cell of one to five people', () => {
    const tiny = content.importance.filter((row) => row.support === 'tiny');
    expect(tiny.length).toBeGreaterThan(0);
    for (const row of tiny) {
      const government = content.governments.find((one) => one.id === row.government)!;
      const cluster = content.clusters.find((one) => one.id === row.cluster)!;
      const source = sources.find((one) => one.externalId === `table-${row.table}`)!;
      const passage = source.passages.find((p) => p.section.at(-1) === row.competency)!;
      const line = passage.text.split('\n').find((one) => one.startsWith(government.name))!;
      expect(line).toContain(`${cluster.name} 僅 ${row.n} 人，不列數值`);
    }
  });

  it('put our reservation in the same passage as the sentence it is about', () => {
    const cluster = sources.find((one) => one.externalId === 'cluster-pm')!;
    const sentence = cluster.passages.find((p) => p.text.includes('各類職能需求整體在高階層級萎縮'));
    expect(sentence?.text).toContain('（本庫註）');
    expect(sentence?.text).toContain('4.13');
  });

  it('say 638 is printed and 683 is our correction', () => {
    expect(passageText('task-table-tech')).toContain('印作 N=638，應為 683，本庫更正');
  });

  it('leave no placeholder in any text', () => {
    for (const one of sources) {
      for (const passage of one.passages) {
        expect(passage.text).not.toMatch(/undefined|null|NaN|\[object/);
        expect(passage.text).not.toContain('ㄣ職能');
      }
    }
  });
});

describe('study texts', () => {
  const files = readdirSync(`${contentDir}/study`).filter((name) => name.endsWith('.md'));
  const read = (name: string) =>
    readMarkdown(readFileSync(`${contentDir}/study/${name}`, 'utf8'), {
      name,
      visibility: 'public',
      kind: 'study',
    });

  it('carry an id, a title in both languages, a review date and an English summary', () => {
    for (const name of files) {
      const one = read(name);
      expect(one.externalId).toMatch(/^study-[a-z0-9-]+$/);
      expect(one).toMatchObject({ kind: 'study', visibility: 'public', reviewedOn: '2026-11-24' });
      expect(one.titleEn).toBeTruthy();
      const english = one.passages.filter((p) => p.section[0] === 'English summary');
      expect(english.length, name).toBeGreaterThan(0);
      for (const passage of english) expect(passage.language, name).toBe('en');
    }
  });

  it('hold the six recommendations, each a source of its own', () => {
    expect(
      files.map((name) => read(name).externalId).filter((id) => id.startsWith('study-rec-')),
    ).toHaveLength(6);
  });

  it('follow each unsupported sentence with our note in the same passage', () => {
    const passages = files.flatMap((name) => read(name).passages.map((p) => p.text));
    const doubted = content.doubts.filter((doubt) => doubt.id.startsWith('G'));
    for (const doubt of doubted) {
      const noted = passages.filter((text) => text.includes(doubt.text['zh-TW']));
      const [id] = doubt.applies.statements ?? [];
      const statement = content.statements.find((one) => one.id === id)!;
      const sentence = (statement.corrected ?? statement.printed).replace(/。$/, '');
      expect(
        noted.some((text) => text.includes(sentence)),
        doubt.id,
      ).toBe(true);
    }
  });
});
