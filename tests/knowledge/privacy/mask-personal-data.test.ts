import { expect, it } from 'vitest';
import { maskPersonalData } from '../../../knowledge/privacy/mask-personal-data.ts';

const text = '承辦人：王小明，手機 0912-345-678，信箱 ming@moda.gov.tw，身分證 A123456789，統編 04595257。';

it('what is certain leaves the text, what it was stays readable', () => {
  expect(maskPersonalData(text).text).toBe(
    '承辦人：王小明，手機 〔電話已遮蔽〕，信箱 〔電子郵件已遮蔽〕，身分證 〔身分證或居留證號已遮蔽〕，統編 〔統一編號已遮蔽〕。',
  );
});

it('names stay and are marked where they stand in the masked text', () => {
  const { text: shown, marked } = maskPersonalData(`電話 02-2380-5111，${text}`);
  expect(marked.map(({ start, end }) => shown.slice(start, end))).toEqual(['王小明']);
});

it('masking twice changes nothing', () => {
  const once = maskPersonalData(text).text;
  expect(maskPersonalData(once)).toMatchObject({ text: once, masked: [] });
});

it('an English text gets English masks', () => {
  expect(maskPersonalData('Write to a.b@example.org today.').text).toBe(
    'Write to [e-mail address removed] today.',
  );
});

it('a text without personal data comes back as it was', () => {
  const plain = '準確率由 82% 升至 91.5%，節省 12,000 小時，經費 24000000 元。';
  expect(maskPersonalData(plain)).toEqual({ text: plain, masked: [], marked: [] });
});
