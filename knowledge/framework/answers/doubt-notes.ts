import { pattern } from '../pattern.ts';
import { selectDoubts, selectStatements } from '../queries.ts';
import type { Reading } from '../understand.ts';
import type { CitedClaim, Draft, Facts } from './facts.ts';
import { answered, claim, doubt, paragraph } from './facts.ts';
import { verdict } from './statements.ts';

/** What a question on a note of doubt says; `also` is what else it must name. */
interface WayIn {
  readonly id: string;
  readonly asked: RegExp;
  readonly also?: (reading: Reading) => boolean;
}

const table = ({ asks, text }: Reading) =>
  asks.framework || asks.measure || /表|題組|table|slide|投影片/u.test(text);
const has = (name: string) => (reading: Reading) => reading.competencies.includes(name);
const group = (cluster: string) => (reading: Reading) =>
  reading.clusters.includes(cluster as never) || (cluster === 'pm' && reading.projectManagementUnclear);
const at = (level: string, reading: Reading) =>
  reading.levels.length === 0 || reading.levels.includes(level as never);
const ai = (reading: Reading) =>
  /(?<![a-z])ai(?![a-z])|人工智慧/u.test(reading.text) ||
  reading.competencies.some((one) => one.startsWith('AI'));
const claims = pattern(
  '真的|對嗎|嗎|撐|站得住|是不是|是否|正確|成立|支持|說法|研究(說|寫|指出|認為)|作者|true|correct|support|claim|really|right|does|do (the|all)|did|is (it|there|project)',
);
const claimed = (reading: Reading) => claims.test(reading.text);

/** The ways people ask about what cannot be trusted, most particular first. */
const waysIn: readonly WayIn[] = [
  {
    id: 'G3',
    asked: pattern('萎縮|減少|下降|變少|降低|shrink|shrank|shrunk|declin|decreas|contract'),
    also: (one) => group('pm')(one) && /職能|需求|competenc|need/u.test(one.text),
  },
  {
    id: 'G1',
    asked: pattern(
      '(不|沒|較不|不太|不怎麼|沒有)(看重|重視|在乎|在意|強調)|忽視|輕視|偏低|較低|都低|不高|not (value|care|prioriti|emphasi)|low|little|less|ignore|undervalu',
    ),
    also: (one) => group('pm')(one) && ai(one) && one.clusters.length < 2 && one.governments.length === 0,
  },
  {
    id: 'G2',
    asked: pattern('比|前兩|更|高於|重要|than|first two|more|above'),
    also: (one) => group('pm')(one) && has('基本工作職能')(one) && claimed(one),
  },
  {
    id: 'G4',
    asked: pattern(
      '隨|提高|提升|增加|越.{0,6}越|上升|成長|逐步|increas|grow|rise|rising|with level|higher the',
    ),
    also: (one) => group('sys')(one) && ai(one) && one.competencies.length < 2 && one.clusters.length < 2,
  },
  {
    id: 'G4',
    asked: pattern('比.{0,16}(高|重要|看重|重視)|高於|higher|more|above'),
    also: (one) => group('sys')(one) && group('hw')(one) && ai(one) && one.competencies.length === 0,
  },
  {
    id: 'G5',
    asked: pattern(
      '普遍|都|每|全部|所有|各群|一致|generally|every|all|universal|across the board|broadly|common',
    ),
    also: (one) =>
      has('AI素養')(one) && one.levels.includes('senior') && one.clusters.length === 0 && claimed(one),
  },
  {
    id: 'G6',
    asked: pattern('只有|唯一|僅|only'),
    also: (one) => has('跨域管理')(one) && at('basic', one) && one.levels.length < 2,
  },
  {
    id: 'G10',
    asked: pattern('比|大於|高於|更|較|>|誰|哪|than|more|higher|which|who'),
    also: (one) =>
      (has('專案管理')(one) || group('pm')(one)) &&
      one.governments.includes('local') &&
      one.governments.length > 1 &&
      at('basic', one),
  },
  {
    id: 'G11',
    asked: pattern(
      '隨.{0,8}(機關|政府|層級)|機關層級|越.{0,6}越|with (the )?(tier|level of government)|tier of government|higher tier',
    ),
    also: (one) =>
      (has('AI素養')(one) || (one.competencies.length === 0 && ai(one))) &&
      at('mid', one) &&
      /機關|政府|government|tier/u.test(one.text),
  },
  {
    id: 'A2',
    asked: pattern(
      '管理(類|性)?職能.{0,24}(隨|越|愈|增加|成長|提高|上升|變多|變重要)|management competenc.{0,50}(grow|increas|rise|more important|with level)',
    ),
    also: (one) => one.clusters.length === 0,
  },
  {
    id: 'A2',
    asked: pattern('比|更|重要|高(?!階|級)|成長|增加|than|more|higher|grow|increas'),
    also: (one) =>
      one.types.includes('管理') &&
      one.types.length === 1 &&
      one.levels.length > 1 &&
      one.competencies.length === 0,
  },
  {
    id: 'A3',
    asked: pattern(
      '(自己|本人|親自).{0,10}(填|答|回答|作答|評)|誰(填|答|作答|回答)|(填|作|回)答(者|的人)?.{0,6}(是|就是|都是|只有|僅).{0,4}(基層|中階|高階|誰)|只有?.{0,6}(基層|中階|高階).{0,8}(填|作答|回答)|獨立(的)?樣本|themselves|who (answered|filled|responded|replied)|answered (only )?by|independent samples|only .{0,30}(answered|responded|filled)|(only|just) (from|by|of) .{0,14}(basic|mid|middle|senior)',
    ),
    also: (one) => one.levels.length > 0 || /題組|層級|三張表|three tables|levels?|blocks?/u.test(one.text),
  },
  {
    id: 'A4',
    asked: pattern(
      '總平均的?(n(?![a-z])|人數|基數)|總平均.{0,10}(幾個?人|多少人)|n of the overall mean|總平均.{0,16}(重算|對不起來|對不上|算不出|兜不|不一致|recomput)|overall mean.{0,40}(recomput|reproduc|not match|weighted)',
    ),
  },
  {
    id: 'B2',
    asked: pattern('表頭.{0,20}(加|合計|總|多少|幾)|2,?088|headers?.{0,30}(add|sum|total)'),
    also: table,
  },
  {
    id: 'B3',
    asked: pattern('卡方|獨立性檢定|chi-?squared?|期望值.{0,10}(對|正確|相符|可信)'),
    also: () => true,
  },
  {
    id: 'B5',
    asked: pattern(
      '((簡任.{0,30}高階|高階.{0,30}簡任).{0,16}(兜|對不|不一|不同|落差|差|少|矛盾|為什麼)|高階.{0,10}(等於|就是|是不是|是否|也是|即|=).{0,8}簡任|簡任.{0,10}(等於|就是|是不是|是否|即|=).{0,8}高階|(如何|怎麼|怎樣|依什麼).{0,8}(歸|分|劃分|定義|區分)(為|成|出)?.{0,6}(基層|層級|高階|中階)|層級.{0,6}(怎麼|如何|依什麼)(劃|分|定義|歸)|how .{0,30}(assigned to|divided into|split into|sorted into) .{0,12}(level|basic|senior)|senior level .{0,30}(same as|mean|equal).{0,20}rank)',
    ),
    also: (one) => !/技術職能|管理職能|共通職能/u.test(one.text),
  },
  {
    id: 'B6',
    asked: pattern(
      '(職能)?訪談.{0,16}(實際|在場|到底|其實|是 ?6|真的是)|e2 ?(到|至|-|~) ?e5|interview.{0,30}(actually|really|present in)',
    ),
    also: (one) => !/徽章|badge/u.test(one.text),
  },
  {
    id: 'C3',
    asked: pattern('維護.{0,12}維運|維運.{0,12}維護'),
    also: () => true,
  },
  {
    id: 'C1',
    asked: pattern(
      '標籤|錯位|(印|出現|列)了?.{0,2}(兩|二|2)次|重複(印|列|出現)|委外.{0,20}(真的|怪|奇怪|不合理|印錯|錯|對嗎)|mislabel|labels?.{0,24}(wrong|shift|misplac|off|row)|(printed|appears?|listed) twice',
    ),
    also: (one) => one.asks.task || one.tasks.length > 0 || /需求收集|requirement/u.test(one.text),
  },
  {
    id: 'C4',
    asked: pattern('政策推動|policy promotion|promot(e|ing) polic'),
    also: (one) => one.clusters.length > 0 || one.asks.framework,
  },
  {
    id: 'C2',
    asked: pattern(
      '(工作項目|任務|task).{0,24}(次數|時數|頻率|比例|時間|小時|frequen|hours|share|量尺|滿分|scale|幾分制)',
    ),
  },
  {
    id: 'D2',
    asked: pattern(
      '(硬體維護.{0,14}硬體與資安|硬體與資安.{0,14}硬體維護|系統規劃.{0,14}資料與系統|資料與系統.{0,14}系統規劃|非核心.{0,14}非資訊核心|非資訊核心.{0,14}非核心|為什麼.{0,16}(不同|兩個|兩種)(的)?(名稱|名字|叫法)|工作群.{0,12}(別名|其他名稱|又叫)|clusters?.{0,40}(different|other|another|two) names?)',
    ),
    also: () => true,
  },
  {
    id: 'D3',
    asked: pattern(
      '主要工作群.{0,16}(規則|怎麼(選|定|來|決定)|標準|依據|憑|可信|可靠)|main clusters?.{0,40}(rule|chosen|selected|based|decid|reliable)',
    ),
  },
  {
    id: 'E1',
    asked: pattern(
      '(標題|清單|表|架構).{0,12}(重疊|重複|衝突|矛盾)|中階.{0,10}(哪一張|兩張|該用)|headings?.{0,30}overlap|two technical lists',
    ),
    also: (one) => /技術|中階|technical|mid/u.test(one.text),
  },
  {
    id: 'F1',
    asked: pattern(
      '遮|蓋住|擋住|(沒有?|未)(列|出現)|(主要|關鍵)職能.{0,24}(空白|缺|沒有|漏)|(空白|缺|沒有|漏).{0,12}(主要|關鍵)職能|hidden|covered|absent|missing',
    ),
    also: (one) =>
      /主要職能|關鍵職能|清單|投影片|key competenc|list|slide/u.test(one.text) &&
      (one.levels.includes('mid') || /遮|蓋|擋|hidden|covered/u.test(one.text)),
  },
  { id: 'F2', asked: pattern('左移|移了一欄|錯欄|column left|slid|shifted left'), also: table },
  {
    id: 'F4',
    asked: pattern(
      '為什麼.{0,30}管理.{0,16}(新興技術|ai系統設計)|管理.{0,12}(清單|主要職能|投影片).{0,20}(新興技術|ai系統設計|技術職能)|management.{0,40}(list|slide|key).{0,40}(technical|emerging|design)',
    ),
  },
  {
    id: 'F5',
    asked: pattern(
      '(主要|關鍵)職能.{0,16}(規則|怎麼(選|挑|定|來|決定)|如何(選|挑|定|決定)|標準|依據|門檻)|(rule|criteri|how).{0,40}key competenc|key competenc.{0,40}(rule|chosen|selected|criteri|decided|picked)',
    ),
  },
  {
    id: 'B4',
    asked: pattern(
      '(母體|樣本)(與樣本)?表?.{0,10}(可信|可靠|能用|可以用|損壞|壞|錯|正確|有問題)|(population|sample) (and sample )?table.{0,30}(reliab|trust|wrong|damag|correct|usable|used)|(reliab|trust|wrong|damag).{0,30}population table|is the population',
    ),
    also: () => true,
  },
  {
    id: 'E6',
    asked: pattern('2023.{0,16}(還是|或|or|and|和|與).{0,6}2025|2025.{0,16}(還是|或|or|and|和|與).{0,6}2023'),
    also: (one) => /哪|混|which|mix/u.test(one.text) && /架構|地圖|framework|map/u.test(one.text),
  },
  {
    id: 'F6',
    asked: pattern('紅字|紅色|red (type|print|letters|text)|in red'),
    also: (one) => one.competencies.length + one.clusters.length === 0,
  },
];

const notConfirmed = /（本庫推論，未經研究作者確認）| ?\(Our inference; not confirmed by the authors\.\)/u;

/** A note of doubt told in its own words: what it comes to, then what it rests on. */
export async function noteClaims(facts: Facts, id: string): Promise<CitedClaim[]> {
  const note = (await selectDoubts(facts.db)).find((one) => one.id === id);
  if (!note) return [];
  const { t } = facts;
  const text = note.text[facts.language].replace(notConfirmed, '').trim();
  return [
    claim(`${note.short[facts.language]}${t('。', '.')}`, doubt(id)),
    claim(
      t(
        `${text.replace(/。$/, '')}（本庫推論，未經研究作者確認）。`,
        `${text} (Our inference, not confirmed by the authors.)`,
      ),
      doubt(id),
    ),
  ];
}

/** The sentence a note is about, then the note. */
async function statementClaims(facts: Facts, id: string): Promise<CitedClaim[]> {
  const doubts = await selectDoubts(facts.db);
  const about = doubts.find((one) => one.id === id)?.applies.statements ?? [];
  const statement = (await selectStatements(facts.db)).find((one) => about.includes(one.id));
  return statement ? verdict(facts, statement, doubts) : noteClaims(facts, id);
}

/** Questions on what is damaged, unclear or not carried by the numbers. */
export async function answerDoubtNote(facts: Facts): Promise<Draft | null> {
  const { reading } = facts;
  if (reading.asks.learning) return null;
  const found = waysIn.find((one) => one.asked.test(reading.text) && (one.also?.(reading) ?? table(reading)));
  if (!found) return null;
  const note = found.id.startsWith('G')
    ? await statementClaims(facts, found.id)
    : await noteClaims(facts, found.id);
  return note.length > 0 ? answered([paragraph(...note)]) : null;
}
