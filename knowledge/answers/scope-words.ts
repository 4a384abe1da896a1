import { fold } from '../text/fold.ts';

function pattern(...sources: readonly string[]): RegExp {
  return new RegExp(fold(sources.join('|')), 'iu');
}

/** Our subject beyond doubt: AI in government, its governance, the study, learning and badges. */
const OURS = pattern(
  '(?<![a-z])ai(?![a-z])|人工智慧|演算法|機器學習|深度學習|生成式|chatgpt|copilot|gemini|deepseek|(?<![a-z])gpt|(?<![a-z])llm|語言模型|聊天機器人|客服機器人|智慧客服|自動化決策|預測模型|模型|辨識|科技執法|無人機巡',
  '抽驗|查驗|稽查|巡檢|演練|政府|機關|公務|公部門|部會|縣府|市府|公所|局處|數位治理|採購|驗收|招標|職能|徽章|數位憑證|學習路徑|證書|(?<![這那哪一每整])個資|資安|審計|偏誤|試辦|導入|案例|知識庫|問卷|訪談|工作群|人工(覆核|複核|審查)|誤報|準確率|正確率',
  'inspection|border check|audit|consultan|contractor|badge|credential|competenc|algorithm|machine learning|artificial intelligence|government|public[- ]sector|civil serv|agenc(?:y|ies)\\b|chatbot|procure|governance|\\bbias|automated decision|facial recognition|predictive|\\bmodel|vendor|pilot|human (review|oversight)|false (alarm|positive)|generative|knowledge bank|the study|cluster',
);

/** Words our subject shares with the rest of the world; two of them, or one with a place, are a sign. */
const NEAR =
  /系統|平臺|資料|預測|自動|數位|隱私|歧視|風險|指引|法規|基本法|成效|課程|訓練|主管|同仁|廠商|政策|警|法院|檢察|福利|補助|津貼|稅|海關|簽證|移民|監理|健保|醫院|學校|預報|災|監測|偵測|號誌|執法|人臉|契約|system|platform|data|predict|automat|digital|privacy|risk|guideline|regulation|training|manager|staff|policy|police|court|welfare|benefit|\btax|customs|visa|immigration|hospital|school|forecast|surveillance|contract|accura|tool/giu;

/** @param withPlace the question names a place: one word near our subject is enough then */
export function isOurSubject(folded: string, withPlace = false): boolean {
  return OURS.test(folded) || new Set(folded.match(NEAR)).size >= (withPlace ? 1 : 2);
}

export function isSurelyOurs(folded: string): boolean {
  return OURS.test(folded);
}

/** Never ours, whatever else is said. */
const NEVER = pattern(
  '推薦.{0,12}(好吃|餐廳|牛肉麵|美食|小吃|景點|飯店|咖啡)|(好吃|餐廳|美食|小吃|景點).{0,8}推薦|(寫|作|做|來|給我)(我)?(一|幾|兩)?(首|篇|段|個|封|則)?.{0,8}(詩|俳句|歌詞|情書|笑話|故事|小說|劇本|對聯|文案|作文|自傳|履歷|辭職信|請假單|賀卡|程式碼?|程式碼|code|script|sql)(?!.{0,8}(案|徽))|幫我(寫|擬|翻譯|翻|潤稿|改寫|算命|解題|畫|做簡報)|翻譯(成|一下|這|以下|句)|唱(一|首|歌)|講(一|個)?個?(笑話|故事)|[0-9]+ ?[+*/x×÷-] ?[0-9]+ ?(=|等於|是多少|[?]|$)|[一二三四五六七八九十百千0-9]+ ?(加|減|乘以?|除以|的平方|開根號) ?[一二三四五六七八九十百千0-9]+|解(這|一)?(題|道|個)?(數學|方程式)',
  '\\bwrite (me )?(a |an |some )?.{0,12}(poem|haiku|song|story|essay|code|script|function|love letter|joke|limerick|lyrics|cover letter)|tell (me )?(a|another) (joke|story)|translate (this|the|it|\\S{1,40} (in)?to)|\\bsing (me )?a\\b',
);

/** Everyday subjects, unless the question also speaks of ours. */
const EVERYDAY = pattern(
  '晚餐|午餐|早餐|宵夜|天氣|下雨|氣溫|幾度|帶傘|穿什麼|颱風假|食譜|怎麼煮|怎麼做菜|料理|牛肉麵|蛋糕|好吃|餐廳|美食|小吃|咖啡廳|飲料店|減肥|熱量|健身|頭痛|發燒|感冒|拉肚子|吃什麼藥|掛哪科|失眠|看醫生',
  '股價|股票|股市|台積電|臺積電|買房|房價|房貸|基金|投資|定存|匯率|比特幣|加密貨幣|樂透|彩券|發票中獎|信用卡|報(所得)?稅|節稅|省稅|退稅.{0,6}(何時|什麼時候|多久)|保險理賠',
  '星座|運勢|算命|塔羅|電影|影集|歌手|演唱會|偶像|明星|遊戲|電玩|球賽|世界盃|世足|奧運|職棒|中職|nba|mlb|誰(會)?贏|冠軍|比分|旅遊|景點|行程|飯店|訂房|機票|高鐵|火車票|捷運怎麼|怎麼去|導航',
  '老婆|老公|女友|男友|女朋友|男朋友|婆婆|媽媽|爸爸|吵架|分手|告白|離婚|約會|寵物|貓咪|小狗|我家|小孩不|孩子不|育兒',
  'iphone|安卓|android 手機|手機.{0,4}(推薦|哪)|筆電|電腦.{0,6}(推薦|當機|很慢)|印表機|wifi|windows|excel.{0,8}(公式|函數|怎麼)|word 怎麼|(python|java|javascript|sql|css|html|c\\+\\+).{0,14}(怎麼|如何|語法|讀|寫|錯誤|迴圈)|正規表達式|git (怎麼|指令)',
  '首都|總統是誰|誰是(總統|總理|市長|部長|院長)|現任(總統|市長|部長)|世界(上)?最(高|長|大|深|快)|多遠|距離(地球|太陽)|人口(多少|有幾)|哪一年(獨立|建國)|誰發明|歷史上|光速|元素|恐龍|宇宙|圓周率|成語|英文(怎麼說|單字)',
  'weather|rain tomorrow|recipe|\\bcook(ing)?\\b|restaurant|calorie|lose weight|headache|fever|stock price|(?:share price|(?:buy|sell|own) .{0,12}shares?)\\b|stocks?\\b|invest|bitcoin|crypto|mortgage|lottery|horoscope|movie|film|football|soccer|basketball|world cup|olympic|super bowl|who won|hotel|flight|train ticket|tourist|vacation|holiday|girlfriend|boyfriend|my (wife|husband|dog|cat|kid|son|daughter|mother|car)|iphone|android phone|laptop|python|javascript|java code|excel formula|regex|capital of|who is the (president|king|queen|prime minister|mayor)|who invented|how (far|tall|old) is|speed of light|dinosaur|birthday|exchange rate|file my tax|tax return',
);

export function isOtherSubject(folded: string): boolean {
  return NEVER.test(folded) || (EVERYDAY.test(folded) && !OURS.test(folded));
}

/** Asking the bank to do something rather than to say something. */
const DO =
  '改成|改為|換成|設成|核發|發給|發放|頒發|撤銷|刪除|刪掉|刪光|清空|移除|寄(出|給|信|一封|電子)|寄送|傳送|轉寄|發送|送出|核准|批准|簽核|公告|發布|下架|上架|登入|登出|重設|改密碼|匯款|轉帳|訂.{0,12}(票|位|房|購|便當|餐|車)|購買|下單|預約|報名|取消|修改|更改|更新|新增|建立|設定|停權|授權|開通|匯出|下載|執行|關機|重開|關掉|關閉|停掉|啟動|打開|打電話|發信|發(一|個|張|枚).{0,6}徽章|退回|送審|提交|上傳|升級|降級|安排';
const ACTS = pattern(
  `(幫我|替我|請(你)?(直接|馬上|立刻|立即|幫我|代我|現在)?|麻煩(你)?|把|將|給我|現在就?|立刻|馬上).{0,16}(${DO})|^(${DO})|[:] ?(${DO}).{0,4}(全部|所有|一切|整個)|(發|給)(一|個|張|枚).{0,4}(徽章|證書|憑證|權限|帳號).{0,4}(給|我)|給我(一個|一張|一枚)?.{0,6}(徽章|證書|管理員權限|權限)$|(幫|替)[^,;。]{1,8}?(${DO}|發.{0,6}(徽章|證書|憑證))`,
  '^(?:please |now |can you |could you |just )*(?:issue|revoke|delete|remove|drop|approve|reject|publish|send|e-?mail|forward|book|buy|order|purchase|transfer|cancel|reset|grant|execute|run|submit|export|create|update|change|add|upload|sign me|log me|register me|enrol|schedule|call|pay|make me|turn off|shut down|restart|award|give me (?:a|the|my|admin)[^?]{0,20}(?:badge|access|rights|permission|certificate))\\b(?! .{0,40}\\?)',
);
/** The same words as a question about how or whether: not a request. */
const ASKS_ABOUT = pattern(
  '為什麼|為何|如何|怎麼|怎樣|是否|有沒有|嗎|什麼|哪|多少|何時|誰|幾|該不該|應不應該|要不要|why|how|what|which|when|who|\\bdid\\b|\\bdoes\\b|\\bwas\\b|\\bwere\\b|\\bis\\b|\\bare\\b|should',
);

export function asksToAct(folded: string): boolean {
  return ACTS.test(folded) && !ASKS_ABOUT.test(folded);
}
