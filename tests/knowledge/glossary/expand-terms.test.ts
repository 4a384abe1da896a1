import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildThesaurus, type Thesaurus } from '../../../knowledge/glossary/expand-terms.ts';
import { foldTerm } from '../../../knowledge/glossary/fold-term.ts';
import { loadGlossary } from '../../../knowledge/glossary/load-glossary.ts';
import type { GlossaryTerm } from '../../../knowledge/glossary/schema.ts';
import { cpuMsOf } from '../../support/cpu-time.ts';

function term(id: string, zh: string, en: string, rest: Partial<GlossaryTerm> = {}): GlossaryTerm {
  const definition = { 'zh-TW': '供測試之用的詞。', en: 'A term for the test.' };
  return { id, zh, en, synonymsZh: [], synonymsEn: [], everyday: [], definition, domain: 'ai', ...rest };
}

describe('a thesaurus of made-up terms', () => {
  const terms = [
    term('security', '資通安全', 'cybersecurity', { synonymsZh: ['資安'], everyday: ['被駭'] }),
    term('audit', '稽核', 'audit'),
    term('security-audit', '資安稽核', 'security audit'),
    term('review', '人工覆核', 'human review', { synonymsEn: ['human-in-the-loop'] }),
    term('cluster', '專案管理（工作群）', 'project cluster', { synonymsZh: ['專案管理'] }),
    term('taipei', '臺北市政府', 'Taipei City Government', { synonymsZh: ['北市府'] }),
    term('robodebt', 'Robodebt', 'Robodebt', { synonymsEn: ['Robodebt scheme'] }),
    term('basics', 'AI', 'artificial intelligence', { synonymsZh: ['人工智慧'] }),
  ];
  const everyday = [
    { everyday: ['加班費'], official: ['延長工作時間工資'], domain: 'administration' as const },
  ];
  const { expand } = buildThesaurus(terms, everyday);

  it('prefers the longest word', () => {
    expect(expand('進行資安稽核').map((hit) => hit.found)).toEqual(['資安稽核']);
  });

  it('says where the word stands and tags the languages', () => {
    expect(expand('談資安')).toEqual([
      {
        found: '資安',
        start: 1,
        end: 3,
        relation: 'synonym',
        add: ['資通安全', 'cybersecurity'],
        addZh: ['資通安全'],
        addEn: ['cybersecurity'],
        weight: 1,
      },
    ]);
  });

  it('trusts an everyday word less than a synonym, and the way back least', () => {
    const [hacked] = expand('被駭了');
    const [overtime] = expand('加班費');
    const [wage] = expand('延長工作時間工資');
    expect([hacked?.relation, hacked?.weight, hacked?.addZh]).toEqual([
      'everyday',
      0.5,
      ['資通安全', '資安'],
    ]);
    expect([overtime?.weight, overtime?.add]).toEqual([0.5, ['延長工作時間工資']]);
    expect([wage?.weight, wage?.add]).toEqual([0.25, ['加班費']]);
  });

  it('finds English words whole, in the plural, and with or without hyphens', () => {
    expect(expand('said again')).toEqual([]);
    expect(expand('two audits').map((hit) => hit.found)).toEqual(['audit']);
    expect(expand('human-in-the-loop').map((hit) => hit.found)).toEqual(['human-in-the-loop']);
    expect(expand('human in the loop').map((hit) => hit.found)).toEqual(['human in the loop']);
    expect(expand('用ai嗎').map((hit) => hit.found)).toEqual(['ai']);
  });

  it('reads 台 and 臺 alike', () => {
    expect(expand('臺北市政府')[0]?.addZh).toEqual(['北市府']);
    expect(expand('台北市政府')[0]?.addZh).toEqual(['北市府']);
  });

  it('never adds a name made for display', () => {
    expect(expand('專案管理')[0]?.add).toEqual(['project cluster']);
  });

  it('writes additions in the spelling it is given', () => {
    const shout = buildThesaurus(terms, everyday, (text) => text.toUpperCase());
    expect(shout.expand('資安')[0]?.addEn).toEqual(['CYBERSECURITY']);
  });

  it('counts a name that is the same in both languages once', () => {
    expect(expand('robodebt')).toMatchObject([{ add: ['robodebt scheme'], weight: 1 }]);
  });

  it('lets a phrase keep what the words inside it lead to', () => {
    const phrases = [
      { everyday: ['政府要賠錢'], official: ['國家賠償'], domain: 'rights' as const },
      { everyday: ['賠錢'], official: ['損害賠償'], domain: 'rights' as const },
    ];
    expect(buildThesaurus(terms, phrases).expand('政府要賠錢')[0]?.addZh).toEqual(['國家賠償', '損害賠償']);
  });

  it('says less about each concept when a word names two', () => {
    const two = [
      term('one', '驗證', 'verification'),
      term('two', '認證', 'certification', { synonymsZh: ['驗證'] }),
    ];
    expect(buildThesaurus(two, []).expand('驗證')[0]?.weight).toBeCloseTo(Math.SQRT1_2);
  });
});

describe('the shipped thesaurus', () => {
  let thesaurus: Thesaurus;
  beforeAll(async () => {
    const { terms, everyday } = await loadGlossary();
    thesaurus = buildThesaurus(terms, everyday);
  });

  const added = (text: string) => thesaurus.expand(foldTerm(text)).flatMap((hit) => hit.add);

  it.each([
    ['資安', '資通安全', '資訊安全', 'cybersecurity'],
    ['個資', '個人資料', 'personal data'],
    ['生成式AI', '生成式人工智慧', 'GenAI', 'generative AI'],
    ['幻覺', '捏造', 'hallucination'],
    ['提示注入', 'prompt injection'],
    ['驗收', 'acceptance'],
    ['聊天機器人', '客服機器人', 'chatbot'],
    ['臉部辨識', '人臉辨識', 'facial recognition'],
    ['誤判', '誤報', 'false positive'],
    ['數發部', '數位發展部', 'moda'],
    ['健保署', '中央健康保險署', 'NHIA'],
    ['北市府', '臺北市政府', 'Taipei City Government'],
    ['人工智慧基本法', 'AI基本法', 'AI Basic Act'],
    ['英國', 'UK', 'British'],
    ['硬體維護', '硬體與資安'],
    ['系統規劃', '資料與系統'],
    ['非核心', '非資訊核心'],
  ])('lets the names of %s reach each other', (...names) => {
    for (const from of names) {
      for (const to of names) {
        if (from !== to) expect(added(from), `${from} → ${to}`).toContain(foldTerm(to));
      }
    }
  });

  it.each([
    ['加班費怎麼算', '延長工作時間工資'],
    ['我要調資料', '申請政府資訊'],
    ['為什麼不給看', '限制公開或不予提供'],
    ['資料外洩了', '洩漏'],
    ['要告政府', '行政救濟'],
    ['政府要賠錢', '國家賠償'],
    ['罰多少', 'administrative fines'],
    ['公司要做什麼', 'deployer'],
    ['AI換臉', 'deep fake'],
    ['AI亂講', 'hallucination'],
  ])('leads %s to %s', (question, official) => {
    expect(added(question)).toContain(foldTerm(official));
  });

  it('never takes hits that overlap or run backwards', () => {
    const piece = fc.constantFrom(
      '資安',
      '稽核',
      'AI',
      ' ',
      '的',
      'human',
      '-in-the-loop',
      '臺北市',
      '罰多少',
      'x',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const text = foldTerm(pieces.join(''));
        let edge = 0;
        let last = -1;
        for (const hit of thesaurus.expand(text)) {
          expect(text.slice(hit.start, hit.end)).toBe(hit.found);
          if (hit.start !== last) expect(hit.start).toBeGreaterThanOrEqual(edge);
          last = hit.start;
          edge = hit.end;
        }
      }),
    );
  });

  it('reads 2,000 characters in less than 5 ms, also the worst ones', () => {
    const texts = [
      '機關導入生成式AI時資安與個資怎麼驗收，human in the loop ',
      '行政院及所屬機關',
      'a ',
      '資',
    ];
    for (const text of texts) {
      const long = text.repeat(2000).slice(0, 2000);
      const times = Array.from({ length: 15 }, () => cpuMsOf(() => thesaurus.expand(long))).sort(
        (a, b) => a - b,
      );
      expect(times[7]).toBeLessThan(5);
    }
  });
});
