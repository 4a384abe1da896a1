import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callCapability } from '../../../core/capability.ts';
import type { Bank } from '../../../core/context.ts';
import { ask } from '../../../knowledge/answers/ask.ts';
import type { AskReply } from '../../../knowledge/answers/schema.ts';
import { contextOf, openSeededBank } from '../../support/world.ts';

let bank: Bank;

beforeAll(async () => {
  bank = await openSeededBank();
});
afterAll(() => bank.store.close());

async function reply(question: string): Promise<AskReply> {
  const language = /\p{Script=Han}/u.test(question) ? 'zh-TW' : 'en';
  return (await callCapability(ask, contextOf(bank, { language }), { question })) as AskReply;
}

describe('a case that is surely meant', () => {
  it.each([
    ['立委聽到人事法規查詢從一小時變十分鐘之後問了什麼', /衡量基準/],
    ['TAIDE-LX-7B花了幾個H100 GPU小時去訓', /1,531\.82/],
    ['韓國AI教科書那份教師調查訪了幾個老師', /2,626/],
  ])('%s is answered with the sentence nearest to its words', async (question, text) => {
    expect((await reply(question)).answer).toMatch(text);
  });

  it.each([
    'Bürokratt的民眾滿意度幾分',
    '氣象署那些AI颱風模型一年電費多少',
    'How many arrests in the London deployments led to convictions?',
  ])('%s is not answered with a figure of another kind', async (question) => {
    expect((await reply(question)).outcome).toBe('no_source');
  });

  it('tells with the figures what is not verified about them', async () => {
    expect((await reply('How many junctions does Surtrac cover today?')).answer).toMatch(/未確認/);
  });
});
