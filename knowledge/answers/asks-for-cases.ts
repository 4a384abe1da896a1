import { fold } from '../text/fold.ts';
import { asksForAdvice } from './asks-for-advice.ts';

const example = '案例|個案|例子|實例|案子';
const kind =
  '國家|機關|政府|城市|縣市|部會|單位|系統|計畫|專案|應用|做法|經驗|聊天機器人|機器人|客服|助理|模型|演算法|工具|平台|平臺|警局|警察|法院|學校|醫院';
const examples = '(?<!\\buse )cases?|examples?|instances|stories';
const kinds =
  'countries|agencies|governments|cities|projects|systems|chatbots|tools|algorithms|models|offices|auditors|courts|police forces|pilots|trials|deployments|programmes|programs|authorities|departments|ministries|initiatives|schemes';
const ASKING =
  '(?:which|what(?! (?:did|does|do|is|was|has|have|can|should)\\b)|list|show|find|any|how many|name|give)';
const LISTING =
  '有哪些|哪些|哪幾|列出|列舉|列幾|舉(?:例|出|幾)|找(?:出|一些|幾個|找)?(?=.{0,20}(?:案例|例子|實例))|收了|收錄';
/** Asks for cases, or as well for something else: 有沒有被演算法評分. */
const MAYBE_LISTING = '有沒有|有無|還有|有什麼|給我|推薦';
/** What may follow 案例 at the end of a request for cases. */
const CODA =
  '(?:有沒有|有無|有|嗎|呢|吧|嘛|給我|讓我|幫我|我|想|要|列|看看|瞧瞧|參考|一下|來|誰|哪些|幾個|找|即可|就好|謝謝|[ ,?!.。])*$';

const ASKS = new RegExp(
  fold(
    [
      `(?:${LISTING}|幾(?:個|則|件)|多少(?:個|則|件)?).{0,28}(?:${example}|${kind})`,
      `(?:${MAYBE_LISTING}).{0,28}(?:${example})`,
      `(?:${example}|${kind}).{0,3}(?:有哪些|有哪幾|有幾|有多少|有誰|清單|列表|一覽)`,
      `(?:${example})(?:.{0,10}(?:有哪些|有哪幾|有幾|有多少|有誰)|${CODA})`,
      `(?:有關|相關|類似|關於).{0,12}(?:${kind})${CODA}`,
      '(?:有關|相關|類似|這種|那種|這類|那類|之類|類)的?(?:有嗎|有沒有|有哪些|有哪幾(?:個|件|則)|有誰)',
      '有(?:這種|這樣的|類似的)(?:事|情形|狀況|案例|例子|前例)?(?:發生過?)?(?:嗎|吧)',
      `\\b(?:${examples})(?:,? please)?[?.!]*$`,
      '^(?:那|請問)?有(?!沒有|關|人|用).{2,24}過?的嗎(?=$|[?!.。,])',
      '的(?:國家|機關|單位|政府|城市|縣市)?(?:有誰|有哪些|有哪幾(?:個|件|則)|是哪些|是哪幾(?:個|件|則))',
      '哪些是.{2,24}的[?!.。]*$',
      '哪(?:些|幾).{0,16}(?:停用|失敗|成功|做過|用過|導入|採用|推動)',
      `\\b${ASKING}\\b(?: [\\w'-]+,?){0,7} (?:${examples}|${kinds})\\b`,
      '\\b(?:examples|cases) (?:of|about|on|where|in|from|with|involving|that|which)\\b',
      `\\b(?:looking for|interested in|do you have|have you got|are there|is there|got) (?:any |some )?(?:[\\w'-]+,? ){0,8}(?:${examples})\\b`,
      '\\b(?:anything|something) (?:on|about|from)\\b',
    ].join('|'),
  ),
  'iu',
);
const MAYBE = new RegExp(fold(`(?:${MAYBE_LISTING}).{0,28}(?:${kind})`), 'iu');
/** A plain request for a kind of thing, with no question word of its own: 被法院判違法的AI系統. */
const BARE = new RegExp(fold(`的(?:ai|人工智慧)?(?:${kind})[?!.。]*$`), 'iu');
const QUESTION_WORD = new RegExp(fold('怎|如何|多少|什麼|為何|幾|嗎|呢|哪|誰|何時|是不是'), 'iu');
/** Asked for in the plural by what they are: one case that fits well is no whole answer. */
const SEVERAL = new RegExp(
  fold(
    `${example}|哪(些|幾個|幾件|幾則).{0,10}(${kind})|的有(誰|哪些|哪幾)|哪些是.{2,24}的|的是(哪些|哪幾)|(?<!\\buse )cases?\\b|examples|\\b${ASKING}\\b(?: [\\w'-]+,?){0,5} (?:${kinds})\\b`,
  ),
  'iu',
);
const ONE_CASE =
  /哪(?:個|一個|一則)案例|(?:這|那|該|此|本)(?:個|則|件)?案例|案例(?:裡|中)|\b(?:this|that|the) case\b/u;

/** Asking for cases as a list, or how many there are. */
export function asksForCases(folded: string): boolean {
  if (ONE_CASE.test(folded)) return false;
  if (MAYBE.test(folded) && !asksForAdvice(folded)) return true;
  return ASKS.test(folded) || (BARE.test(folded) && !QUESTION_WORD.test(folded));
}

export function asksForSeveral(folded: string): boolean {
  return SEVERAL.test(folded) || (BARE.test(folded) && !QUESTION_WORD.test(folded));
}
