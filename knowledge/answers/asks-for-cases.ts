import { fold } from '../text/fold.ts';

const noun =
  '案例|個案|例子|實例|案子|國家|機關|政府|城市|縣市|部會|單位|系統|計畫|專案|應用|做法|經驗|聊天機器人|機器人|客服|模型|演算法|工具|平台|平臺|警局|警察|法院|學校|醫院';
const plural =
  'cases?|countr(?:y|ies)|agenc(?:y|ies)|governments?|cit(?:y|ies)|examples?|projects?|systems?|chatbots?|tools|algorithms|models|offices?|auditors?|courts?|police forces|pilots|trials|deployments|programmes|programs|authorities|departments|ministries';

const ASKS = new RegExp(
  fold(
    `(有哪些|哪些|哪幾|列出|列舉|列幾|舉(例|出|幾)|找(出|一些|幾個|找)?|有沒有|有無|還有(哪些|什麼)|幾(個|則|件)|多少(個|則|件)?|有什麼|查|給我).{0,28}(${noun})|(${noun}).{0,12}(有哪些|有幾|有多少|清單|列表|一覽)|(相關|有關|類似|關於|失敗|成功|停用)的?.{0,12}(案例|個案|例子|實例)[?!.。]*$|(ai|人工智慧|的)(案例|個案|例子|實例)[?!.。]*$|哪些.{0,16}(停用|失敗|成功|做過|用過|導入|採用|推動)|\\b(which|what|list|show|find|any|how many|name|give)\\b(?: [\\w'-]+,?){0,7} (${plural})\\b|examples of|cases (of|about|on|where|in|from|with|involving)`,
  ),
  'iu',
);
/** Asked for in the plural by what they are: one case that fits well is no whole answer. */
const SEVERAL = new RegExp(
  fold(
    `案例|個案|例子|實例|案子|哪(些|幾個).{0,10}(${noun})|cases?\\b|examples|\\b(which|what|list|name|show)\\b(?: [\\w'-]+,?){0,5} (?:cases|countries|agencies|governments|cities|examples|projects|systems|chatbots|tools|algorithms|models|offices|auditors|courts|police forces|pilots|trials|authorities|departments|ministries)\\b`,
  ),
  'iu',
);
const ONE_CASE = /哪(?:個|一個|一則)案例|這個案例|那個案例|案例裡/u;

/** Asking for cases as a list, or how many there are. */
export function asksForCases(folded: string): boolean {
  return ASKS.test(folded) && !ONE_CASE.test(folded);
}

export function asksForSeveral(folded: string): boolean {
  return SEVERAL.test(folded);
}
