import { fold } from '../text/fold.ts';
import { headlineOf } from './find-entities.ts';
import type { HeldCase } from './library.ts';

/** A field of government, or a kind of system, that people ask for cases of. */
export interface CaseSubject {
  readonly asked: RegExp;
  /** 1 where the case is filed under it, less where only its title, keywords or summary speak of it, 0 for none. */
  strength(held: HeldCase): number;
}

/** Sectors cases are filed under (none for a kind of system); what people ask by; what titles and summaries say. */
const subjects: readonly (readonly [sectors: string, asked: string, told: string])[] = [
  [
    '警政 警政交通',
    '警政署?|警察(?:局|機關)?|警方|警局|員警|治安|police|policing|law enforcement',
    '警方|警局|警察|犯罪|police|policing',
  ],
  [
    '交通 警政交通',
    '交通(?:運輸)?|運輸|道路|鐵路|號誌|紅綠燈|路口|捷運|traffic|transport|railway|roads?\\b',
    '交通|號誌|鐵路|隧道|traffic|transport|railway',
  ],
  [
    '司法',
    '司法(?:機關|院|體系)?|法院(?!判|被|宣|認定|裁|要求|說|認為)|檢察|法官|審判|judicia|judges?\\b|prosecut|\\bcourts?\\b(?! (?:rul|order|found|case|decision|said|held))(?<!(?:by|in|to|the|a) courts?)',
    '司法|檢察|裁判草稿|judicial|prosecutor',
  ],
  ['稅務', '稅務?|國稅局|\\btax|revenue service', '稅|\\btax|\\birs\\b|revenue'],
  [
    '醫療健保 公共衛生',
    '醫療|醫院|健康|衛生|健保|疾病|篩檢|公衛|醫學|health|medical|medicine|hospital|disease|clinic',
    '健保|中風|乳癌|糖尿病|心跳|流感|nhs|stroke|mammography|cardiac',
  ],
  [
    '教育',
    '教育|學校|老師|教師|學生|教學|校園|考試|education|schools?\\b|teach|students?\\b|pupils?\\b|exams?\\b',
    '教師|學生|教科書|成績|備課|校園|teacher|student|textbook|school',
  ],
  [
    '社會福利',
    '社福|社會福利|福利|補助|津貼|給付|(?:社會)?救助|welfare|benefits?\\b(?! of)|social (?:assistance|security|services)|allowance',
    '補助|津貼|給付|福利|社福|社會卡|糧食卡|失業|債務|社會保險|預支款|benefit|welfare|unemployment|allowance|ration',
  ],
  [
    '就業勞動',
    '就業|勞動|求職|失業|招募|徵才|職訓|employment|labou?r market|job ?seek|jobs?\\b|recruit|hiring|unemploy',
    '就業|求職|失業|招募|job|hiring|unemployment',
  ],
  [
    '社會安全',
    '兒虐|兒少|兒童|孩子|小孩|家暴|家庭暴力|社工|脆弱家庭|child|famil(?:y|ies)|domestic violence|social work',
    '兒虐|兒童|家暴|社工|家庭|性別暴力|育兒|child|family|social work|gender violence',
  ],
  [
    '氣象防災',
    '氣象|防災|災害|天災|地震|消防|火災|山火|野火|洪水|淹水|水災|颱風|天氣|weather|disaster|\\bfires?\\b|wildfire|flood|typhoon|storm',
    '防災|洪水|邊坡|颱風|山火|消防|災害|flood|wildfire|slope|typhoon|disaster',
  ],
  ['環境保護', '環保|環境保護|污染|空污|廢棄物|垃圾|environment|pollution|waste', '廢棄物|判煙|waste|smoke'],
  ['食品安全', '食品|食安|餐廳|food|restaurant', '食品|食安|food'],
  ['農業', '農業|農民|農夫|養雞|畜牧|agricultur|farm', '農業|farm'],
  [
    '移民簽證 關務邊境',
    '移民|簽證|入出?境|邊境|海關|關務|通關|緝毒|走私|immigra|visas?\\b|border|customs|asylum|smuggl',
    '移民|簽證|通關|邊境|關務|visa|immigration|border|customs',
  ],
  ['資通安全', '資安|資通安全|國安|國家安全|cyber ?security|national security', '中國製|禁用|供應鏈'],
  ['防詐', '詐騙|打詐|防詐|\\bscams?\\b|online fraud', '詐騙|scam'],
  ['', '詐欺|詐領|\\bfrauds?\\b', '詐欺|詐領|詐騙|溢領|fraud|scam'],
  [
    '委外採購 採購管理',
    '採購|委外|外包|契約|合約|招標|procure|contract(?:s|ing|or)?\\b|tender|outsourc',
    '採購|委外|契約|合約|procurement|contract',
  ],
  [
    '民眾參與',
    '公眾諮詢|民眾參與|公民參與|意見彙整|consultations?\\b|participation',
    '公眾諮詢|consultation',
  ],
  [
    '',
    '聊天機器人|對話機器人|客服(?:機器人)?|智慧客服|虛擬助理|chat ?bots?|virtual assistants?',
    '聊天機器人|虛擬助理|客服|chatbot|govuk chat|virtual assistant',
  ],
  [
    '',
    '臉部(?:辨識)?|人臉(?:辨識)?|刷臉|生物特徵|faci?al recognition|face recognition|biometric',
    '臉部辨識|人臉|e-gate|自動通關|facial recognition|biometric',
  ],
  [
    '',
    '科技執法|自動取締|開罰|罰單|裁罰|automated enforcement|traffic tickets?|speed cameras?',
    '執法|取締|開罰|罰單|enforcement|seat ?belt|penalt',
  ],
  [
    '',
    '預警|示警|警報|警示|early warning|alarms?\\b|alerts?\\b',
    '預警|告警|警示|洪水|隧道|warning|alert|flood',
  ],
  [
    '',
    '攝影機|監視器|鏡頭|監控|監視|cctv|cameras?\\b|surveillance',
    '監視器|鏡頭|監控|即時臉部辨識|科技執法|智慧圍籬|隧道|camera|cctv|surveillance|live facial',
  ],
  ['', '語音|聽打|逐字稿|speech|voice|transcri', '語音|聽打|逐字稿|心跳停止|speech|transcription'],
];

function read([sectors, asked, told]: (typeof subjects)[number]): CaseSubject {
  const filed = new Set(sectors.split(' '));
  const speaks = new RegExp(fold(told), 'iu');
  const strengths = new WeakMap<HeldCase, number>();
  const strengthOf = (held: HeldCase) => {
    if (filed.has(held.facts.sector)) return 1;
    if (speaks.test(fold(`${held.facts.title_zh} ${held.facts.title_en}`))) return sectors === '' ? 1 : 0.8;
    return speaks.test(headlineOf(held).folded) ? 0.5 : 0;
  };
  return {
    asked: new RegExp(fold(asked), 'iu'),
    strength: (held) => {
      const known = strengths.get(held) ?? strengthOf(held);
      strengths.set(held, known);
      return known;
    },
  };
}

const known = subjects.map(read);

/** The fields and kinds of system a folded request names. */
export function subjectsIn(folded: string): CaseSubject[] {
  return known.filter(({ asked }) => asked.test(folded));
}
