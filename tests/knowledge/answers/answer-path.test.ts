import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callCapability } from '../../../core/capability.ts';
import type { Bank } from '../../../core/context.ts';
import { ask } from '../../../knowledge/answers/ask.ts';
import { recommendPath } from '../../../knowledge/paths/recommend-path.ts';
import { contextOf, openSeededBank } from '../../support/world.ts';

let bank: Bank;
beforeAll(async () => {
  bank = await openSeededBank();
}, 240_000);
afterAll(() => bank?.store.close());

const asked = (question: string) => callCapability(ask, contextOf(bank), { question });

describe('asking what to learn', () => {
  it.each([
    '我是專案管理中階，20 小時該學什麼？',
    '我在專案管理群，中階，只有20小時，要修哪些課？',
    '身為專案管理的中階主管，20個小時可以上哪些課',
    'I am in project management, mid level, with 20 hours: what should I learn?',
  ])('%s is answered with the path itself, each step cited', async (question) => {
    const reply = await asked(question);
    const path = await callCapability(recommendPath, contextOf(bank), {
      cluster: 'pm',
      level: 'mid',
      hoursAvailable: 20,
    });
    expect(reply.outcome).toBe('answered');
    expect(reply.citations.map(({ externalId }) => externalId)).toEqual(
      path.steps.map(({ courseId }) => courseId),
    );
    expect(reply.answer).toContain('/path?cluster=pm&level=mid&hours=20');
  });

  it('asks back for what is missing, each choice a whole question', async () => {
    for (const [question, many] of [
      ['我該學什麼？', 4],
      ['我是中階，該學什麼？', 4],
      ['我是系統規劃的人，20小時該學什麼', 3],
      ['What should I learn next?', 4],
    ] as const) {
      const reply = await asked(question);
      expect([question, reply.outcome, reply.suggestions.length]).toEqual([question, 'clarify', many]);
      const next = await asked(reply.suggestions[0]!);
      expect([reply.suggestions[0], next.outcome]).toEqual([reply.suggestions[0], 'answered']);
    }
  });

  it.each([
    '有哪些課程可以學 AI 採購？',
    '我想學怎麼驗收 AI，有推薦的課嗎',
    '專案管理群中階最重視什麼職能？',
    '從 Robodebt 可以學到什麼教訓？',
    '韓國老師該學什麼？',
  ])('%s is no question for a path', async (question) => {
    expect((await asked(question)).answer).not.toContain('/path?cluster');
  });
});
