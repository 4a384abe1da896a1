import { describe, expect, it } from 'vitest';
import { isNationalId } from '../../../knowledge/personnel/national-id.ts';
import { isCompanyNumber } from '../../../knowledge/privacy/company-number.ts';
import { findPersonalData } from '../../../knowledge/privacy/find-personal-data.ts';
import { cpuMsOf } from '../../support/cpu-time.ts';

const found = (text: string) => findPersonalData(text).map(({ kind, text: what }) => `${kind} ${what}`);

/** A fixed sequence, so that a failure can be repeated. */
function numbersFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
const random = numbersFrom(20_231);
const digits = (count: number) => Array.from({ length: count }, () => random(10)).join('');
const letter = () => 'ABCDEFGHJKLMNPQRSTUVXYWZIO'[random(26)]!;
const inFullWidth = (text: string) =>
  text.replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));

/** Ten-character numbers of a sort with the last digit made right. */
function validIds(second: string, count: number): string[] {
  return Array.from({ length: count }, () => {
    const start = `${letter()}${second[random(second.length)]}${digits(7)}`;
    return [...'0123456789'].map((last) => start + last).find(isNationalId)!;
  });
}

describe('numbers with a check digit', () => {
  it.each([
    ['national ids', '12'],
    ['resident numbers of 2021', '89'],
    ['resident numbers before it', 'ABCD'],
  ])('every valid one of the %s is found in any writing', (_, second) => {
    for (const id of validIds(second, 300))
      for (const written of [
        id,
        id.toLowerCase(),
        inFullWidth(id),
        [...id].join(' '),
        `${id[0]}-${id.slice(1)}`,
      ])
        expect(found(`申請人身分證 ${written} 已驗`), written).toEqual([`national_id ${written}`]);
  });

  it('letters and digits at random are flagged no more often than the check digit lets through', () => {
    const tries = 20_000;
    let flagged = 0;
    for (let n = 0; n < tries; n++)
      flagged += found(`紀錄 ${letter()}${1 + random(2)}${digits(8)} 完成`).length;
    expect(flagged / tries).toBeGreaterThan(0.08);
    expect(flagged / tries).toBeLessThan(0.12);
  });

  it('every valid company number is found where it is named', () => {
    let seen = 0;
    for (let n = 0; n < 3_000; n++) {
      const number = digits(8);
      if (!isCompanyNumber(number)) continue;
      seen++;
      for (const written of [
        number,
        inFullWidth(number),
        [...number].join(' '),
        `${number.slice(0, 4)}-${number.slice(4)}`,
      ])
        expect(found(`得標廠商統一編號：${written}，履約`), written).toEqual([`company_number ${written}`]);
    }
    expect(seen).toBeGreaterThan(500);
  });

  it('free eight-digit numbers are flagged no more often than the check digit lets through', () => {
    const tries = 20_000;
    let flagged = 0;
    let valid = 0;
    for (let n = 0; n < tries; n++) {
      const number = digits(8);
      if (isCompanyNumber(number)) valid++;
      flagged += found(`紀錄 ${number} 完成`).length;
    }
    expect(flagged).toBeLessThanOrEqual(valid);
    expect(flagged / tries).toBeLessThan(0.24);
  });

  it.each(['04595257', '22099131', '10458575'])(
    '%s, a published company number, is found standing free',
    (number) => {
      expect(found(`由 ${number} 承作`)).toEqual([`company_number ${number}`]);
    },
  );

  it.each([
    '經費 24000000 元',
    '共 10458575 筆',
    '自 20231105 上線',
    '院臺科字第10458575號',
    'https://example.gov.tw/news/10458575',
    '比率 0.10458575',
    '約 10,458,575 人',
    '時間 1899-12-31 11:59',
    '案號 10458575',
  ])('%s holds no company number', (text) => {
    expect(found(text)).toEqual([]);
  });
});

describe('telephone numbers', () => {
  it.each([
    '0912345678',
    '0912-345-678',
    '0912 345 678',
    '０９１２－３４５－６７８',
    '+886 912 345 678',
    '+886-912-345-678',
    '(02)2380-5111',
    '（02）2380-5111',
    '02-23805111',
    '02 2380 5111',
    '+886-2-2380-5111',
    '037-123456',
    '04-22289111',
    '049-2222106',
    '089-326141',
    '082-318823',
    '0836-22067',
    '02-2380-5111 分機 123',
    '02-2380-5111#123',
    '02-2380-5111 ext. 123',
  ])('%s is found whole', (number) => {
    expect(found(`請電 ${number}。`)).toEqual([`phone ${number}`]);
  });

  it('a number without its area code is found where it is named', () => {
    expect(found('電話：2380-5111')).toEqual(['phone 2380-5111']);
    expect(found('洽詢分機 301')).toEqual(['phone 分機 301']);
  });

  it.each([
    '服務專線 1999',
    '免付費 0800-000-123',
    '下降 0.9123456789',
    '2023-02-28 09:30',
    'Telephone,101-1000',
    '共 912345678 筆',
    '編號 DOC0912345678',
  ])('%s holds none', (text) => {
    expect(found(text)).toEqual([]);
  });
});

describe('e-mail addresses', () => {
  it.each([
    'a.b@moda.gov.tw',
    'ming＠gov.taipei',
    'jane.smith (at) example.org',
    'x @ example.com',
    'a+b@sub.example.co.uk',
  ])('%s is found whole', (address) => {
    expect(found(`信箱 ${address}，謝謝`)).toEqual([`email ${address}`]);
  });

  it('a long run of signs is read in little time', () => {
    const run = `${'a'.repeat(20_000)} ${"a'".repeat(10_000)} ${'1 '.repeat(10_000)} ${'王'.repeat(20_000)}`;
    expect(cpuMsOf(() => findPersonalData(run))).toBeLessThan(1_500);
  });
});

describe('names', () => {
  it.each([
    ['承辦人：王小明，', '王小明'],
    ['聯絡人 歐陽小華。', '歐陽小華'],
    ['洽李科長或陳大文先生', '李科長'],
    ['由陳大文先生說明', '陳大文先生'],
    ['科長王小明指出', '王小明'],
    ['同仁王○明表示', '王○明'],
    ['Contact: Jane Smith, desk 2', 'Jane Smith'],
  ])('in “%s” the name is marked and left to the author', (text, name) => {
    const [span] = findPersonalData(text);
    expect(span).toMatchObject({ kind: 'name', text: name, certain: false });
  });

  it.each(['高雄市科長會議', '本案由資訊處長核定', '方案主任務', '黃金周人潮', '主任高度重視'])(
    '“%s” holds none',
    (text) => {
      expect(found(text)).toEqual([]);
    },
  );
});

it.each(['A123456789，0912-345-678，04595257，2023 年', 'A123456789,0912345678,04595257,2023'])(
  'one after another, with nothing but a comma between, each is found: %s',
  (text) => {
    expect(findPersonalData(text).map(({ kind }) => kind)).toEqual([
      'national_id',
      'phone',
      'company_number',
    ]);
  },
);

it('spans do not overlap, stand in reading order and quote the text itself', () => {
  const text = '承辦人：王小明（０２）２３８０－５１１１ A123456789 a123456789@x.tw 統編04595257';
  const spans = findPersonalData(text);
  expect(spans.map(({ kind }) => kind)).toEqual(['name', 'phone', 'national_id', 'email', 'company_number']);
  for (const [index, span] of spans.entries()) {
    expect(text.slice(span.start, span.end)).toBe(span.text);
    expect(span.start).toBeGreaterThanOrEqual(spans[index - 1]?.end ?? 0);
  }
});
