import type { Language } from '../../core/language.ts';
import { fold } from '../text/fold.ts';
import { headlineOf } from './find-entities.ts';
import { passagesIn } from './labels-of.ts';
import type { HeldCase, HeldSentence } from './library.ts';

/** Something that happened in a case, which its classification does not tell. */
export interface CaseEvent {
  readonly asked: RegExp;
  readonly told: RegExp;
  /** Most cases tell of it somehow, so it leaves none out. */
  readonly ranksOnly: boolean;
}

const events: readonly CaseEvent[] = (
  [
    [
      '法院.{0,6}(判|宣告|宣布|認定|裁|要求|介入|推翻|說|認為|叫停)|法律後果|判違法|違法|不合法|訴訟|官司|敗訴|被告|告上|違憲|courts? (?:rul|order|found|case|decision|said|held|interven)|(?:by|in|to|the|a) courts?\\b|lawsuit|litigation|\\bsued|unlawful|illegal|legal (?:action|consequence|challenge)|\\bruling',
      '法院(認定|判|裁|要求|核准)|訴訟|違反人權公約|判.{0,6}違法|違法(?!定)|敗訴|和解|courts? (?:of appeal )?(?:found|ruled|held|ordered|said|has)|lawsuit|unlawful|settle|\\bsued|human rights|in court',
    ],
    [
      '答錯|亂答|胡說|瞎掰|錯誤的?(答案|回答|資訊)|錯答|幻覺|虛構|捏造|編造|編出|杜撰|wrong (answer|advice|information)|hallucinat|incorrect|fabricat|made up|makes? (?:things|facts) up|invent(?:ed|s)|misinform',
      '答錯|錯答|亂答|幻覺|虛構|捏造|答對|錯誤答案|教人違法|wrong|hallucinat|fabricat|correctly|accuracy from',
    ],
    ['審計|監察院|被查核|稽核|\\baudit', '審計|稽核|監察長|\\baudit'],
    [
      '個資|隱私|外洩|資料保護|privacy|personal data|data protection|leak',
      '個資|隱私|外洩|privacy|personal data|data protection',
    ],
    [
      '歧視|偏誤|偏見|不公平|種族|性別|國籍|弱勢|discriminat|\\bbias|unfair|racis',
      '歧視|偏誤|偏見|不公平|國籍|族群|黑人|外國背景|女性|discriminat|\\bbias|nationalit|ethnic|women|foreign',
    ],
    [
      '誤報|誤判|誤認|誤捕|抓錯|冤枉|錯抓|false (alarm|positive|arrest)|wrongful|misidentif|wrongly',
      '誤報|誤判|誤認|誤捕|虛報|無辜|false (alarm|positive|alert)|wrongful|misidentif|wrongly',
    ],
    [
      '賠償|賠錢|賠了|賠款|退款|退費|和解|補償|refund|compensat|settlement|paid out|pay out',
      '賠償|退款|退還|和解|補償|refund|compensat|settlement',
    ],
    [
      '隨機(試驗|實驗|對照|分派|抽樣實驗)|對照組|獨立評估|嚴謹評估|randomi|control group|independent(ly)? evaluat',
      '隨機|對照組|獨立評估|獨立學者|randomi|control group|independent',
    ],
    [
      '爭議|質疑|反彈|批評|罵|controvers|criticis|backlash',
      '爭議|質疑|反彈|批評|controvers|criticis|backlash',
    ],
    [
      '省時|省下|省最多|節省|省錢|效率|saved? (time|money)|saved the most|savings',
      '省時|省下|節省|縮短|減少.{0,8}(工時|分鐘|小時)|saved?\\b|savings',
    ],
    [
      '無法(判斷|證明|確認)|看不出(有|來)|沒有(證據|評估|數據)|有沒有效|inconclusive|no ?(?:body|one) (?:could|can|knows?)|no evidence|unclear|(?:could|can) ?not tell|unproven',
      '無法(判斷|證明|確認|得知)|證據不足|未證明|尚無.{0,10}(成效|評估|資料|證據)|not (?:tell|show|prove)|inconclusive|no evidence|could not (?:tell|show|say|prove|establish|determine)|unable to',
    ],
    [
      '(沒|未|不|沒有)上線|暫緩|延後|沒有推出|不推廣|never launched|not launched|postponed|delayed|shelved',
      '暫緩|延後|不推廣|[未不]上線|擱置|postpone|delay|not launch|shelved|will not be rolled out',
    ],
    [
      '記者|媒體|報導|新聞|民間團體|公民團體|揭露|爆料|press\\b|journalis|media\\b|ngos?\\b|civil society|campaign|exposed',
      '記者|媒體(指|揭|拆|取得|調查|報導|發現|分析)|調查報導|遭指|民間(團體|組織|統計)|公民團體|journalis|media|civil society|campaigners|newsroom',
    ],
    [
      '死亡|死掉|喪命|遇害|人命|傷亡|自殺|\\bdeaths?\\b|\\bdied\\b|killed|suicide',
      '死亡|遇害|喪命|傷亡|自殺|\\bdeaths?\\b|\\bdied\\b|killed|suicid',
    ],
    [
      '下臺|辭職|總辭|道歉|懲處|resign|apolog|disciplin',
      '下臺|辭職|辭任|總辭|道歉|懲處|resign|apolog|disciplin',
    ],
    [
      '自建|自行(開發|研發|打造)|自己(做|開發|蓋|寫)|in-house|build(ing)? (their|its|your|our|an?) own|built (their|its) own|instead of buying',
      '自建|自行(開發|研發|打造|建置)|內部(工程師|團隊|開發)|in[- ]house|built (its|their|an?) (own|internal)|internal(ly)? (chatbot|tool|assistant|built)|own (platform|assistant|chatbot|school)',
    ],
    [
      '資安|中國製|供應鏈|禁用|security|supply chain|\\bbanned?\\b',
      '資安|中國製|供應鏈|禁用|supply|security|\\bban',
    ],
  ] as const
).map(([asked, told]) => ({
  asked: new RegExp(fold(asked), 'iu'),
  told: new RegExp(fold(told), 'iu'),
  ranksOnly: told.startsWith('爭議'),
}));

export function eventsIn(folded: string): CaseEvent[] {
  return events.filter(({ asked }) => asked.test(folded));
}

const SECTIONS = ['失敗或風險', '成效', '治理作法', '導入作法', '問題背景'];

/** The sentence in which a case tells of an event. */
export function sentenceOn(held: HeldCase, event: CaseEvent, language: Language): HeldSentence | undefined {
  const sections = language === 'en' ? ['English summary'] : SECTIONS;
  return passagesIn(held, ...sections)
    .flatMap((passage) => passage.sentences())
    .find((sentence) => event.told.test(sentence.prepared.folded));
}

/** How much a case is about an event: 1 in its title or summary, less further down, 0 not at all. */
export function eventStrength(held: HeldCase, event: CaseEvent): number {
  if (event.told.test(headlineOf(held).folded)) return 1;
  return sentenceOn(held, event, 'zh-TW') ? 0.6 : 0;
}
