import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Bank } from '../../../core/context.ts';
import { findSimilarCases } from '../../../knowledge/cases/find-similar-cases.ts';
import { getCase } from '../../../knowledge/cases/get-case.ts';
import { textOverlap, titleLikeness } from '../../../knowledge/cases/text-likeness.ts';
import { contextOf, openSeededBank } from '../../support/world.ts';

let bank: Bank;
beforeAll(async () => {
  bank = await openSeededBank();
}, 240_000);
afterAll(() => bank?.store.close());

it('a case told again is a near-duplicate, and no other case is', async () => {
  const ctx = contextOf(bank);
  for (const id of ['tw-taide', 'jp-gennai', 'tw-customs-ai-xray']) {
    const told = await getCase.run(ctx, { id });
    const text = told.sections
      .slice(0, 6)
      .map((section) => section.text)
      .join('\n');
    const found = await findSimilarCases(ctx, { title: '另外一個標題', text });
    expect(found[0]).toMatchObject({ id, nearDuplicate: true });
    expect(found.filter(({ nearDuplicate }) => nearDuplicate)).toHaveLength(1);
    expect(
      (await findSimilarCases(ctx, { title: '另外一個標題', text, except: id })).map((one) => one.id),
    ).not.toContain(id);
  }
});

it('the same title is a near-duplicate whatever the text says', async () => {
  const [first] = await findSimilarCases(contextOf(bank), {
    title: 'TAIDE：臺灣自主可控的正體中文語言模型',
    text: '',
  });
  expect(first).toMatchObject({ id: 'tw-taide', nearDuplicate: true, likeness: 1 });
});

it('nothing to compare finds nothing', async () => {
  expect(await findSimilarCases(contextOf(bank), { title: '', text: '  ' })).toEqual([]);
});

it('likeness knows neither spaces nor signs nor width', () => {
  expect(titleLikeness('ＡＩ 客服', 'AI客服！')).toBe(1);
  expect(titleLikeness('語音辨識', '影像審查')).toBe(0);
  expect(textOverlap('', '任何文字')).toBe(0);
});
