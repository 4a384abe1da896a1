import { fold } from '../text/fold.ts';

/** A part of the study people ask about, and where it is written. */
export interface StudyTopic {
  /** Every one of these is said, in any order. */
  readonly asked: readonly RegExp[];
  readonly source: string;
  /** The sections that answer; all of them when none is given. */
  readonly sections?: RegExp;
  /** The sentences of the English summary that answer; all when none is given. */
  readonly english?: RegExp;
  /** Answers alone: it adds nothing to a narrower topic. */
  readonly general?: boolean;
}

function words(source: string): RegExp {
  return new RegExp(fold(source), 'u');
}

const study = words(
  '研究|報告|結語|結論|計畫案|(?<![a-z])(the|this|your) (study|report|research)|recommend|建議|proposal|propos|suggest',
);
const advised = words('建議|建言|主張|提議|推薦|recommend|propos|suggest|advis|advice|call for|想法|倡議');
const badge = words('徽章|badge|微證書|微憑證|micro-?credential');
const competency = words(
  '職能|架構|框架|職位|職系|分類|competenc|framework|capabilit|job (famil|role)|skills?',
);
const uk = '英國|united kingdom|brit(ain|ish)|(?<![a-z])uk(?![a-z])';
const us = '美國|united states|america|(?<![a-z])(us|usa)(?![a-z])';
const singapore = '新加坡|星國|singapore';
const good = words('優勢|強項|優點|好處|strength|advantage|benefit');
const hard = words(
  '難題|困難|挑戰|障礙|阻力|風險|隱憂|疑慮|顧慮|擔心|(花|要)(很多|多少)?錢|concern|worr|difficult|challenge|obstacle|barrier|hurdle|risks?',
);
const countries = words(
  `${uk}|${us}|${singapore}|各國|外國|國外|其他國家|他國|other countries|three countries|abroad`,
);
/** The programmes of other countries taken together. */
const abroad = words(
  '(三|3)(個)?國|各國|(?<![國內])國外|外國|其他國家|他國|哪(些|幾個?)國家|other countries|(three|which) countries|abroad|elsewhere|internationally',
);
const ai = words('(?<![a-z])ai(?![a-z])|人工智慧');

const swot = 'study-badge-swot';
const interviews = 'study-badge-interviews';
const comparison = 'study-country-comparison';

/** Particular topics first; the first that fits answers, those after it with the same source add to it. */
export const studyTopics: readonly StudyTopic[] = [
  { asked: [words('法國|france|french'), badge], source: 'study-badges-france' },
  {
    asked: [words('比利時|belgi|be badges'), words(`${badge.source}|數位背包|backpack`)],
    source: 'study-badges-belgium',
  },
  { asked: [words('日本|japan|my ?number'), badge], source: 'study-badges-japan' },
  {
    asked: [
      badge,
      words(
        '公證平台|公證平臺|平台選擇|選(擇)?(哪個)?平台|哪(個|種|一個)平台|國內外.{0,6}平台|國外.{0,8}平台|平台.{0,6}國外|which platform|platforms? (choice|at home|abroad)|foreign platforms?',
      ),
    ],
    source: interviews,
    sections: words('公證平台'),
    english: /Platforms/u,
  },
  { asked: [badge, abroad], source: 'study-badges-france', sections: words('對象|方法|成果') },
  { asked: [badge, abroad], source: 'study-badges-belgium', sections: words('對象|方法|成果') },
  { asked: [badge, abroad], source: 'study-badges-japan', sections: words('對象|方法|成果') },
  {
    asked: [
      words(
        '研究方法|研究設計|(用|採)(了)?(什麼|哪些)方法|(怎麼|如何)(做|進行)(這|本)?(份|項|個)?研究|(which|what) methods?|methodolog|research design',
      ),
      study,
    ],
    source: 'study-research-design',
    sections: words('三項工作'),
    english: /^Research design/u,
  },
  {
    asked: [words('領航主管|領航人才培育計畫|pilot[- ](leaders?|managers?)'), words('.')],
    source: 'study-rec-ai-pilot-leaders',
  },
  {
    asked: [
      words('診斷|儀表板|自評|自我評估|dashboard|diagnos|self-assess'),
      words(`${advised.source}|研究|職能|study|competenc|工具|tool`),
    ],
    source: 'study-rec-self-diagnosis',
  },
  {
    asked: [
      words('知識庫|knowledge (bank|base)'),
      words(
        `${advised.source}|誰(來|該|應|負責|維護)|由誰|維護|更新|失敗.{0,6}案例|who (should|maintain|run|collect|update)|maintain|(?<![a-z])collect|用途|做什麼用|used for|purpose`,
      ),
    ],
    source: 'study-rec-knowledge-bank',
  },
  {
    asked: [
      badge,
      words(
        '治理機制|審核|審查|委員會|品質|把關|浮濫|空泛|商業化|流於形式|花錢(就|買)|買得到|灌水|充數|governance|committee|quality|review|oversight of content',
      ),
    ],
    source: 'study-rec-badge-governance',
  },
  {
    asked: [
      words(
        '徽章平台|徽章平臺|推動架構|可信任(開放)?徽章|badge hub|badge platform|trusted (open )?badge|專案沙盒|project sandbox|中央(開放)?徽章',
      ),
      words('.'),
    ],
    source: 'study-rec-open-badge-hub',
  },
  {
    asked: [
      words(
        '(主管|管理者|中高階).{0,12}(訓練|培訓|強化|課程)|訓練方案|強化訓練|train(ing)?.{0,60}(manager|executive|senior|leader)|(manager|executive|leader).{0,40}train',
      ),
      advised,
    ],
    source: 'study-rec-ai-governance-training',
  },
  {
    asked: [badge, words('pki|區塊鏈|公開金鑰|blockchain|public key|電子簽章')],
    source: interviews,
    sections: words('pki'),
    english: /PKI|Blockchain/u,
  },
  {
    asked: [words('pki|公開金鑰'), words('區塊鏈|blockchain')],
    source: interviews,
    sections: words('pki'),
    english: /PKI|Blockchain/u,
  },
  {
    asked: [
      badge,
      words(
        '取代|替代|修法|法規|法條|法律|考試|考取|定位|獎勵|replace|substitut|law|legal|exam|reward|statut',
      ),
    ],
    source: interviews,
    sections: words('法規'),
    english: /examination|reward/u,
  },
  {
    asked: [
      badge,
      words(
        '(政府|中央|主管機關|公部門).{0,12}(角色|責任)|角色|推動者|監督|(role|responsibilit).{0,30}(government|state)|government.{0,20}(role|do|responsib)|promoter|supervis',
      ),
    ],
    source: interviews,
    sections: words('角色'),
    english: /promoter|supervis/u,
  },
  {
    asked: [
      badge,
      words(
        '從(哪|誰|何|基層)|先(推|做|發)|起步|由誰(啟動|開始|推動)|誰(來)?(啟動|推動|主導)|基層(技術)?人員|where (to|should).{0,20}(start|begin)|who should (start|begin|launch)|start with|begin with|first stage',
      ),
    ],
    source: interviews,
    sections: words('由政府啟動'),
    english: /start them|first stage/u,
  },
  {
    asked: [
      badge,
      words('進程|階段(建議|規劃)|分(幾)?階段|推動(的)?(步驟|時程)|stages of|phases of|roadmap'),
    ],
    source: swot,
    sections: words('進程'),
    english: /stages of use/u,
  },
  {
    asked: [badge, words('swot'), words('優勢|強項|優點|strength')],
    source: swot,
    sections: words('優勢'),
    english: /Strengths/u,
  },
  {
    asked: [
      badge,
      words('弱點|劣勢|缺點|壞處|短處|不足|弱項|weakness|drawback|disadvantage|downside|shortcoming'),
    ],
    source: swot,
    sections: words('劣勢'),
    english: /Weaknesses/u,
  },
  {
    asked: [words(`${badge.source}|swot`), words('威脅|threat')],
    source: swot,
    sections: words('威脅'),
    english: /Threats/u,
  },
  {
    asked: [words(`${badge.source}|swot`), words('(?<!人)機會|opportunit')],
    source: swot,
    sections: words('機會'),
    english: /Opportunities/u,
  },
  {
    asked: [badge, good],
    source: swot,
    sections: words('優勢'),
    english: /Strengths/u,
  },
  {
    asked: [badge, good],
    source: interviews,
    sections: words('優勢與難題'),
    english: /Strengths/u,
  },
  {
    asked: [badge, hard],
    source: interviews,
    sections: words('優勢與難題'),
    english: /Difficulties/u,
  },
  {
    asked: [badge, hard],
    source: swot,
    sections: words('劣勢|威脅'),
    english: /Weaknesses|Threats/u,
  },
  {
    general: true,
    asked: [words('swot')],
    source: swot,
    sections: words('優勢|劣勢|機會|威脅'),
    english: /Strengths|Weaknesses|Opportunities|Threats/u,
  },
  {
    asked: [
      badge,
      words(
        '核心價值|本質|為了什麼|為何而發|內容.{0,6}重要|最(重要|關鍵|根本|核心)|重點(是|在)|靈魂|core value|what .{0,12}for(?![a-z])|most important|matters most|essence|at heart|heart of',
      ),
    ],
    source: interviews,
    sections: words('本質'),
    english: /What a badge/u,
  },
  {
    general: true,
    asked: [
      badge,
      words('訪談|受訪|interview'),
      words(
        '發現|看法|怎麼(看|說|講|談|想)|說法|覺得|觀點|意見|主張|強調|認為|結果|結論|提到|find|found|(?<!inter)view|said|say|told|tell|stress|emphasi|think|conclu',
      ),
    ],
    source: interviews,
    sections: words('本質|平台選擇|法規|由政府|角色|pki'),
    english: /What a badge|Platforms|Replacing|start them|promoter|Blockchain/u,
  },
  {
    asked: [
      ai,
      competency,
      words(
        '整合|融入|併(入|進)|合併|納入|獨立|另(外|立|建|訂)|單獨|分開|自成|integrat|blend|embed|separate|stand-?alone|independent|own framework',
      ),
      words(
        '(研究|報告)|該|應|還是|或|立場|策略|建議|should|or(?![a-z])|stud(y|ies)|report|position|strategy',
      ),
    ],
    source: 'study-literature',
    sections: words('ai職能策略'),
    english: /AI strategy/u,
  },
  {
    asked: [
      words('文獻(分析|回顧|探討|檢閱)?|literature( review)?'),
      words(
        '國|問題|重點|建議|發現|看|參考|什麼|哪|countr|problem|point|find|found|look|conclu|say|what|which',
      ),
    ],
    source: 'study-literature',
    english: /.+/u,
  },
  {
    asked: [words(uk), competency, words('研究|架構|框架|職系|職位|職能|study|framework|competenc')],
    source: comparison,
    sections: words('^英國'),
    english: /Kingdom/u,
  },
  {
    asked: [words(us), competency, words('研究|架構|框架|職系|職位|職能|study|framework|competenc')],
    source: comparison,
    sections: words('^美國'),
    english: /States/u,
  },
  {
    asked: [words(singapore), competency, words('研究|架構|框架|職系|職位|職能|study|framework|competenc')],
    source: comparison,
    sections: words('^新加坡'),
    english: /Singapore/u,
  },
  {
    general: true,
    asked: [
      badge,
      words(
        '證書|證照|紙本|傳統|certificate|diploma|paper|特性|特徵|特色|後設資料|metadata|背包|backpack|去中心|decentral',
      ),
    ],
    source: 'study-open-badges',
  },
  {
    asked: [countries, competency, ai, words(`${uk}|${us}|${singapore}|各國|三國|countr`)],
    source: comparison,
    sections: words('三國對'),
    english: /AI not|for AI/u,
  },
  {
    general: true,
    asked: [words('各國|三國|other countries|three countries|international'), competency],
    source: comparison,
    sections: words('架構$|三國對'),
    english: /Kingdom|States|Singapore/u,
  },
  {
    asked: [words('unesco'), words('.')],
    source: comparison,
    sections: words('unesco'),
    english: /UNESCO/u,
  },
  {
    asked: [
      words('目的|目標|aims?|objectives?|purposes?|goals?'),
      words('(這|本|該)(份|項|個)?研究|研究(的)?(三|3|主要|目|的)|(the|this) (study|research)'),
    ],
    source: 'study-aims',
    sections: words('研究目的'),
    english: /^(?!.*(?:principal|investigator|team)).+/u,
  },
  {
    asked: [
      words(
        '研究團隊|計畫主持人|誰(來)?(做|寫|研究|執行|主持)|(做|寫|研究|執行|主持)的人|作者(是)?(誰|有)|who (wrote|did|conducted|carried|made|authored|ran|led)|research team|principal investigator|authors of',
      ),
      words('^(?!.*(電話|手機|信箱|薪水|薪資|地址|年齡|phone|e-?mail|address|salary|age(?![a-z]))).*'),
      words('研究|報告|計畫|study|report|research'),
    ],
    source: 'study-aims',
    sections: words('研究概要'),
    english: /principal|investigator|team|authors?/iu,
  },
  {
    asked: [
      words(
        '限制|侷限|代表性|過度代表|低度代表|(樣本|抽樣).{0,4}偏|limitation|caveat|limits|represent(ed|ative)',
      ),
      words('研究|調查|問卷|樣本|誰|哪|study|survey|research|sample'),
    ],
    source: 'study-research-design',
    sections: words('母體|怎麼讀'),
    english: /Limits|warns|Our note/u,
  },
  {
    asked: [
      words('問卷|調查(?!報告|官)|questionnaire|survey'),
      words(
        '什麼時候|何時|哪(一|幾)?(年|天)|幾月|期間|多久|起訖|日期|回收時間|\\bwhen\\b|what (date|year|period)|how long',
      ),
      words('研究|問卷|study|questionnaire|the survey'),
    ],
    source: 'study-research-design',
    sections: words('問卷調查方法'),
    english: /Survey|March|April/u,
  },
  {
    asked: [
      words('問卷|questionnaire|survey'),
      words('對象|發給|給誰|誰填|填給|寄給|whom|target|sent to|who was|who were'),
    ],
    source: 'study-research-design',
    sections: words('問卷調查對象'),
    english: /people who actually/u,
  },
  {
    asked: [
      advised,
      study,
      words(
        '哪|什麼|列|所有|全部|六|6|幾|總|摘要|what|which|list|all|six|how many|main|key|final|conclu|summar|does|make',
      ),
    ],
    source: 'study-recommendations',
  },
];
