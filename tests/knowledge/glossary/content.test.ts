import { existsSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { foldTerm } from '../../../knowledge/glossary/fold-term.ts';
import { type Glossary, loadGlossary } from '../../../knowledge/glossary/load-glossary.ts';
import { type GlossaryTerm, glossaryDomains } from '../../../knowledge/glossary/schema.ts';

const content = new URL('../../../knowledge/content/', import.meta.url);

/** What Big5 can write, which leaves out characters that exist only in simplified script. */
function big5Characters(): Set<string> {
  const decoder = new TextDecoder('big5');
  const known = new Set<string>();
  for (let lead = 0xa1; lead <= 0xf9; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1)
      known.add(decoder.decode(new Uint8Array([lead, trail])));
  }
  return known;
}

function textOfCase(id: string): string {
  const file = new URL(`cases/${id}.md`, content);
  return existsSync(file) ? foldTerm(readFileSync(file, 'utf8')) : '';
}

const namesOf = (term: GlossaryTerm) => [term.zh, term.en, ...term.synonymsZh, ...term.synonymsEn];

describe('glossary content', () => {
  let glossary: Glossary;
  beforeAll(async () => {
    glossary = await loadGlossary();
  });

  it('holds at least 300 terms and 150 everyday entries', () => {
    expect(glossary.terms.length).toBeGreaterThanOrEqual(300);
    expect(glossary.everyday.length).toBeGreaterThanOrEqual(150);
  });

  it('fills every domain', () => {
    const used = new Set(glossary.terms.map((term) => term.domain));
    expect([...used].sort()).toEqual(Object.keys(glossaryDomains).sort());
  });

  it('repeats no id', () => {
    const ids = glossary.terms.map((term) => term.id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  it('names no term as its own synonym and repeats no word inside a term', () => {
    const repeated = glossary.terms.flatMap((term) => {
      const synonyms = [...term.synonymsZh, ...term.synonymsEn, ...term.everyday].map(foldTerm);
      const own = new Set([foldTerm(term.zh), foldTerm(term.en)]);
      return synonyms.filter((word, index) => own.has(word) || synonyms.indexOf(word) !== index);
    });
    expect(repeated).toEqual([]);
  });

  it('keeps everyday and official words of an entry apart', () => {
    const both = glossary.everyday.flatMap(({ everyday, official }) => {
      const words = new Set(everyday.map(foldTerm));
      return official.filter((word) => words.has(foldTerm(word)));
    });
    expect(both).toEqual([]);
  });

  it('defines every term in both languages', () => {
    for (const { id, definition } of glossary.terms) {
      expect(definition['zh-TW'], id).toMatch(/\p{Script=Han}.*。$/su);
      expect(definition.en, id).toMatch(/^[A-Z0-9].*[.;]?\.$/s);
      expect(definition.en, id).not.toMatch(/\p{Script=Han}/u);
    }
  });

  it('gives no two terms the same definition', () => {
    const definitions = glossary.terms.map((term) => term.definition['zh-TW']);
    expect(definitions.filter((text, index) => definitions.indexOf(text) !== index)).toEqual([]);
  });

  it('puts Chinese names among the Chinese and English among the English', () => {
    for (const { synonymsZh, synonymsEn } of glossary.terms) {
      for (const name of synonymsZh) expect(name).toMatch(/\p{Script=Han}/u);
      for (const name of synonymsEn) expect(name).not.toMatch(/\p{Script=Han}/u);
    }
  });

  it('uses no character that is simplified only', () => {
    const known = big5Characters();
    const lines = [...glossary.terms, ...glossary.everyday].map((entry) => JSON.stringify(entry)).join('');
    const strange = [...lines].filter(
      (character) => /\p{Script=Han}/u.test(character) && !known.has(character),
    );
    expect([...new Set(strange)]).toEqual([]);
  });

  it('shows words as Taiwan says them', () => {
    const shown = glossary.terms.flatMap((term) => [term.zh, ...term.synonymsZh, term.definition['zh-TW']]);
    const mainland = /信息|软件|軟件|硬件|用戶|質量|網絡|默認|數據庫|人工智能|視頻|服務器|兼容/;
    expect(shown.filter((text) => mainland.test(text))).toEqual([]);
  });

  it('names only cases that use one of the names', () => {
    const wrong = glossary.terms.flatMap((term) =>
      (term.sources ?? [])
        .filter((id) => !namesOf(term).some((name) => textOfCase(id).includes(foldTerm(name))))
        .map((id) => `${term.id}: ${id}`),
    );
    expect(wrong).toEqual([]);
  });

  it('knows every competency, cluster alias, level and government of the framework', () => {
    const names = new Set(glossary.terms.flatMap(namesOf).map(foldTerm));
    const wanted =
      `基本工作職能 法規與實際運用 跨域管理 AI素養 資訊安全與倫理 資料管理 系統分析與設計 服務驗收
      AI系統設計與應用 資通訊網路管理 AI產品與系統評測 新興技術監測與評估 需求分析 持續管理 系統開發專案管理
      風險管理 企業架構 策略管理 績效管理 專案管理 硬體維護 硬體與資安 系統規劃 資料與系統 複合功能 非核心
      非資訊核心 基層 中階 高階 中央政府 直轄市 地方政府 共通職能 技術職能 管理職能`.split(/\s+/);
    expect(wanted.filter((name) => !names.has(foldTerm(name)))).toEqual([]);
  });
});
