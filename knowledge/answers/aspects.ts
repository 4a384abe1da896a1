import { fold } from '../text/fold.ts';

export type AspectId =
  | 'cost'
  | 'amount'
  | 'saving'
  | 'penalty'
  | 'accuracy'
  | 'people'
  | 'count'
  | 'start'
  | 'end'
  | 'status'
  | 'outcome'
  | 'vendor'
  | 'funder'
  | 'opinion'
  | 'agency'
  | 'technique'
  | 'data'
  | 'legal'
  | 'human'
  | 'why-stopped'
  | 'why-failed'
  | 'why-started'
  | 'results'
  | 'risks'
  | 'governance'
  | 'lessons'
  | 'questions'
  | 'approach'
  | 'risk-level'
  | 'competencies'
  | 'figures'
  | 'why'
  | 'unverified'
  | 'sources'
  | 'country'
  | 'summary';

/** What a question wants to know of a case, and where and how a case says it. */
export interface Aspect {
  readonly id: AspectId;
  readonly asked: RegExp;
  /** Sections that speak of it, best first; English summary stands in for all of them. */
  readonly sections: readonly string[];
  /** What a sentence must hold to be an answer. */
  readonly evidence?: RegExp;
  /** And this as well. */
  readonly also?: RegExp;
  /** The answer is a quantity. */
  readonly quantity?: boolean;
  /** The section as a whole is the answer. */
  readonly whole?: boolean;
  /** Nothing outside its sections is an answer. */
  readonly only?: boolean;
  /** Evidence so telling that the sentence need not repeat what the question is about, if the case does. */
  readonly telling?: boolean;
}

/** Patterns are written as people read them and compared with folded text. */
function pattern(source: string): RegExp {
  return new RegExp(fold(source), 'iu');
}

const stopped =
  '停用|停止|停掉|下架|下線|終止|喊停|叫停|關閉|關掉|收掉|退場|撤下|撤回|撤銷|暫停|暫緩|延後|擱置|裁撤|廢止|放棄|中止|停辦|不再|不推廣|不上線|總辭|取代|降為|withdr|suspend|scrap|stopp|clos|shut|end(?:ed|ing)|discontinu|postpon|taken down|retire|supersed|cancel|abandon';
const money =
  '元|日圓|韓元|英鎊|歐元|美元|澳元|加元|克朗|盧比|usd|nt[$]|eur|gbp|aud|cad|[$€£¥]|pound|euro|dollar|yen|won|million|billion';

const B = '問題背景';
const A = '導入作法';
const R = '成效';
const F = '失敗或風險';
const G = '治理作法';
const L = '可借鏡之處';
const Q = '給主管的提問';

/** Asked in this order: the narrower question comes first. */
export const aspects: readonly Aspect[] = [
  {
    id: 'questions',
    asked: pattern('提問|該問|要問|可以問|問什麼|問哪些|追問|檢核問題|自問|question'),
    sections: [Q],
    whole: true,
    only: true,
  },
  {
    id: 'lessons',
    asked: pattern(
      '借鏡|教訓|啟示|啟發|學到|學習什麼|值得學|可以學|能學|參考之處|帶來什麼經驗|經驗教訓|lesson|learn|takeaway',
    ),
    sections: [L],
    whole: true,
    only: true,
  },
  {
    id: 'unverified',
    asked: pattern(
      '未查證|沒查到|查不到|無法確認|未確認|沒有確認|還缺(什麼|哪些)?|缺少什麼|what is (still )?missing|unverified|not confirmed|could not be confirmed',
    ),
    sections: ['未能查證'],
    whole: true,
    only: true,
  },
  {
    id: 'risk-level',
    asked: pattern(
      '風險等級|風險級別|風險分級屬|哪一級風險|屬於(高|低|有限|不可接受)風險|是不是高風險|算高風險|是高風險(?!的)|risk level|risk class|(is|was|are) (it|this|the .{3,40}) (a |an )?high[- ]risk|count as high[- ]risk',
    ),
    sections: ['案例概要'],
    evidence: pattern('風險等級'),
  },
  {
    id: 'competencies',
    asked: pattern('職能|competenc'),
    sections: ['案例概要'],
    evidence: pattern('相關職能'),
  },
  {
    id: 'sources',
    asked: pattern('資料來源|出處|參考文獻|引用來源|原始來源|where does .*come from|which sources'),
    sections: ['案例概要'],
    whole: true,
  },
  {
    id: 'approach',
    asked: pattern(
      '(之前|事前|上線前|開始前).{0,4}(先)?(做|準備)|先做(了)?(什麼|哪些)|做(了)?(什麼|哪些)準備|準備了(什麼|哪些)|what (preparation|did .{0,40} do before)',
    ),
    sections: [A, G],
    whole: true,
  },
  {
    id: 'unverified',
    telling: true,
    asked: pattern(
      '(?<!un)(?:independent(?:ly)? |externally )?(?:checked|audited) (?:by|independently)|independent(?:ly)? check|(有人|誰|有沒有|是否|經過)(獨立)?(驗證|查證|證實|查核)|驗證過|證實過|(是|算)(驗證|實測)|獨立(評估|驗證|查證)|可信嗎|靠得住|is (it|this|that) (measured|verified)|independently (verified|evaluated|assessed)|was (it|this|that) (verified|measured)|been (verified|evaluated)',
    ),
    sections: [R, F, G, '未能查證'],
    evidence: pattern(
      '驗證|查證|獨立|自述|自測|自評|自行|未見|尚未|證實|審計|測試|研究|稱|verif|independent|self-report|measured|audit|evaluat|survey',
    ),
  },
  {
    id: 'technique',
    telling: true,
    asked: pattern(
      '怎麼(定義|計算|算出|算的|量的|測的|得出|得來)|如何(定義|計算|衡量|得出|認定)|怎麼算[?!.]*$|定義(是|為)什麼|how (is|was|are|were|did|do|does) .{0,50}(defin|measur|calculat)',
    ),
    sections: [A, R, F, G, '指標'],
    evidence: pattern(
      '定義|計算|才算|計為|視為|認定|指的是|是指|自述|自評|自陳|問卷|估算|推估|抽樣|比較|對照|測試|換算|defin|calculat|count|self-report|survey|estimat|compar|measur|sampl|logged|diar',
    ),
  },
  {
    id: 'governance',
    asked: pattern(
      '(訂|定|立|改|修正|加)(了|出)?(什麼|哪些|怎樣的).{0,4}(規定|規則|規範|措施|辦法|制度)|新(規定|規則|規範|制度)|改了(什麼|哪些)|(事後|後來|之後).{0,6}(改了|補救)|怎麼改(?!變)|如何改(?!變)|怎麼補救|what (changed|rules|reforms|safeguards)|new (rules|safeguards|policy)',
    ),
    sections: [G, A, F],
    whole: true,
  },
  {
    id: 'penalty',
    telling: true,
    asked: pattern(
      '賠(?!率)|和解|退還|退款|退費|補償|退(了|多少)|settle|compensat|refund|repa(?:y|id)|pa(?:y|id) back|money back',
    ),
    sections: [F, R, G, A, '指標'],
    evidence: pattern('賠|和解|退還|退款|退費|補償|settle|compensat|refund|repaid|returned'),
  },
  {
    telling: true,
    id: 'penalty',
    asked: pattern('罰|告發|舉發|開單|fine[ds]?\\b|ticket|penalt|settle|compensat|refund'),
    sections: [F, R, G, A, '指標'],
    evidence: pattern('罰|告發|舉發|開單|\\bfine|ticket|penalt'),
  },
  {
    telling: true,
    id: 'saving',
    asked: pattern(
      '省(下|了|多少|多久|多長|幾|時|錢|成|力)|節省|縮短|減少(了)?(多少|幾)|快(了)?(多少|幾)|省.{0,4}(時間|經費|錢|工時|小時|分鐘)|sav(e|ed|es|ing|ings)\\b|faster|reduc|shorten|by how much .{0,80}(cut|fall|drop|lower|decreas)',
    ),
    sections: [R, '指標', F, A],
    evidence: pattern('省|縮短|縮為|減|降|節餘|快|少|sav|reduc|fewer|faster|shorten|cut|fell|from'),
    quantity: true,
  },
  {
    id: 'amount',
    asked: pattern(
      '(騙|賺|賠掉|損失|追|補|繳|拿|領|收|發|付|扣|捐|欠|少收|多收)[走回徵了到出取]{0,2}(多少|幾[億萬]?)(錢|元|稅|經費)|(損失|財損)(了)?(多少|幾)|金額(是|為|有)?(多少|幾)|how much (money )?(was|were|did) .{0,60}(lost|stolen|recover|collect|raise|earn|worth)',
    ),
    sections: [R, B, F, A, '指標'],
    evidence: pattern(`(\\d|[一二三四五六七八九十百千萬億])[^，。,;；]{0,8}(${money})|(${money})\\s*\\d`),
    quantity: true,
  },
  {
    telling: true,
    id: 'cost',
    asked: pattern(
      '多少錢|錢(是|有|為)多少|打水漂|白花|花(了|費|掉|多少)|經費|預算|成本|費用|造價|斥資|耗資|投入(了)?多少|投資(了)?多少|價格|貴不貴|(?<!by )how much (did .{0,60}\\b(cost|pay|spend|invest)|does .{0,60}\\b(cost|pay)|was .{0,40}(spent|paid|invested)|is it|money)|cost|budget|spen[dt]|price|\\bfunds?\\b|funding',
    ),
    sections: [A, R, '指標', B, F, G],
    evidence: pattern(`(\\d|[一二三四五六七八九十百千萬億])[^，。,;；]{0,8}(${money})|(${money})\\s*\\d`),
    also: pattern(
      '經費|預算|投入|投資|花|建置|斥資|耗資|採購|成本|費用|撥款|補助|編列|規劃|耗費|出資|委託|費(?:用|[（(：:])|契約(?:金額|總額|價)|spen[dt]|cost|budget|(?<!re)fund|invest(?!ig)|contract (?:value|worth)|paid',
    ),
    quantity: true,
  },
  {
    telling: true,
    id: 'accuracy',
    asked: pattern(
      '準確|正確率|正確性|多準|準不準|準嗎|精準|答對|命中|辨識率|誤判|誤報|誤認|誤差|錯誤率|漏報|漏判|假警報|抓錯|抓對|出錯率|判錯|弄錯|搞錯|認錯|冤枉|敏感度|accura|error|false (alarm|positive|negative)|correct|precis|wrong',
    ),
    sections: [R, F, '指標', A],
    evidence: pattern(
      '準確|正確|精準|答對|命中|辨識(率|度|錯誤|失敗)|誤|錯誤|出錯|(答|判|抓|認|弄|寫|辨|轉|寄|送|給|說|算)錯|錯答|漏(報|判|檢|失|掉|抓|看)|異常告警|有疑義|不成立|其實沒有|敏感度|檢出|偏差|不當|accura|error|false|correct|precis|wrong|unfounded|not involve|misidentif|sensitiv|detect|questioned',
    ),
  },
  {
    telling: true,
    id: 'why-stopped',
    asked: pattern(
      `(為什麼|為何|何以|怎麼(會|還是|還|又|就|最後)|原因|why|what led|reason).{0,40}(${stopped}|收|停|stop|cancel|drop|pull)|(${stopped}).{0,12}(原因|理由|為什麼|為何|why|reason)`,
    ),
    sections: [F, R, G, A],
    evidence: pattern(`${stopped}|停`),
  },
  {
    telling: true,
    id: 'end',
    asked: pattern(
      `(什麼時候|何時|哪一年|哪年|幾年|幾月|when|what year|which year).{0,30}(${stopped}|停|結束)|(${stopped}|停用?|結束).{0,10}(時間|日期|是哪一年)`,
    ),
    sections: [F, R, G, A],
    evidence: pattern(`(${stopped}|停|結束|至).{0,60}\\d{4}|\\d{4}.{0,60}(${stopped}|停|結束|in favour)`),
  },
  {
    telling: true,
    id: 'start',
    asked: pattern(
      '(哪一?年|何時|什麼時候|幾年)(就)?(開始|起|啟用|上線|推出|正式)(?!不|禁|停)(用|的|$)?|(開始|啟用|上線|推出)(的)?(是|時間|於)*(哪一?年|何時|什麼時候)|when (did|was|were) .{0,80}(start|launch|begin|begun|introduc|go live|rolled out)',
    ),
    sections: [A, B, R],
    evidence: pattern(
      '\\d{4}.{0,16}(起|啟用|上線|推出|開始|成立|啟動|實施|施行|試辦|開放|導入)|(啟用|上線|推出|開始|成立|啟動|實施|施行|試辦).{0,12}\\d{4}|(launch|began|start|introduc|since|from|in|has used).{0,60}\\d{4}|\\d{4}.{0,40}(launch|began|start|introduc)',
    ),
  },
  {
    telling: true,
    id: 'start',
    asked: pattern(
      '什麼時候|何時|哪一年|哪年|哪一天|哪天|幾年(?!的)|幾月|多久(前|以前)|日期|時間點|when|what year|which year|what date',
    ),
    sections: [A, B, R, G, F, '未能查證'],
    evidence: pattern('\\d{4}|\\d{1,2} ?月 ?\\d{1,2} ?日'),
    also: pattern(
      '啟用|上線|開始|起|推出|啟動|成立|訂|頒|發布|公布|核定|通過|三讀|施行|生效|實施|宣布|試辦|導入|招標|判|發生|月|launch|began|start|since|introduc|adopt|passed|issued|from|in (19|20)|pilot|trial|held|ruled|opened|remov|end|abolish|reject|repeal|cancel|amend|sign|publish|releas|arrest|award|approv|vote|announce|order|found|clos|stop|禁|下令|要求|\\bban|刪|移除|取消|廢|修正|簽|發表|改|決定|取得|完成|結束|停|提出|達',
    ),
  },
  {
    telling: true,
    id: 'status',
    asked: pattern(
      '現在還|還在用|還在|目前(的)?(狀態|狀況|進度|階段|情況)|上線了嗎|上線了沒|停用了嗎|有沒有停|有上線|最後怎麼|後來怎麼|收拾|善後|收尾|turn(ed)? out|in the end|後來(怎樣|如何|呢)|收場|怎麼處理|怎麼了|最後.{0,6}(怎麼|如何|呢)|結局|下場|現況|什麼階段|進度|still (in use|used|running|using)|current status|what stage|status',
    ),
    sections: [R, F, G, A],
  },
  {
    id: 'outcome',
    asked: pattern(
      '成功還是失敗|算成功|算失敗|成功嗎|失敗嗎|失敗了嗎|成功了嗎|成敗|success(ful)? or|(a|was it .*) (success|failure)|did it (work|succeed|fail)|succeed|was it successful',
    ),
    sections: [R, F],
    whole: true,
  },
  {
    id: 'why-failed',
    asked: pattern(
      '(為什麼|為何|何以|怎麼會|原因|why|reason).{0,40}(失敗|出(了)?(事|包|問題|錯)|違法|不合法|答錯|錯|爭議|fail|wrong|unlawful|controvers)|(失敗|出事|出包|出錯|翻車).{0,8}(原因|為什麼|為何|在哪)|敗因|哪裡出(了)?錯|出了什麼(問題|包|錯)|錯在哪|差在(哪|什麼)|卡(在|住|關)|瓶頸|障礙|阻礙|遇到.{0,4}(困難|挑戰)|(困難|挑戰)(是|在|有)|落差|出包|obstacle|challenge|bottleneck|stuck|what went wrong|wrong with',
    ),
    sections: [F, R, G],
    whole: true,
  },
  {
    id: 'why-started',
    asked: pattern(
      '(為什麼|為何|why).{0,30}(要做|要用|導入|推動|推出|建置|開發|發展|採用|想用|想做|開始|設立|成立|訂定|立法|禁|introduc|built|build|creat|launch|start|develop|adopt|set up|ban)|背景|緣起|起因|動機|目的|初衷|想解決|解決什麼|什麼問題想|background|purpose|motivat|what problem|aim',
    ),
    sections: [B, A],
    whole: true,
  },
  {
    telling: true,
    id: 'legal',
    asked: pattern(
      '法院|判決|法官|訴訟|官司|違法|合法|法源|法律|法規依據|法律依據|條例|哪一條|哪條法|court|judge|ruling|lawsuit|legal|unlawful|article',
    ),
    sections: [F, G, R, A, B],
    evidence: pattern('法|條|判|訟|\\bcourt|\\blaw|legal|ruling|judgment|\\bjudge\\b|article|convention'),
  },
  {
    telling: true,
    id: 'human',
    asked: pattern(
      '真人|人工|有人(看|審|檢查|確認)|人員(覆核|確認|判斷|審核)|誰(來)?(決定|審核|把關|確認)|覆核|複核|複審|human (review|check|oversight|in the loop)|who decides|reviewed by',
    ),
    sections: [A, G, F, R],
    evidence: pattern(
      '人工|人員|員警|專人|專家|審核|覆核|複核|複審|檢視|判讀|確認|判斷|決定|human|staff|officer|review|expert|manual',
    ),
  },
  {
    id: 'funder',
    telling: true,
    asked: pattern(
      '誰(出|付|給|贊助|補助|資助)(了|的)?(錢|資|經費|費用|預算|金)?[?]*$|誰(出資|資助|補助|付錢|出錢|贊助)|(經費|錢|資金|預算)(是)?(從哪|哪裡|來自|由誰|誰)|經費來源|who (paid|pays|funded|funds|financed|sponsor)|funded by|where did the money',
    ),
    sections: [A, B, F, R, G],
    evidence: pattern('經費支持|補助|資助|出資|撥款|贊助|(由|以).{2,20}(經費|預算)|fund|financ|grant|paid'),
  },
  {
    id: 'vendor',
    asked: pattern(
      '廠商|供應商|得標|承包|承攬|哪(一)?家(公司|業者|廠商)|vendor|supplier|contractor|which company',
    ),
    sections: [A, B, R, F, G],
    evidence: pattern(
      '廠商|業者|公司|得標|承包|顧問公司|委外|外包|微軟|microsoft|google|openai|accenture|宏碁|vendor|compan|contractor|supplier',
    ),
  },
  {
    id: 'opinion',
    telling: true,
    asked: pattern('滿意|好評|評價如何|觀感|支持度|satisf|well received'),
    sections: [R, F, '指標', G],
    evidence: pattern('滿意|支持|好評|正面|推薦|有用|願意|信任|satisf|useful|positive|support|welcom'),
  },
  {
    id: 'vendor',
    asked: pattern(
      '廠商|供應商|得標|承包|承攬|外包|哪家(公司|業者|廠商)|跟誰合作|和誰合作|與誰合作|合作(單位|對象|夥伴)|誰(做|蓋)的|誰(開發|建置|打造)|由誰開發|vendor|supplier|contractor|which company|who (built|developed|made|supplied)|partner',
    ),
    sections: [A, B, R, F, G],
    evidence: pattern(
      '合作|廠商|業者|公司|委託|微軟|宏碁|google|microsoft|openai|工研院|大學|自行研發|自建|內部工程師|研發|開發|由.{2,20}(建|做|開發|供應)|built|develop|vendor|compan|partner|universit|with',
    ),
  },
  {
    id: 'agency',
    asked: pattern(
      '哪個(機關|單位|部門|部會|政府)|哪一個(機關|單位|部會)|什麼(機關|單位)|哪個(國家|城市)|誰(負責|主管|主辦|在做|推動|管)|主管機關|主責|which (agency|department|ministry|country|city|body)|who (runs|ran|is responsible|is in charge|operates|leads)',
    ),
    sections: ['案例概要', 'Overview', A],
    evidence: pattern('機關|agency|部|署|局|院|會|authority|ministry|department'),
  },
  {
    id: 'data',
    asked: pattern(
      '(用|靠|餵|輸入|蒐集|收集|收|含|共|有|根據|依據|依|看)(了)?(什麼|哪些|哪幾年的?|多少)(樣的)?(資料|數據|欄位|特徵|變數|因素|指標|語料)|訓練資料|資料來自|依據什麼(資料|因素)|哪些(因素|欄位|特徵|變數)|多少筆|what data|which data|training data|factors|inputs?\\b|variables',
    ),
    sections: [A, F, B, R, '指標'],
    evidence: pattern(
      '資料|欄位|因素|特徵|變數|語料|筆|影像|紀錄|照片|token|data|factor|record|image|input|nationality',
    ),
  },
  {
    id: 'technique',
    asked: pattern(
      '(用|採用|採|使用)(了)?(什麼|哪種|哪些|何種)(樣的)?(技術|模型|方法|演算法|ai|工具|架構)|什麼技術|哪種模型|哪個模型|背後是|怎麼運作|如何運作|運作方式|原理|what (technology|technique|model|kind of ai)|which model|how does .{0,40}work|how did .{0,40}work',
    ),
    sections: [A, B],
    whole: true,
  },
  {
    id: 'people',
    asked: pattern(
      '多少(個)?人|幾(個|位|名)?人|多少(名|位)|幾(千|萬|百)人|多少(員工|職員|民眾|公務員|學生|老師|教師|家庭|使用者|受害者)|人數|how many (people|users|staff|employees|families|citizens|students|teachers|officers|civil servants|residents|men|women|person)',
    ),
    sections: [R, '指標', A, F, B],
    evidence: pattern(
      '人[^，。；、]{0,6}\\d+ ?%|(\\d|[一二三四五六七八九十百千萬億數半])[^,.;，。；]{0,6}(人(?!工|力|臉)|名(?!單|稱|額)|(?<![數單學職座地各])位|戶|家庭|職員|學生|教師|師生|使用者)|(\\d|thousand|million|hundred)[\\w ,.]{0,28}(people|users|staff|famil|students|teachers|officers|residents|households|parents|men|women|employees|servants|citizens|claimants|participants)',
    ),
    quantity: true,
  },
  {
    id: 'governance',
    asked: pattern(
      '治理|監督|管控|控管|把關|防護|防弊|怎麼管|如何管|管理機制|審查機制|問責|監理|預防|因應|改善|補救|補正|governance|oversight|safeguard|control|accountab|supervis|monitor|remed|respond',
    ),
    sections: [G, A, F],
    whole: true,
  },
  {
    id: 'risks',
    asked: pattern(
      '後果|衝擊|(造成|導致|引發)(了)?(什麼|哪些)|consequence|糾正|指正|糾舉|點名|毛病|[還又也][念唸罵嫌]了?|被[念唸罵嫌]|麻煩(?!您|你|請)|困擾|踢到鐵板|(?<!高|低)風險(?!等級|評估|分級|家庭|分類|模型|評分|預測|計算)|缺(?!額)|壞處|爭議|問題|失敗|批評|質疑|疑慮|弊病|副作用|限制|不足|隱憂|缺失|危險|傷害|歧視|偏見|偏誤|不公|隱私|後遺症|risk|problem|issue|drawback|criticis|concern|controvers|limitation|harm|bias|discriminat|fail|downside|privacy|錯誤|出錯|過失|weakness',
    ),
    sections: [F, G, R],
    whole: true,
  },
  {
    id: 'results',
    asked: pattern(
      '成效|效果|真的有|有抓到|管用|結果|成果|績效|有效|有用嗎|有沒有用|好處|效益|表現|改善了|影響|幫助|成績|達成|實現|result|effect|outcome|affect|impact|benefit|perform|achiev|improve|help|useful',
    ),
    sections: [R, F, '指標'],
    whole: true,
  },
  {
    id: 'approach',
    asked: pattern(
      'how (?:did|does|do|is|was|are|were)\\b|怎麼做|如何做|先做|做哪些|用來|拿來|用途|用在|用於什麼|處理什麼|used for|如何導入|怎麼導入|作法|做法|步驟|流程|過程|怎麼用|如何使用|如何運用|怎麼推|如何推|怎麼進行|採取什麼|怎麼辦理|how did .{0,60}(do|use|introduce|implement|roll|test|deploy)|how (is|was|are|were)|approach|steps|process|implement|rolled out|deploy|method',
    ),
    sections: [A, G],
    whole: true,
  },
  {
    id: 'why',
    asked: pattern('為什麼|為何|何以|怎麼會|原因|理由|\\bwhy\\b|reason'),
    sections: [F, A, R, G, B],
    whole: true,
  },
  {
    id: 'figures',
    asked: pattern(
      '(關鍵|重要|哪些|有什麼|主要)(的)?(數字|數據|指標|統計)|指標|key (figures|numbers|metrics)|metrics|figures|statistics',
    ),
    sections: ['指標', R],
    whole: true,
    only: true,
  },
  {
    id: 'count',
    asked: pattern(
      'how long|多久|多長|多遠|多少|幾[十百千萬億]?(通|頁|章|則|座|輛|層|站|歲|個|件|次|種|項|款|處|家|筆|張|條|則|套|站|區|組|年|月|天|日|小時|分鐘|秒|成|倍|%|級|等|公里|字|題|頁|座|歲|週|大|國|國家|機關|人|名|位|戶|所|間|棟|輛|校)|百分之|比例|比率|率(?:是|為|[?]|$)|占比|佔比|數量|how many|how much|how often|how long|percentage|percent|proportion|share of|what number|rate',
    ),
    sections: [R, '指標', A, F, B, G],
    quantity: true,
  },
  {
    id: 'country',
    asked: pattern('哪(個|一個)?國|發生在哪|什麼地方|which country'),
    sections: ['案例概要', 'Overview'],
    evidence: pattern('機關|agency'),
  },
  {
    id: 'summary',
    asked: pattern(
      '是什麼|是甚麼|什麼是|介紹|簡介|說明|摘要|概要|內容|在做什麼|做什麼|怎麼回事|重點|來龍去脈|發生(了)?什麼|what is|what was|what are|tell me about|summar|describe|overview|explain|what happened|about',
    ),
    sections: ['案例概要', 'Overview', A, R],
    whole: true,
  },
];

export const englishSections: ReadonlySet<string> = new Set(['Overview', 'English summary']);

export function findAspect(id: AspectId): Aspect {
  return aspects.find((aspect) => aspect.id === id)!;
}

/** True for a word that only says what kind of thing is asked (失敗, 成效, 準確率), whatever the aspect. */
export function namesAnAspect(word: string): boolean {
  return aspects.some((aspect) => aspect.asked.test(word));
}
