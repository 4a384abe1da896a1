import { fold } from '../text/fold.ts';

const verbs =
  '規定|約束|限制|提升|提高|鼓勵|分配|辦|寫|做|訂|定|選|挑|抓|處理|避免|防|量|衡量|驗|測|管|分工|規劃|設計|開始|評估|確保|因應|監督|審|問|降低|減少|面對|回應|說明|溝通|準備|安排|推|用|拿捏|判斷|取捨|改善|落實|追蹤|監測|保護|查|看待|教|訓練|說服|控制|知道|讓|算|設|談|建立|對待|補救|更正|要求|編|算|約定|公開|告知|下手|著手|把關';

/** Asking what one should do, rather than what was done. */
const ASKS = new RegExp(
  fold(
    `(怎麼|如何|怎樣|怎)(才|要|去|來|可以|能|應該|該|樣)*(${verbs})|怎麼辦|怎樣才|怎麼才|如何才|才(不會|算|能|夠|可以|不至於)|要不要|該不該|應不應該|適不適合|可不可以|需不需要|能不能|值不值得|可以.{0,16}嗎|(該|應該|應|需要|必須|需).{0,12}(嗎|什麼|哪些|誰|多|怎|如何|不)|注意(什麼|哪些|事項)|前.{0,6}(要|該|應|得)(先)?(做|準備|問|想|確認|注意|檢查|有)|要(先|追|問|做|準備|確認|看|注意|求|寫|有).{0,6}(什麼|哪)|可信嗎|可以信|能信|信嗎|靠得住|多大(規模)?(才|比較|合適|好|$|[,?])|要多(大|久|少|準)|什麼時候(該|應|要|可以|才)|什麼情況|誰(來|該|要|應該|可以|有權)?(負責|簽|核准|批准|決定|喊停|扛|同意|拍板|把關)|責任.{0,6}(算|誰|怎)|有(什麼|哪些|沒有)(建議|訣竅|原則|作法可|前車之鑑)|建議(我|怎麼|作法|做法)|最佳做法|好的做法|算誰的|誰的(責任|錯)|扛責|踩雷|地雷|陷阱|眉角|前車之鑑|教訓|我們|我(想|要|正)|我(的)?機關|本(機關|局|府|部|署|單位)|should|(?:how|what|when|who) (?:can|could|must|do|does|to)\\b|how (?:big|small|large|long|many people|much) (?:should|must|does|do)|who (?:signs|decides|approves|is responsible|gets to)|is it (?:ok|okay|safe|wise|enough|worth|legal|a good idea)|can (?:we|i|staff|employees|officers|agencies)\\b|may (?:we|staff|i)\\b|do we need|need to|ways to|best way|we (?:want|plan|are|need|intend|would|have)|our (?:agency|department|office|team|city|staff|vendor|bureau)|advice|avoid|prevent|watch out|best practice|pitfall|be careful|before (?:buying|launching|adopting|using|introducing|deploying|we|going)|recommend|lessons? (?:for|about|on)|checklist|good enough|what makes|when is`,
  ),
  'iu',
);

/** Asking of others what they did: a story or a list, not advice. */
const ASKS_FACT = new RegExp(
  fold(
    '怎麼(回事|失敗|被|發現|發生|會)|(花|用|省|抓|罰|賠)了?(多少|幾)|多少(錢|件|人|次|款|筆|%)|百分之|幾(個|件|人|次|款|筆|分)(?!月)|何時(上線|啟用|停用|開始)|分數|熟練度|定義是|是什麼意思|how (?:much|many) (?!people should)|what happened|why did|when did|how did|how accurate (?:is|was)|who (?:built|made|won)',
  ),
  'iu',
);

export function asksForAdvice(folded: string): boolean {
  return ASKS.test(folded) && !ASKS_FACT.test(folded);
}

/** Wants questions to put to others. */
export function asksForQuestions(folded: string): boolean {
  return /問(?:廠商|他們|對方|自己|同仁|機關|承辦|主管)?(?:什麼|哪)|問題(?:要|該)?問|追問|(?:should|must|can) .{0,30}\bask\b|\bquestions? (?:to|should)/u.test(
    folded,
  );
}
