import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callCapability } from '../../../core/capability.ts';
import type { Bank } from '../../../core/context.ts';
import { ask } from '../../../knowledge/answers/ask.ts';
import type { AskReply } from '../../../knowledge/answers/schema.ts';
import { putSource } from '../../support/sources.ts';
import { contextOf, openSeededBank } from '../../support/world.ts';

let bank: Bank;

/** An invented city, so that no shipped case can answer for it. */
beforeAll(async () => {
  bank = await openSeededBank();
  await putSource(bank, {
    id: 'haibin-rules',
    title: '海濱市政府使用生成式人工智慧作業要點',
    texts: [
      '海濱市政府為提升行政效率並確保市民權益，訂定本要點。',
      '本府所屬各機關及約聘僱人員適用本要點；市立學校得準用之。',
      '各單位使用生成式人工智慧處理公務前，應填具申請表，經資訊局於七個工作日內審核。',
      '下列資料不得輸入任何生成式人工智慧服務：\n（一）機密文書。\n（二）未去識別化之個人資料。',
      '使用紀錄應保存三年，至少包含使用者、時間、用途及輸出內容。',
    ],
  });
  await putSource(bank, {
    id: 'haibin-pilot',
    title: '海濱市停車繳費客服機器人試辦報告',
    text: '海濱市交通局自民國114年3月至8月試辦停車繳費客服機器人，委託潮汐科技建置，決標金額為新臺幣480萬元。試辦期間共回應31,250則詢問，其中68%由機器人直接完成，其餘轉接人工。抽查500則回覆，發現有37則內容錯誤，主要原因是費率資料未即時更新。市民滿意度調查回收1,204份，平均4.1分。',
  });
  await putSource(bank, {
    id: 'northport-policy',
    title: 'Northport City AI Procurement Policy',
    language: 'en',
    text: 'Section 1. Any department that buys an AI system must publish an impact statement at least 30 days before signing. Section 2. Contracts above $250,000 require approval by the AI Review Board, which has nine members, four of them residents. Section 3. Facial recognition in public spaces is prohibited except for missing-person searches approved by a judge.',
  });
});
afterAll(() => bank.store.close());

function put(question: string): Promise<AskReply> {
  const language = /\p{Script=Han}/u.test(question) ? 'zh-TW' : 'en';
  return callCapability(ask, contextOf(bank, { language }), { question }) as Promise<AskReply>;
}

const cited = (reply: AskReply) => [...new Set(reply.citations.map(({ externalId }) => externalId))];

describe('questions on ingested documents', () => {
  it.each([
    ['海濱市政府使用生成式AI要先經過誰審核？', 'haibin-rules', /資訊局於七個工作日/],
    ['海濱市哪些資料不能輸入生成式AI？', 'haibin-rules', /機密文書.*個人資料/s],
    ['約聘人員適用海濱市的AI要點嗎？', 'haibin-rules', /約聘僱人員適用/],
    ['海濱市停車客服機器人花了多少錢？', 'haibin-pilot', /480萬元/],
    ['停車繳費機器人回答錯誤的原因是什麼？', 'haibin-pilot', /費率資料未即時更新/],
    ['海濱市停車機器人的滿意度如何？', 'haibin-pilot', /4\.1分/],
    ['Can Northport use facial recognition?', 'northport-policy', /approved by a judge/],
    [
      "How many residents sit on Northport's AI Review Board?",
      'northport-policy',
      /Section 2\. .*four of them residents/,
    ],
  ])('%s', async (question, id, text) => {
    const reply = await put(question);
    expect(reply.outcome).toBe('answered');
    expect(cited(reply)).toEqual([id]);
    expect(reply.answer).toMatch(text);
  });

  it('quotes what tells, not what only bears the title', async () => {
    expect((await put('停車繳費機器人回答錯誤的原因是什麼？')).answer).not.toContain('480萬');
  });

  it.each([
    '海濱市使用AI違規會罰多少錢？',
    '海濱市停車機器人省了多少人力？',
    "What is Northport's AI budget for 2026?",
  ])('has no source for what the documents do not say: %s', async (question) =>
    expect((await put(question)).outcome).toBe('no_source'),
  );

  it.each(['岡底斯山脈與哪一個山互相平行？', '哪一家的領土被家康大量減封？'])(
    'keeps other subjects out: %s',
    async (question) => expect((await put(question)).outcome).toBe('out_of_scope'),
  );

  it('leaves questions on the shipped cases to them', async () => {
    expect(cited(await put('北市青年局客服為什麼答錯？'))).toEqual(['tw-taipei-youth-chatbot']);
  });
});
