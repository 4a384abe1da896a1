import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Bank } from '../../../core/context.ts';
import { openRecords } from '../../../ingest/open-records.ts';
import { runRecords } from '../../../ingest/run-job.ts';
import type { TestHttp } from '../../support/http.ts';
import { openHttp } from '../../support/http.ts';
import { openSeededBank } from '../../support/world.ts';
import { fixture } from './hostile-files.ts';

const documents = {
  '潮見縣智慧客服.pdf': 'report-libreoffice.pdf',
  '星河市指引.docx': 'guide-libreoffice.docx',
  'northgate.pdf': 'checklist-reportlab.pdf',
  '星河簡報.pptx': 'deck-zh-python-pptx.pptx',
  'northgate-deck.odp': 'deck-en-libreoffice.odp',
  '星河預算.xlsx': 'book-zh-libreoffice.xlsx',
  'northgate-systems.ods': 'book-en-odfpy.ods',
};

let bank: Bank;
let http: TestHttp;
beforeAll(async () => {
  bank = await openSeededBank();
  http = openHttp(bank);
  for (const [name, file] of Object.entries(documents)) {
    const records = await openRecords(bank, { name, bytes: fixture(file), visibility: 'public' });
    expect(await runRecords(bank, records, async () => {})).toMatchObject({ added: 1, errors: [] });
  }
}, 300_000);
afterAll(() => bank?.store.close());

describe('an answer from a document cites the place in it', () => {
  it.each([
    ['潮見縣智慧客服稅務局的直接完成率是多少？', /58%/, '第 2 頁，表 1'],
    ['潮見縣智慧客服回覆錯誤的主要原因是什麼？', /規費標準更新後未同步/, '第 2 頁'],
    ['潮見縣智慧客服第二階段擴大到哪些局處？', /其餘局處/, '第 3 頁，表 2'],
    ['星河市對外客服使用生成式AI要誰核准？', /機關首長/, '表 1'],
    ['星河市衛生局115年的AI經費多少？', /150|175/, /工作表 預算，第 4 列|表 2/],
    ['星河市路口流量預測的預算多少？', /720\.5/, '工作表 預算，第 5 列'],
    ['星河市哪些資料不能輸入生成式AI？', /機密文書/, '資料保護'],
    ['Who approves AI contracts above $250,000 in Northgate County?', /AI review board/, 'p. 1, table 1'],
    ['How accurate is the Permit assistant in Northgate?', /91%/, 'sheet Inventory, row 2'],
    ['What does call routing cost Northgate per year?', /\$31,500/, 'slide 3, table 1'],
    ['星河市的盤點多久更新一次？', /每半年/, '第 2 張投影片，備忘稿'],
  ])('%s', async (question, text, place) => {
    const { json } = await http.api('POST', '/ask', { json: { question } });
    expect(json).toMatchObject({ outcome: 'answered' });
    expect(json.answer).toMatch(text);
    const said = json.citations.find(({ excerpt }: { excerpt: string }) => text.test(excerpt));
    expect(said?.section.split(' › ').at(-1)).toMatch(
      typeof place === 'string' ? new RegExp(`^${place}$`) : place,
    );
  });
});
