import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold, isSimplified, toTaiwanWords } from '../../../knowledge/text/fold.ts';

describe('fold', () => {
  it.each([
    ['臺北市政府', '台北市政府'],
    ['台湾的风险评估', '臺灣的風險評估'],
    ['后面', '後面'],
    ['ＡＩ　治理', 'ai 治理'],
    ['GPT－４ｏ', 'gpt-4o'],
    ['人工 智慧\n治理', '人工智慧治理'],
    ['人\u200b工\ufeff智慧', '人工智慧'],
    ['計劃與規劃', '計畫與規畫'],
    ['身份證', '身分證'],
    ['裏面', '裡面'],
    ['羣眾', '群衆'],
    ['「引號」', '“引號”'],
    ['Bürokratt', 'burokratt'],
    ['第１２條', '第12條'],
  ])('gives %j and %j one form', (a, b) => {
    expect(fold(a)).toBe(fold(b));
  });

  it('keeps digits, 民國 and Chinese numerals', () => {
    expect(fold('民國一百一十三年第十二條 2,185')).toBe('民國一百一十三年第十二條 2,185');
  });

  it('keeps words apart that differ', () => {
    expect(fold('採購')).not.toBe(fold('購買'));
  });

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(fold(fold(text))).toBe(fold(text));
      }),
    );
  });
});

describe('simplified input', () => {
  it('is told by characters only simplified text has', () => {
    expect(isSimplified('软件采购')).toBe(true);
    expect(isSimplified('皇后與公里，台北游泳')).toBe(false);
  });

  it('is asked in the words used in Taiwan', async () => {
    expect(await toTaiwanWords('软件的信息安全')).toBe('軟體的資訊安全');
  });

  it('leaves traditional text as it came', async () => {
    expect(await toTaiwanWords('程序正義與網絡')).toBe('程序正義與網絡');
  });
});
