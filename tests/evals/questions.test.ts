import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { foldPattern, foldText } from './fold-text.ts';
import { EvalKind, type EvalQuestion, loadQuestions } from './question.ts';

const least: Record<EvalKind, number> = {
  'case-fact': 30,
  'case-story': 18,
  'case-find': 14,
  advice: 14,
  compare: 10,
  'table-value': 25,
  'table-rank': 14,
  'table-count': 14,
  study: 14,
  glossary: 10,
  framework: 12,
  'follow-up': 14,
  doubt: 14,
  unanswerable: 45,
  'out-of-scope': 25,
  clarify: 8,
  hostile: 25,
};

const content = new URL('../../knowledge/content/', import.meta.url);
const questions = await loadQuestions(new URL('./questions', import.meta.url).pathname);

/** The text of each case and study source, by the id it is cited by. */
const sources = new Map<string, string>();
for (const folder of ['cases', 'study'])
  for (const name of (await readdir(new URL(folder, content))).filter((one) => one.endsWith('.md'))) {
    const text = await readFile(new URL(`${folder}/${name}`, content), 'utf8');
    sources.set(/^id: "?([\w-]+)"?$/m.exec(text)?.[1] ?? name.replace(/\.md$/, ''), text);
  }

function citedIds({ expect: { cite } }: EvalQuestion): string[] {
  return [...(cite?.all ?? []), ...(cite?.any ?? []), ...(cite?.none ?? []), ...(cite?.atLeast?.of ?? [])];
}

function patternsOf({ expect: { say, sayAny, not } }: EvalQuestion): string[] {
  return [...(say ?? []), ...(sayAny ?? []).flat(), ...(not ?? [])];
}

describe('eval questions', () => {
  it('have ids and wording of their own', () => {
    expect(new Set(questions.map((question) => question.id)).size).toBe(questions.length);
    const asked = questions.map((question) => [...(question.thread ?? []), question.question].join('\n'));
    expect(new Set(asked).size).toBe(asked.length);
  });

  it('cover every kind', () => {
    const short = EvalKind.options.filter(
      (kind) => questions.filter((question) => question.kind === kind).length < least[kind],
    );
    expect(short).toEqual([]);
  });

  it('are Chinese for two thirds to four fifths', () => {
    const share = questions.filter((question) => question.lang === 'zh').length / questions.length;
    expect(share).toBeGreaterThan(0.66);
    expect(share).toBeLessThan(0.8);
  });

  it('have patterns that compile', () => {
    const broken = questions.flatMap(patternsOf).filter((pattern) => {
      try {
        foldPattern(pattern);
        return false;
      } catch {
        return true;
      }
    });
    expect(broken).toEqual([]);
  });

  it('expect only sources the bank has', () => {
    const wanted = questions
      .flatMap(citedIds)
      .filter((id) => !/^(?:table|framework|glossary|competency|cluster|statement|task-table)-/.test(id));
    expect(wanted.filter((id) => !sources.has(id))).toEqual([]);
  });

  it('ask for no more sources than they name', () => {
    const impossible = questions.filter(({ expect: { cite } }) =>
      cite?.atLeast ? cite.atLeast.of.length < cite.atLeast.n : false,
    );
    expect(impossible).toEqual([]);
  });

  it('expect words that the cited cases contain', () => {
    const missing: string[] = [];
    for (const question of questions.filter(({ kind }) => /^(case-fact|case-story|compare)$/.test(kind))) {
      const { all = [], any = [] } = question.expect.cite ?? {};
      if (all.length + any.length === 0) continue;
      const text = foldText([...all, ...any].map((id) => sources.get(id)).join('\n'));
      const wanted = [...(question.expect.say ?? []).map((one) => [one]), ...(question.expect.sayAny ?? [])];
      const absent = wanted.filter((list) => !list.some((pattern) => foldPattern(pattern).test(text)));
      missing.push(...absent.map((list) => `${question.id}: ${list.join(' | ')}`));
    }
    expect(missing).toEqual([]);
  });
});
