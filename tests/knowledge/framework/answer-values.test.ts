import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '../../../core/context.ts';
import type { Store } from '../../../core/db/store.ts';
import type { AnswerDraft } from '../../../knowledge/answers/schema.ts';
import { answerFramework } from '../../../knowledge/framework/answer-framework.ts';
import type { FrameworkContent } from '../../../knowledge/framework/content.ts';
import type { ImportanceRow } from '../../../knowledge/framework/importance.ts';
import { openTestStore } from '../../support/test-store.ts';
import { contextOn, fillFramework, now } from './support.ts';

let store: Store;
let content: FrameworkContent;
let ctx: Context;

beforeAll(async () => {
  store = await openTestStore(now);
  content = await fillFramework(store);
  ctx = contextOn(store);
});
afterAll(() => store.close());

const textOf = (draft: AnswerDraft | null) =>
  (draft?.parts ?? []).flatMap((part) => [part.lead ?? '', ...part.claims.map((one) => one.text)]).join('\n');

const english = (rows: readonly { id: string; nameEn: string }[], id: string) =>
  rows.find((row) => row.id === id)?.nameEn.toLowerCase() ?? '';
const chinese = (rows: readonly { id: string; name: string }[], id: string) =>
  rows.find((row) => row.id === id)?.name ?? '';

const templates: Record<'zh-TW' | 'en', ((row: ImportanceRow) => string)[]> = {
  'zh-TW': [
    (row) =>
      `${chinese(content.governments, row.government)}${chinese(content.levels, row.level)}${chinese(content.clusters, row.cluster)}工作群的「${row.competency}」重要性是多少？`,
    (row) =>
      `${row.competency}這項職能，在${chinese(content.levels, row.level)}題組、${chinese(content.clusters, row.cluster)}工作群${row.government === 'ALL' ? '' : `、${chinese(content.governments, row.government)}`}得幾分`,
    (row) =>
      `請問${chinese(content.clusters, row.cluster)}群${chinese(content.levels, row.level)}人員${row.government === 'ALL' ? '' : `（${chinese(content.governments, row.government)}）`}對${row.competency}職能的重視程度分數？`,
  ],
  en: [
    (row) => {
      const one = content.competencies.find((c) => c.name === row.competency)!;
      const where = row.government === 'ALL' ? '' : ` in ${english(content.governments, row.government)}`;
      return `What is the importance of the ${one.nameEn} competency at ${english(content.levels, row.level)} in the ${english(content.clusters, row.cluster)} cluster${where}?`;
    },
    (row) => {
      const one = content.competencies.find((c) => c.name === row.competency)!;
      const where = row.government === 'ALL' ? '' : `, ${english(content.governments, row.government)}`;
      return `score of ${one.nameEn} competency, ${row.level} level, ${english(content.clusters, row.cluster)} cluster${where}`;
    },
  ],
};

/** Every cell is asked once in each language, the wordings taking turns. */
function cells(): ImportanceRow[] {
  return content.importance.filter((row) => row.cluster !== 'ALL');
}

function numbersIn(text: string): string[] {
  return text.match(/\d+(\.\d+)?/g) ?? [];
}

function expectCell(row: ImportanceRow, question: string, draft: AnswerDraft | null): void {
  const text = textOf(draft);
  const note = `${question}\n${text}`;
  expect(draft?.outcome, note).toBe('answered');
  for (const part of draft!.parts)
    for (const one of part.claims) expect(one.passageIds.length, note).toBeGreaterThan(0);
  if (row.support === 'none' || row.support === 'tiny') {
    expect(new Set(numbersIn(text)), note).toEqual(new Set(row.n ? [String(row.n)] : []));
    return;
  }
  expect(text, note).toContain(row.valuePrinted);
  expect(text.replaceAll(',', ''), note).toContain(String(row.n));
  const line = text.split('\n').find((one) => one.includes(row.valuePrinted!));
  if (row.support === 'few') expect(line, note).toMatch(/人數太少，不能推論|too few to generalise/);
}

describe('a question about one cell', () => {
  for (const language of ['zh-TW', 'en'] as const)
    for (const [number] of templates[language].entries())
      it(`gives the printed value and N, or only how many people (${language}, wording ${number + 1})`, async () => {
        const all = cells();
        for (const row of all.filter((_, index) => index % templates[language].length === number)) {
          const question = templates[language][number]!(row);
          expectCell(row, question, await answerFramework(ctx, { text: question, language }));
        }
      }, 180_000);
});

describe('a question about 總平均', () => {
  it('gives it as printed at every level', async () => {
    for (const row of content.importance.filter((one) => one.cluster === 'ALL')) {
      const question = `${chinese(content.levels, row.level)}「${row.competency}」職能的總平均是多少？`;
      const text = textOf(await answerFramework(ctx, { text: question, language: 'zh-TW' }));
      expect(text, question).toContain(row.valuePrinted);
    }
  }, 60_000);
});

describe('a question without a level', () => {
  it('shows all levels and why they cannot be compared', async () => {
    const draft = await answerFramework(ctx, { text: '系統規劃工作群的AI素養分數', language: 'zh-TW' });
    const text = textOf(draft);
    for (const value of ['0.85', '1.10', '1.23']) expect(text).toContain(value);
    expect(text).toContain('不能跨層級相比');
  });

  it('asks back where the item changes its type', async () => {
    const draft = await answerFramework(ctx, { text: 'AI產品與系統評測的重要性是多少', language: 'zh-TW' });
    expect(draft?.outcome).toBe('clarify');
    expect(draft?.suggestions).toHaveLength(3);
  });
});
