import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callCapability } from '../../../core/capability.ts';
import type { Bank } from '../../../core/context.ts';
import { asksForCourses } from '../../../knowledge/answers/answer-courses.ts';
import { ask } from '../../../knowledge/answers/ask.ts';
import { understandQuestion } from '../../../knowledge/answers/understand-question.ts';
import { contextOf, openSeededBank } from '../../support/world.ts';

let bank: Bank;
beforeAll(async () => {
  bank = await openSeededBank();
}, 240_000);
afterAll(() => bank?.store.close());

const asked = async (question: string, language: 'zh-TW' | 'en' = 'zh-TW') =>
  callCapability(ask, contextOf(bank, { language }), { question });

describe('a question about learning', () => {
  it.each([
    ['有哪些課程可以學 AI 採購？', 'ai-procurement-clauses'],
    ['想學怎麼驗收 AI，有推薦的課嗎', 'acceptance-'],
    ['高階主管有哪些課程可以學風險管理？', 'managers-senior-'],
    ['哪裡可以學資料管理？', 'data-'],
    ['Which courses are there on AI procurement?', 'ai-procurement-clauses'],
    ['Where can I learn about bias?', 'ethics-bias-check-basic'],
  ])('%s is answered with modules, each cited', async (question, expected) => {
    const reply = await asked(question, /\p{Script=Han}/u.test(question) ? 'zh-TW' : 'en');
    expect(reply.outcome).toBe('answered');
    expect(reply.citations.every(({ kind }) => kind === 'course')).toBe(true);
    expect(reply.citations.some(({ externalId }) => externalId?.startsWith(expected))).toBe(true);
    expect(reply.answer).toMatch(/小時|hours/);
  });

  it('for managers names no module that is for the basic level alone', async () => {
    const { citations } = await asked('主管有哪些課程可以學 AI？');
    expect(citations.some(({ externalId }) => externalId === 'ai-literacy-first-use')).toBe(false);
  });

  it.each([
    '韓國 AI 教科書課程為什麼失敗？',
    '這份研究建議哪些訓練課程？',
    '新加坡公務員有哪些 AI 課程？',
    '從 Robodebt 可以學到什麼教訓？',
    '哪些機關用 AI 課稅？',
    '有哪些案例用 AI 輔助教學？',
    '機器學習怎麼運作？',
    '因材網的學習成效如何？',
    'What lessons can we learn from Robodebt?',
    'How did machine learning help the tax agency?',
  ])('%s is not one', async (question) => {
    expect(asksForCourses(await understandQuestion(question))).toBe(false);
  });

  it('leaves what no module teaches to the other answers', async () => {
    const reply = await asked('有哪些課程可以學烹飪？');
    expect(reply.citations.some(({ kind }) => kind === 'course')).toBe(false);
  });
});
