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

function put(question: string): Promise<AskReply> {
  const language = /\p{Script=Han}/u.test(question) ? 'zh-TW' : 'en';
  return callCapability(ask, contextOf(bank, { language }), { question }) as Promise<AskReply>;
}

const casesOf = (reply: AskReply) => [...new Set(reply.citations.map((citation) => citation.externalId))];

describe('advice', () => {
  it.each([
    ['契約裡要怎麼規定廠商不能偷換模型？', /契約|條款/],
    ['警報一直亂叫，值班的人都不看了，怎麼辦？', /誤報|警示|警報/],
    ['同仁想用 AI 寫會議紀錄，主管要注意什麼？', /紀錄/],
    ['How should our agency check that reviewers do not just follow the score?', /review|human|officer/i],
  ])('%s draws on several cases, every line cited', async (question, text) => {
    const reply = await put(question);
    expect(reply.outcome).toBe('answered');
    expect(casesOf(reply).length).toBeGreaterThanOrEqual(3);
    expect(reply.answer).toMatch(text);
    for (const line of reply.answer.split('\n').filter((one) => one.startsWith('- ')))
      expect(line).toMatch(/\[\d+\]$/);
  });

  it('puts the questions first when questions are asked for', async () => {
    const reply = await put('驗收會議上我該問廠商什麼？');
    expect(reply.answer).toMatch(/^\*\*可以先問的問題\*\*/);
  });

  it('is not given for want of a subject', async () => {
    expect((await put('我們的 AI 該叫什麼名字？')).outcome).not.toBe('answered');
  });

  it('is not given on what is none of our subject', async () => {
    expect((await put('我想學吉他要從哪裡開始')).outcome).toBe('out_of_scope');
    expect((await put('How do I stop my dog barking?')).outcome).toBe('out_of_scope');
  });
});

describe('lists of cases', () => {
  it('names every case of a country and how many there are', async () => {
    const reply = await put('荷蘭有幾個案例？');
    expect(casesOf(reply)).toHaveLength(7);
    expect(casesOf(reply).every((id) => id?.startsWith('nl-'))).toBe(true);
    expect(reply.answer).toMatch(/7 則/);
  });

  it('knows parts of the world', async () => {
    const cases = casesOf(await put('北歐的案例有哪些？'));
    expect(cases.length).toBeGreaterThan(3);
    expect(cases.every((id) => /^(?:dk|no|se|fi)-/.test(id ?? ''))).toBe(true);
  });

  it('counts mixed results apart from failures', async () => {
    expect((await put('失敗的案例有哪些？')).answer).toMatch(/另有 \d+ 則「好壞參半」未列入/);
  });

  it('narrows by field of government, year and agency', async () => {
    expect(casesOf(await put('跟農業或食品有關的AI應用'))).toEqual(
      expect.arrayContaining(['tw-moa-smart-farm', 'tw-tfda-border-food']),
    );
    expect(casesOf(await put('Which systems began before 2013?'))).toContain('us-lapd-predpol');
    const ofAgency = casesOf(await put('內政部的AI案例'));
    expect(ofAgency).toContain('tw-nia-face-attendance');
    expect(ofAgency.every((id) => id?.startsWith('tw-'))).toBe(true);
  });

  it('says which words none of its cases speak of', async () => {
    expect((await put('醫療方面有什麼鯨魚的AI案例')).answer).toMatch(/沒有提到「鯨魚」/);
  });

  it('says when no case is classed as asked, and shows the subject', async () => {
    const reply = await put('有沒有成功的臉部辨識案例');
    expect(reply.answer).toMatch(/^本庫沒有歸類為「成功」/);
    expect(casesOf(reply)).toContain('uk-met-lfr');
  });

  it('finds what happened in the sections, not in the classification', async () => {
    expect(casesOf(await put('哪些聊天機器人亂答？'))).toEqual(
      expect.arrayContaining(['us-nyc-mycity-chatbot', 'tw-taipei-youth-chatbot', 'sg-ask-jamie-moh']),
    );
  });
});

describe('comparisons', () => {
  it('cites both sides and repeats no line', async () => {
    const reply = await put('Compare Robodebt with MiDAS.');
    expect(casesOf(reply)).toEqual(['au-robodebt', 'us-michigan-midas']);
    const lines = reply.answer.split('\n').filter((line) => line.startsWith('- '));
    expect(new Set(lines).size).toBe(lines.length);
  });

  it('says which side the bank does not hold', async () => {
    const reply = await put('冰島的 AI 翻譯和荷蘭 SyRI 有什麼不同？');
    expect(reply).toMatchObject({ outcome: 'no_source' });
    expect(reply.answer).toMatch(/沒有「冰島.*」的案例/);
  });
});
