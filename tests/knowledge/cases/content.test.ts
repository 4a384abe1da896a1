import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { splitFrontMatter } from '../../../ingest/front-matter.ts';
import { CaseFacts } from '../../../knowledge/cases/schema.ts';
import { isSimplifiedOnly } from '../../../knowledge/text/han-variants.ts';
import { projectRoot, readProjectFile } from '../../support/project-files.ts';

const folder = 'knowledge/content/cases';

const headings = [
  '問題背景',
  '導入作法',
  '成效',
  '失敗或風險',
  '治理作法',
  '可借鏡之處',
  '給主管的提問',
  'English summary',
];

interface CaseFile {
  readonly name: string;
  readonly text: string;
  readonly attributes: Record<string, unknown>;
  readonly body: string;
}

function readCaseFiles(): CaseFile[] {
  return readdirSync(join(projectRoot, folder))
    .filter((file) => file.endsWith('.md') && file !== 'README.md')
    .map((file) => {
      const text = readProjectFile(`${folder}/${file}`);
      return { name: basename(file, '.md'), text, ...splitFrontMatter(text) };
    });
}

/** The competency names as the framework's revised table prints them. */
function printedCompetencies(): Set<string> {
  const entries = JSON.parse(readProjectFile('knowledge/content/framework/competencies.json')) as {
    name: unknown;
  }[];
  return new Set(entries.map((entry) => String(entry.name)));
}

const files = readCaseFiles();
const cases = files.map((file) => ({ ...file, facts: CaseFacts.parse(file.attributes) }));

/** Runs a check on every case and gives the complaints, each led by the case's id. */
function complaints(check: (file: (typeof cases)[number]) => readonly string[]): string[] {
  return cases.flatMap((file) => check(file).map((complaint) => `${file.name}: ${complaint}`));
}

const marks = (text: string) => [...text.matchAll(/\[(\d+)\]/g)].map((match) => Number(match[1]));

describe('the shipped cases', () => {
  it('are 111, each under its own id', () => {
    expect(cases).toHaveLength(111);
    expect(complaints(({ name, facts }) => (facts.id === name ? [] : [facts.id]))).toEqual([]);
  });

  it('have no key the schema does not know', () => {
    const known = new Set(Object.keys(CaseFacts.shape));
    expect(complaints(({ attributes }) => Object.keys(attributes).filter((key) => !known.has(key)))).toEqual(
      [],
    );
  });

  it('have the eight sections in order and none empty', () => {
    expect(
      complaints(({ body }) => {
        const sections = body.split(/^## /m).slice(1);
        const names = sections.map((section) => section.split('\n')[0]!);
        const empty = sections.filter((section) => section.split('\n').slice(1).join('').trim() === '');
        return names.join() === headings.join() ? empty : [names.join()];
      }),
    ).toEqual([]);
  });

  it('name a source they have for every figure', () => {
    expect(
      complaints(({ facts }) =>
        facts.metrics
          .filter(({ source_index: at }) => at === undefined || facts.sources[at - 1] === undefined)
          .map((metric) => metric.name),
      ),
    ).toEqual([]);
  });

  it('rest no figure on a source nobody read', () => {
    expect(
      complaints(({ facts }) =>
        facts.metrics
          .filter((metric) => facts.sources[metric.source_index! - 1]?.read !== true)
          .map((metric) => metric.name),
      ),
    ).toEqual([]);
  });

  it('point every [n] at a source they have', () => {
    expect(
      complaints(({ body, facts }) =>
        marks(body)
          .filter((mark) => facts.sources[mark - 1] === undefined)
          .map((mark) => `[${mark}]`),
      ),
    ).toEqual([]);
  });

  it('use every source they list', () => {
    expect(
      complaints(({ body, facts }) => {
        const used = new Set([...marks(body), ...facts.metrics.map((metric) => metric.source_index)]);
        return facts.sources.filter((_, index) => !used.has(index + 1)).map((source) => source.title);
      }),
    ).toEqual([]);
  });

  it('give a line with a figure a source mark or the editors’ own', () => {
    const told = new Set(headings.slice(0, 5));
    expect(
      complaints(({ body }) =>
        body
          .split(/^## /m)
          .filter((section) => told.has(section.split('\n')[0]!))
          .flatMap((section) => section.split('\n').slice(1))
          .filter((line) => /\d/.test(line.replace(/\[\d+\]/g, '')))
          .filter((line) => marks(line).length === 0 && !line.includes('本庫')),
      ),
    ).toEqual([]);
  });

  it('name competencies as the framework prints them', () => {
    const printed = printedCompetencies();
    expect(complaints(({ facts }) => facts.competencies.filter((name) => !printed.has(name)))).toEqual([]);
  });

  it('call a forecast a forecast and a target a target', () => {
    const forecast = /預期|預估|推估|估計|宣稱/;
    const plan = /目標|規劃|計畫|預算|經費|編列|擬|首年|四年/;
    const wording = { expected: forecast, target: plan } as const;
    expect(
      complaints(({ facts }) =>
        facts.metrics
          .filter(
            ({ basis, name }) => (basis === 'expected' || basis === 'target') && !wording[basis].test(name),
          )
          .map((metric) => metric.name),
      ),
    ).toEqual([]);
  });

  it('say in one sentence of at most 60 characters what happened', () => {
    expect(
      complaints(({ facts: { summary_zh: summary = '' } }) =>
        summary.length > 0 && summary.length <= 60 && summary.endsWith('。') ? [] : [summary],
      ),
    ).toEqual([]);
  });

  it('take the figures of that sentence from the file', () => {
    const figures = (text: string) => text.match(/\d[\d,.]*\d|\d/g) ?? [];
    expect(
      complaints(({ text, facts: { summary_zh: summary = '' } }) => {
        const known = new Set(figures(text.replace(/^summary_zh:.*$/m, '').replaceAll('[', ' [')));
        return figures(summary).filter((figure) => !known.has(figure));
      }),
    ).toEqual([]);
  });

  it('have three to eight search words the file lacks', () => {
    expect(
      complaints(({ text, facts: { keywords } }) => {
        const rest = text.replace(/^keywords:.*$/m, '').toLowerCase();
        const idle = keywords.filter((word) => rest.includes(word.toLowerCase()));
        return keywords.length >= 3 && keywords.length <= 8 ? idle : [`${keywords.length} keywords`];
      }),
    ).toEqual([]);
  });

  it('contain no character of simplified text outside foreign titles', () => {
    expect(
      complaints(({ text }) =>
        [...text.replace(/^ {2}- \{url:.*$/gm, '')].filter((character) => isSimplifiedOnly(character)),
      ),
    ).toEqual([]);
  });

  it('keep one line for each metric and each source', () => {
    expect(
      complaints(({ text, facts }) => {
        const count = (start: string) => text.split('\n').filter((line) => line.startsWith(start)).length;
        const lines = [count('  - {name: '), count('  - {url: ')];
        return lines.join() === [facts.metrics.length, facts.sources.length].join() ? [] : [lines.join()];
      }),
    ).toEqual([]);
  });
});
