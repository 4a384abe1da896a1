import { fold } from '../text/fold.ts';

function pattern(...sources: readonly string[]): RegExp {
  return new RegExp(fold(sources.join('|')), 'iu');
}

/** How one does a thing; 怎麼回事 and 怎麼抓到的 ask what happened. */
const HOW =
  '(怎麼|如何|怎樣|怎(?=[不才]|[^?.!,]{1,8}(比較|才|最)))(?!回事|失敗|被|發現|發生|會|了|來的|出事|運作|(?!知道|確認|判斷|分辨)[^?!.,]{0,12}(了|到)?的($|[?!.,]))(?= ?[^ ?!.,])|how (?:can|could|must|do|to|would|might) |how (?:big|small|large|long|many|much)\\b.{0,40} (?:should|must|enough|too)\\b|ways? to\\b|best way';
const OUGHT =
  '(?<!不)應該|該(?!案|市|國|局|校|州|署|部|系統|計畫|專案|機關|模型)|應(?=如何|怎|否|注意|先)|(?<!只)需要|必須|要不要|需不需要|能不能|可不可以|適不適合|值不值得|是否(應|該|可|要|需|適合|值得)|適合|值得|(可以|能|可).{0,18}嗎|會不會|不要(亂|再|隨便)|(想|打算|希望|準備|計畫)(要|把|用|做|開放|導入|拿|讓|改|請|跟|在|裝|買)|先.{1,6}(誰|什麼|哪)|(要|需|得)先|先(要|問|想|確認|準備|訂|看|把)|前.{0,8}(要|該|應|得)|(要|得).{0,6}(什麼|哪些|誰|多少|多久|多大|多準)|should|ought to|\\bmust\\b|\\bmay (?:we|staff|i)\\b|\\bcan (?:we|i|staff|employees|officers|agencies|it|they)\\b|need(?:ed)? (?:to|before)|need before|do (?:we|they|you) need|is it (?:ok|okay|safe|wise|enough|worth|legal|a good idea)|belong(?:s)? in|in place before|good enough|\\benough\\?|when is|夠(了|用)?嗎|就(夠|好|行|可以)了?嗎|(?:也|還)?要.{1,10}嗎|(說服|勸|說動|跟.{1,6}報告|向.{1,6}報告|解釋給)';
const WORRY =
  '注意|小心|受不了|吃不消|撐不住|困擾|擔心|害怕|怕(?=被|會|出|有|他|大家|民眾)|不敢|才(不會|算|能|夠|可以|不至於|不)|怎麼辦|前車之鑑|教訓|踩雷|地雷|陷阱|眉角|訣竅|建議(我|怎麼|作法|做法)|有(什麼|哪些|沒有)(建議|原則|撇步|作法可|方法|辦法|規矩)|最佳做法|好的做法|可信|可以信|能信|信嗎|靠得住|萬一|watch out|advice|avoid|prevent|best practice|pitfalls?|be careful|checklist|recommend(?!ations? of)|lessons? (?:for|about|on)|what if|worr(?:y|ied)|afraid|concerned|safeguards?|what makes|risks? of (?:using|letting|relying)';
const WHO =
  '誰來|誰(該|要|應該|可以|有權)?(做|負責|簽|核准|批准|決定|喊停|扛|同意|拍板|把關)|算誰的|誰的(責任|錯)|扛責|責任.{0,6}(算|誰|怎)|who (?:signs|decides|approves|owns|is (?:responsible|accountable|liable)|gets to)';
const WHEN =
  '什麼時候(該|應|要|可以|才)|什麼情況|多大(規模)?(才|比較|合適|好|$|[,?])|什麼時候做|(沒有|不|亂).{1,20}會(怎樣|怎麼樣)|有(什麼|哪些)(後果|風險|紅線|禁忌|限制|陷阱|坑)|會(有什麼|不會有)(後果|風險|問題|影響)';
const OURS =
  '我們|我(想|要|正|能|該|可以|不|的機關|的單位)|咱們|本(機關|局|府|部|署|單位|處|校)|(長官|老闆|首長|局長|上級)(要|叫|問|希望|催)|\\bwe (?:want|plan|are|need|intend|would|have|suspect|use|found)\\b|\\bour (?!world)|\\b(?:us|me) to\\b|before (?:buying|launching|adopting|using|introducing|deploying|we|going|ai)\\b';

/** Asking what one should do, rather than what was done. */
const ASKS = pattern(HOW, OUGHT, WORRY, WHO, WHEN, OURS);

/** Asking of others what they did: a story or a list, not advice. */
const ASKS_FACT = pattern(
  '怎麼(回事|失敗|被|發現|發生)|(花|用|省|抓|罰|賠)了?(多少|幾)|多少(錢|件|人|次|款|筆|%)|百分之|幾(個|件|人|次|款|筆|分)(?!月)|何時(上線|啟用|停用|開始)|分數|熟練度|定義是|是什麼意思',
  'how (?:much|many) (?!.{1,40} (?:should|must|enough|too)\\b)|what happened|why did|when did|how did|how accurate (?:is|was)|who (?:built|made|won)',
);

/** The asker's own plan, whatever figure it speaks of: 省了多少，我要怎麼算. */
const OWN_PLAN = pattern(
  `我(們|要|該|想|得).{0,6}(${HOW}|該|應該)`,
  `(跟|向|給)(首長|長官|老闆|議員|議會|民眾|主管|記者|媒體).{0,4}(報|說|講|交代|解釋|簡報|說明).{0,20}(${HOW})`,
  'how (?:can|should|do|must) (?:we|i)\\b',
);

export function asksForAdvice(folded: string): boolean {
  return OWN_PLAN.test(folded) || (ASKS.test(folded) && !ASKS_FACT.test(folded));
}

const QUESTION = pattern(
  '怎|如何|不要|要先|才好',
  'how (?:do|can|should)\\b|\\b(?:should|can we|could we)\\b',
);
/** On an article or a table of the survey, not on what to do. */
const OF_TEXTS = pattern('第.{1,4}[條點章]|層級|工作群|職能|基層|中階|高階|分數|\\bscores?\\b|\\btables?\\b');

/** A question of no known shape, yet one, and not on what others did. */
export function mayAskForAdvice(folded: string): boolean {
  return QUESTION.test(folded) && !ASKS_FACT.test(folded) && !OF_TEXTS.test(folded);
}

/** Wants questions to put to others. */
export function asksForQuestions(folded: string): boolean {
  return /問(?:廠商|他們|對方|自己|同仁|機關|承辦|主管)?(?:什麼|哪)|問題(?:要|該)?問|追問|(?:should|must|can) .{0,30}\bask\b|\bquestions? (?:to|should)/u.test(
    folded,
  );
}
