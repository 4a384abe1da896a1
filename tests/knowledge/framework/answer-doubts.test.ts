import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '../../../core/db/store.ts';
import type { AnswerDraft } from '../../../knowledge/answers/schema.ts';
import { answerFramework } from '../../../knowledge/framework/answer-framework.ts';
import { detectLanguage } from '../../../knowledge/text/detect-language.ts';
import { openTestStore } from '../../support/test-store.ts';
import { contextOn, fillFramework, now } from './support.ts';

let store: Store;

beforeAll(async () => {
  store = await openTestStore(now);
  await fillFramework(store);
});
afterAll(() => store.close());

const ask = (text: string) => answerFramework(contextOn(store), { text, language: detectLanguage(text) });
const textOf = (draft: AnswerDraft | null) =>
  (draft?.parts ?? []).flatMap((part) => [part.lead ?? '', ...part.claims.map((one) => one.text)]).join('\n');

/** A question of ours on each note of doubt, then the numbers or words of the note it must give. */
const doubts: [string, string, ...string[]][] = [
  ['A2', '管理職能是不是隨層級越來越重要？', '1.50', '1.875'],
  ['A1', '企業架構中階才0.81，是不是可以不用排訓練？', '0.81', '不代表'],
  ['A1', '可以拿這些分數當訓練目標值嗎', '沒有訂目標值'],
  ['B2', '工作項目表的表頭人數加起來多少', '2,088'],
  ['A2', 'Do management competencies grow with level?', '1.875'],
  ['A3', '基層的表都是基層人員自己作答的嗎', '287'],
  ['A3', 'Who answered the senior-level question block?', '287'],
  ['A4', '總平均為什麼和五群對不起來，總平均對不上？', '0.087'],
  ['B3', '各群與層級有做卡方檢定嗎', '32.8'],
  ['B5', '高階是不是等於簡任', '115', '81'],
  ['B6', '職能訪談實際在場的有幾位？E2到E5算進去了嗎', 'E2', 'E5'],
  ['C1', '委外工作項目的標籤是不是錯位了', '0.989'],
  ['C1', 'Are the outsourced task labels shifted by a row?', '0.989'],
  ['C2', '工作項目的分數可以當時數看嗎', '6.10'],
  ['C3', '系統開發與維護跟系統開發與維運是同一項嗎', '12 項'],
  ['C4', '政策推動真的是硬體維護的主要工作嗎', '0.43', '1.86'],
  ['D2', '資料與系統和系統規劃是同一群嗎', '系統規劃即資料與系統'],
  ['D3', '各政府的主要工作群是依什麼規則選的，主要工作群可信嗎', '選取規則'],
  ['E1', '中階的兩張技術清單標題重疊了嗎', '7 項', '6 項'],
  ['F1', '主要職能的中階列為什麼有些被遮住', '註解方塊'],
  ['F2', '高階的主要職能是不是左移了', '1.85'],
  ['F4', '為什麼管理的主要職能清單有新興技術監測與評估', '技術職能'],
  ['F5', '主要職能是怎麼挑的', '1.66', '1.72'],
  ['F6', '表裡的紅字是什麼意思', '1.57', '1.58'],
  ['G1', '專案管理工作群不重視AI職能，是真的嗎', '1.06', '1.38'],
  ['G2', '專案管理群的基本工作職能比硬體維護重要，對嗎', '2.71', '2.72'],
  ['G3', '專案管理群高階的職能需求下降了嗎', '4.13'],
  ['G4', '系統規劃群的AI職能隨層級提高嗎', '0.69', '0.62'],
  ['G5', '高階各群都重視AI素養嗎', '0.80', '0.88', '1.11'],
  ['G6', '基層只有系統規劃看重跨域管理嗎', '1.05', '1.01'],
  ['G7', '基層AI素養中央、直轄市、地方有差別嗎', '0.73、0.72、0.72'],
  ['G7', 'Do central and local government differ in AI literacy at basic level?', '0.73', '0.72'],
  ['G8', '中階AI產品與系統評測，地方比中央高嗎', '0.29', '1.25'],
  ['G9', '高階AI系統設計與應用是不是中央最高', '1.44', '1.20'],
  ['G10', '專案管理是地方比中央重視嗎', '18%', '14%'],
  ['G10', 'Is project management valued more in local than in central government?', '18 %', '14 %'],
  ['G11', '中階AI素養在中央、直轄市、地方各是多少', '0.82', '0.89', '0.93'],
  ['G12', '中階新興技術監測與評估，中央和地方比起來如何', '1.76', '1.83'],
];

describe('a question on a note of doubt', () => {
  for (const [id, question, ...facts] of doubts)
    it(`${id}: ${question} → ${facts.join(' · ')}`, async () => {
      const draft = await ask(question);
      expect(draft?.outcome).toBe('answered');
      const text = textOf(draft);
      for (const fact of facts) expect(text).toContain(fact);
    });
});

/** Question, then what must be said; a leading `!` must not. */
const facts: [string, ...string[]][] = [
  ['AI產品與系統評測屬於哪一類職能？', '基層屬於技術職能', '中階、高階屬於管理職能'],
  [
    'Is strategic management a technical or a management competency?',
    'management competencies',
    'basic level',
  ],
  ['企業架構基層要會嗎', '沒有「企業架構」', '中階、高階'],
  ['哪些職能只有基層才有', '資通訊網路管理', '專案管理', '!企業架構'],
  ['Which competencies does the basic level not have?', 'Strategic management', '!ata management'],
  ['樣本裡資訊職系有幾人', '990', '45.2%', '45.3%', '已損壞'],
  ['母體中非資訊職系占多少', '3,952', '48.2%', '48.4%'],
  ['簡任占樣本20.5%嗎', '115', '20.5%', '5.3%'],
  ['樣本裡薦任有多少人', '已不見'],
  ['基層的管理職能有哪幾項', '需求分析', '風險管理', '專案管理', '持續管理'],
  ['What are the sizes of the clusters?', '435', '300', '370', '345', '683'],
  ['How was the questionnaire distributed and when?', 'SurveyCake', '26 March', '9 April'],
  ['基層系統規劃的跨域管理比總平均高嗎', '1.05', '0.90', '是'],
  ['中階管理職能第二名是哪一項', '需求分析', '2.12'],
  ['Rank the common competencies of senior level', '2.02', '1.55', '1.11'],
];

describe('types, presence, rows and orders', () => {
  for (const [question, ...said] of facts)
    it(`${question} → ${said.join(' · ')}`, async () => {
      const draft = await ask(question);
      expect(draft?.outcome).toBe('answered');
      const text = textOf(draft);
      for (const fact of said)
        if (fact.startsWith('!')) expect(text).not.toContain(fact.slice(1));
        else expect(text).toContain(fact);
    });

  it.each(['系統規劃的分數', 'What is the score of local government?', '專案管理是多少'])(
    'asks back what %s is of',
    async (question) => {
      const draft = await ask(question);
      expect(draft?.outcome).toBe('clarify');
      expect(draft?.suggestions.length).toBeGreaterThan(1);
    },
  );

  it('writes long lists in English without the Chinese names', async () => {
    const text = textOf(await ask('List the management competencies at senior level.'));
    expect(text).toContain('risk management');
    expect(text).not.toMatch(/\p{Script=Han}/u);
  });

  it.each([
    ['What is the score for risk management?', true],
    ['風險管理幾分', true],
    ['How should agencies handle risk management when buying AI?', false],
  ])('%s is surely of the tables: %s', async (question, sure) => {
    expect((await ask(question))?.sure ?? false).toBe(sure);
  });
});
