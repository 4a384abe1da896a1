import { describe, expect, it } from 'vitest';
import { aspectsOf, clausesOf, understandQuestion } from '../../../knowledge/answers/understand-question.ts';

const clauses = async (text: string) => clausesOf(await understandQuestion(text)).map(({ folded }) => folded);
const main = (text: string) => aspectsOf(text)[0]?.id;

describe('what is asked', () => {
  it.each([
    ['民眾被廣告騙走多少錢', 'amount'],
    ['系統花了多少錢', 'cost'],
    ['花了幾年做', 'count'],
    ['社會卡是誰出資', 'funder'],
    ['who paid for the system?', 'funder'],
    ['從哪年開始用', 'start'],
    ['根據哪些資料分級', 'data'],
    ['how much did they pay back?', 'penalty'],
    ['how many judges use it?', 'count'],
    ['為什麼拿掉無風險這一級', 'why'],
  ])('%s asks for %s', (text, aspect) => {
    expect(main(text)).toBe(aspect);
  });

  it('takes each half of a question for itself, also when one is but a noun', async () => {
    expect(await clauses('員警沿用系統評分的比例？哪一年取消？')).toHaveLength(2);
    expect(await clauses('有幾萬人可以用生成式 AI 要守哪幾條規則')).toHaveLength(2);
    expect(await clauses('Who was arrested and for how long was he held?')).toHaveLength(2);
    expect(await clauses('關務署的系統花了多少錢？')).toHaveLength(1);
  });

  it('keeps a short name that looks like an English word', async () => {
    const { words } = await understandQuestion('AMS 演算法分成幾級');
    expect(words.map(({ text }) => text)).toContain('ams');
  });
});
