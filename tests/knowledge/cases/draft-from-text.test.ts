import { describe, expect, it } from 'vitest';
import { draftFromText } from '../../../knowledge/cases/draft-from-text.ts';
import { cpuMsOf } from '../../support/cpu-time.ts';

const thread = `[10:32] 王小明: 房屋稅清查想分享給大家
[10:33] 王小明: 臺南市政府財政稅務局以往都靠人工比對空拍圖，人力不足。
[10:35] 陳大文: 我們採用影像辨識模型比對兩年的空拍圖，113年5月開始試辦。
[10:36] 王小明: 準確率達 92%，每件由 30 分鐘縮短為 5 分鐘
[10:40] 王小明: 風險是誤判加蓋，曾有民眾抱怨。
[10:41] 王小明: 一定要人工覆核，影響評估也做了，契約寫明紀錄留存。
[10:42] 陳大文: 建議先挑一個區試，手機 0912-345-678 歡迎聯絡
[10:43] 陳大文: https://www.tainan.gov.tw/news/1
[10:44] 王小明: 午餐吃什麼`;

const file = `# 生成式 AI 輔助公文摘要
機關：數位發展部
## 緣起
公文量大，承辦人每天讀三小時。
## 作法
- 導入本地部署的大型語言模型
- 自 2024/03 上線
## 成效
平均閱讀時間減少 40%。
## 遇到的困難
摘要曾漏列附件。
## 治理
不得輸入機密公文。
## 給其他機關的建議
先訂使用規範。
來源：[新聞稿](https://moda.gov.tw/press/1)`;

describe('a thread', () => {
  const draft = draftFromText(thread);

  it('has its sentences under the part they tell of', () => {
    expect(Object.keys(draft.sections).sort()).toEqual(
      ['approach', 'background', 'governance', 'lessons', 'results', 'risks'].sort(),
    );
    expect(draft.sections.background?.value).toContain('人力不足');
    expect(draft.sections.governance?.value).toContain('影響評估');
  });

  it('loses who said what, and every telephone number', () => {
    const all = JSON.stringify({ ...draft, masked: [] });
    expect(all).not.toMatch(/王小明|陳大文|10:3|0912/);
    expect(draft.masked.map(({ kind }) => kind)).toEqual(['phone']);
  });

  it('gives facts with the sentence each came from', () => {
    expect(draft.facts.agency).toEqual({
      value: '臺南市政府財政稅務局',
      from: ['臺南市政府財政稅務局以往都靠人工比對空拍圖，人力不足。'],
    });
    expect(draft.facts.aiType?.value).toBe('computer_vision');
    expect(draft.facts.stage?.value).toBe('pilot');
    expect(draft.facts.governmentLevel?.value).toBe('municipality');
    expect(draft.facts.started?.value).toBe('2024-05');
    expect(draft.facts.outcome).toBeUndefined();
  });

  it('gives figures and addresses', () => {
    expect(draft.metrics.map(({ value }) => value)).toEqual([
      { name: '準確率達', value: 92, unit: '%' },
      { name: '每件由 30 分鐘縮短為', value: 5, unit: '分鐘' },
    ]);
    expect(draft.sources.map(({ value }) => value.url)).toEqual(['https://www.tainan.gov.tw/news/1']);
  });

  it('leaves what fits nowhere to the author', () => {
    expect(draft.unplaced).toContain('午餐吃什麼');
  });
});

describe('a Markdown file', () => {
  const draft = draftFromText(file);

  it('keeps its own parts', () => {
    expect(
      Object.fromEntries(Object.entries(draft.sections).map(([part, { value }]) => [part, value])),
    ).toEqual({
      background: '公文量大，承辦人每天讀三小時。',
      approach: '導入本地部署的大型語言模型\n自 2024/03 上線',
      results: '平均閱讀時間減少 40%。',
      risks: '摘要曾漏列附件。',
      governance: '不得輸入機密公文。',
      lessons: '先訂使用規範。',
    });
  });

  it('names title, agency, start and source', () => {
    expect(draft.facts.title?.value).toBe('生成式 AI 輔助公文摘要');
    expect(draft.facts.agency?.value).toBe('數位發展部');
    expect(draft.facts.started?.value).toBe('2024-03');
    expect(draft.sources[0]?.value).toEqual({ url: 'https://moda.gov.tw/press/1', title: '新聞稿' });
  });
});

it('everything drafted stands in the text', () => {
  for (const text of [thread, file]) {
    const { facts, sections, metrics } = draftFromText(text);
    for (const { from } of [...Object.values(facts), ...Object.values(sections), ...metrics])
      for (const sentence of from)
        if (!sentence.includes('已遮蔽')) expect(text).toContain(sentence.replace(/^機關：/, ''));
  }
});

it('an English text is drafted as well', () => {
  const draft = draftFromText(`Title: Summaries for inspectors
Previously the Department of Labor had a backlog of 9,000 reports.
We built a classification model and started a pilot in 2023-04.
Handling time was reduced by 40%.
The model failed on handwritten pages.
Next time we should have asked the inspectors first.`);
  expect(draft.facts.title?.value).toBe('Summaries for inspectors');
  expect(draft.facts.agency?.value).toBe('Department of Labor');
  expect(draft.facts.started?.value).toBe('2023-04');
  expect(Object.keys(draft.sections).sort()).toEqual([
    'approach',
    'background',
    'lessons',
    'results',
    'risks',
  ]);
});

it.each(['', '。', '\n\n', 'a'.repeat(50_000), '王'.repeat(50_000), '# \n## \n：\n'])(
  'a text without anything to say gives an empty draft in little time (%#)',
  (text) => {
    const ms = cpuMsOf(() => {
      const { sections, metrics, sources } = draftFromText(text);
      expect({ sections, metrics, sources }).toEqual({ sections: {}, metrics: [], sources: [] });
    });
    expect(ms).toBeLessThan(1_000);
  },
);
