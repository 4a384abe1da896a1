import { STOP_WORDS, stem } from '../text/english-words.ts';
import { fold } from '../text/fold.ts';
import { headwordsIn } from '../text/gloss.ts';
import { everydayWords } from './everyday-words.ts';
import { ANY_MEASURE } from './measure-words.ts';
import { namesSomething } from './word-kind.ts';

/** A word of a question that says what it is about. `text` is folded; English words are stemmed. */
export interface ContentWord {
  readonly text: string;
  /** As asked, not stemmed. */
  readonly asked: string;
  readonly han: boolean;
  readonly quoted?: boolean;
}

const CHINESE_FUNCTION_WORDS = new Set(
  `的 了 嗎 呢 吧 啊 喔 呀 是 在 有 和 與 及 或 或是 也 都 就 才 還 還是 還有 又 很 更 最 被 把 讓 給 對 向 從 到 為 以 於 用 要 會 能 可 可以 應該 該 應 我 我們
你 你們 他 他們 它 它們 這 那 這個 那個 這些 那些 這樣 那樣 哪 哪個 哪些 哪裡 哪一 什麼 甚麼 怎麼 怎麼樣 怎樣 如何 為什麼 為何 多少 多 幾 幾個 多久 何時 何 誰 請問 請 想 想要 知道
告訴 說明 說 講 一下 有沒有 沒有 沒 不 未 無 是否 是不是 能不能 會不會 可不可以 後來 目前 現在 最後 當時 之後 以後 之前 然後 所以 因為 但 但是 而 而且 並 且 則 若 如果 等 其 其中 個 一 一個 一些
了解 介紹 請教 關於 有關 針對 裡 裡面 中 上 下 內 外 間 時 時候 做 做了 作 進行 使用 採用 導入 應用 推動 總共 一共 共 大約 大概 約 左右 到底 究竟 真的 其實 實際 實際上 曾 曾經 已 已經 得 過 著 起來 出來 來 去
案例 個案 例子 計畫 專案 系統 工具 模型 平台 服務 技術 機關 政府 單位 部門 國家 東西 事情 事 情況 狀況 方面 方式 部分 相關 主要 具體 重要 大 小 好 新 人工智慧 智慧 ai 裡頭 算 看 跑 當 像 一樣 同樣 分別 各 每 各個 每個 所有 全部 任何 別的 其他
根據 依據 資料 請列 列出 整理 幫 幫忙 簡單 簡短 詳細 舉例 例如 譬如 比如 麻煩 謝謝 您 您好 你好 本 該案 此 此案 這案 案子 案 件 率 性 化 型 式 者 方 點 面 項 類 種 次 名 位 間 家 套 款 條 頁 名稱 叫 叫做 做法 作法 內容 以上 以下 以內 有失 號稱 聽說 變成 荒謬 高峰 那套 裝 蓋 買 收 叫做 看不出 看得出 什麼事 城市 縣市 國內 國外 小心 避免 建議 準備 考慮 防止 想知道 案件 用過 使用過 用到 什麼人 要求 上線 啟用 推出 開始 啟動 開放 幾次 什麼時候 什麼樣 張 開 找 寫 拿 年 月 日 天 時間 幾年 哪年 幾月 多大 多高 多長 多快 第 注意 要注意 最大 最多 最高 最低 最少 多數 說法 地方 名字 有人 沒人 另一 比 問 請教 聽說 好像 據說 當初 那麼 那 這麼 這種 那種 所謂 那邊 這邊 自己 別人 人家 大家 只 只有 就是 不是 而是 再 先 起 給主管 一般 通常 常見 常 總 都是 幾成 百分之 占 佔 比例 比率 數量 人數 數 需要  必須 可能 成為 變成 變 造成 導致 發生 出現 提出 提到 指出 表示 認為 覺得 打算 準備 採取 達到 得到 取得 獲得 有無 關係 為止 截至 截止 兩組 一組 一周 一週 存在 屬於 包括 包含 涵蓋 那時候 那時 這時候 的話 以前 單獨 單看 才能 為了 幾號 哪天 上面 沒用 當年 那年 事件 一口氣 要不 要不要 根本 乾脆 居然 竟然 趴 分成 分為`
    .split(/\s+/)
    .map(fold),
);

const ENGLISH_FUNCTION_WORDS = new Set(
  [
    ...STOP_WORDS,
    ...`tell know please explain describe give list show find many much long often kind type happen happened happens get got make made say says said use used uses using
ai artificial intelligence system systems tool tools model case cases project projects government agency agencies public sector country country's actually really ever still something anything thing things way ways need want like example examples take took taken taking part large big s t re ll ve don doesn didn isn wasn aren let me ask question answer pay paid per day week month year minute minutes hour hours seconds percent percentage share since during amount went go goes going put away after before did approx exactly currently now today ago according study across longer anyone anybody someone somebody money program programme scheme january february march april june july august september october november december already true false short story brief briefing quote yet quite thousand million billion dollar dollars inside outside whole turn turned drag dragged`.split(
      /\s+/,
    ),
  ].flatMap((word) => [word, stem(word)]),
);

const ASKED_MEASURE = `(?:多少|幾(?!乎))[十百千萬億]?個?(?:${ANY_MEASURE}|錢)`;

const QUANTITY_PHRASE = new RegExp(
  `(\\p{Script=Han}{0,6}?)(?:是|有|占|佔|達|約|大約|總共|共)?(?:${ASKED_MEASURE}|多少|幾(?!乎))(\\p{Script=Han}{0,6})`,
  'u',
);

/** 幾分鐘, 多少人: the kind of quantity asked, not a subject. */
const ASKED_QUANTITY = new RegExp(ASKED_MEASURE, 'gu');

/** 一小時, 十分鐘: said with the question, not its subject. */
const SAID_TIME = new RegExp(
  `(?:[一二兩三四五六七八九十百半]+|\\d+ ?)個?(?:${fold('小時')}|${fold('分鐘')}|秒|星期)`,
  'gu',
);

/** 從多少變成多少 */
const FROM_TO = /[從由](?=多少|幾)|(?:變成|升到|降到|增加到|減少到|到)(?=多少|幾)/gu;

/** 每一則, 一年下來: a unit or a period, not a subject. */
const ONE_OF =
  /[這那]一[級個種類項]|每?一(?:則|件|筆|次|張|個|份|年|個月|月|天|日|週|案|人|名|位)(?:下來|內|裡|期間)?/gu;

/** 哪一年, 什麼時候: taken out before words are told apart. */
const ASKED_WHICH = /哪一?(?:年|天|個月|月|日|個|家|種|些|國|位|裡)|什麼時候|何時/gu;

/** 最誇張的, 很荒謬的: how something is judged, not what it is. */
const DEGREE = /(?:最|很|非常|太|特別|這麼|那麼)\p{Script=Han}{1,3}的/gu;

const HAN_RUN = /\p{Script=Han}+/gu;
const LATIN_WORD =
  /\d{1,3}(?:,\d{3})+(?!\d)|[\p{Script=Latin}\d][\p{Script=Latin}\d'.@&+#/-]*[\p{Script=Latin}\d+#]|[\p{Script=Latin}\d]/gu;

/** Known plain words first (the longest), dictionary words for what is left. */
function chineseWords(run: string): string[] {
  for (const known of everydayWords) {
    const at = run.indexOf(known);
    if (at >= 0)
      return [...chineseWords(run.slice(0, at)), known, ...chineseWords(run.slice(at + known.length))];
  }
  return run === '' ? [] : headwordsIn(run);
}

const NUMERAL = /[零一二兩三四五六七八九十百千萬億半]/u;

/** Characters the dictionary left single that stand side by side are one word it does not know (取栓, 誤放, 臺積電). */
function mergeSingles(words: readonly string[], run: string): string[] {
  const merged: string[] = [];
  let end = 0;
  let open = false;
  for (const word of words) {
    const start = run.indexOf(word, end);
    const single = word.length === 1 && !CHINESE_FUNCTION_WORDS.has(word) && !NUMERAL.test(word);
    if (single && open && start === end) merged.push((merged.pop() ?? '') + word);
    else merged.push(word);
    open = single;
    end = start < 0 ? end : start + word.length;
  }
  return merged;
}

/** Short words are not stemmed for this: AMS is not "am". */
function isFunctionWord(word: string): boolean {
  return ENGLISH_FUNCTION_WORDS.has(word.length > 3 ? stem(word) : word);
}

function latinWords(folded: string): string[] {
  return [...folded.matchAll(LATIN_WORD)]
    .flatMap(([word]) => (/^[a-z]{4,}-[a-z]{4,}$/.test(word) ? word.split('-') : [word]))
    .map((word) => word.replace(/'s$/, '').replace(/(?<=\d),(?=\d{3})/g, ''))
    .filter((word) => !isFunctionWord(word) && (word.length > 1 || /\d/.test(word)));
}

const ASKED_NOUN = /(?:哪(?:些|幾?[個種項款類]|一[種個])|什麼樣的|什麼|何種)(\p{Script=Han}{1,4})/u;

/** Behind 什麼 these name no kind of thing. */
const ASKS_NOTHING = new Set(
  '名字 名稱 時候 地方 事情 意思 狀況 情況 原因 問題 結果 東西 辦法 方法 樣子 理由 事故 幫助 好處 用處'.split(
    ' ',
  ),
);

/** 哪些模型, 什麼工具: the kind of thing asked, however common the word. */
export function askedNoun(folded: string): ContentWord | undefined {
  const run = ASKED_NOUN.exec(folded)?.[1];
  const noun = run && chineseWords(run)[0];
  if (!noun || noun.length < 2 || ASKS_NOTHING.has(noun)) return undefined;
  const word = { text: noun, asked: noun, han: true };
  return namesSomething(word) ? word : undefined;
}

/** A short stretch in quotation marks is meant word for word. */
export function quotedWords(folded: string): ContentWord[] {
  return [...folded.matchAll(/"([^"]{2,12})"/gu)]
    .map(([, text]) => text!.trim())
    .filter((text) => /^\p{Script=Han}+$/u.test(text))
    .map((text) => ({ text, asked: text, han: true, quoted: true }));
}

const remembered = new Map<string, readonly ContentWord[]>();

/** The content-bearing words of a folded text, in no order, each once. */
export function contentWords(folded: string): readonly ContentWord[] {
  const known = remembered.get(folded);
  if (known) return known;
  const words = new Map<string, ContentWord>();
  for (const [run] of folded
    .replace(/\bin place\b/gu, ' ')
    .replace(SAID_TIME, ' ')
    .replace(FROM_TO, ' ')
    .replace(ASKED_QUANTITY, ' ')
    .replace(ASKED_WHICH, ' ')
    .replace(ONE_OF, ' ')
    .replace(DEGREE, ' ')
    .matchAll(HAN_RUN))
    for (const word of mergeSingles(chineseWords(run), run))
      if (!CHINESE_FUNCTION_WORDS.has(word)) words.set(word, { text: word, asked: word, han: true });
  for (const word of latinWords(folded)) {
    const text = /^[a-z]{4,}$/.test(word) ? stem(word) : word;
    words.set(text, { text, asked: word, han: false });
  }
  const list = [...words.values()];
  if (remembered.size < 20_000) remembered.set(folded, list);
  return list;
}

/** What is counted: the words right behind 多少 and its measure word (多少公司採用), or else right before it (滿意度是多少). */
export function countedWords(folded: string): readonly ContentWord[] {
  const behind = countedBehind(folded);
  if (behind.length > 0) return behind;
  if (!QUANTITY_PHRASE.test(folded)) return [];
  return countedBefore(folded);
}

const NOUN_ENDS =
  /^(?:do|does|did|is|are|was|were|has|have|had|will|would|can|could|in|on|of|at|by|to|for|from|with|out|per|that|who|the|a|an)$/;

/** The last word of "civil servants", "contracts" before what is said of them. */
function englishNoun(words: readonly string[]): readonly ContentWord[] {
  const end = words.findIndex(
    (asked, at) =>
      NOUN_ENDS.test(asked) || (at > 0 && !namesSomething({ text: stem(asked), asked, han: false })),
  );
  const noun = words.slice(0, end < 0 ? words.length : end).at(-1);
  return noun ? [{ text: stem(noun), asked: noun, han: false }] : [];
}

/** The words right behind 多少 and its measure word, or behind "how many". */
export function countedBehind(folded: string): readonly ContentWord[] {
  const english = /how many ((?:[a-z'-]+ ?){1,6})/.exec(folded)?.[1];
  if (english) return englishNoun(english.trim().split(' '));
  const match = QUANTITY_PHRASE.exec(folded);
  if (!match) return [];
  const at = match.index + match[0].length - (match[2]?.length ?? 0);
  const behind = contentWords(folded.slice(at, at + 6).replace(/(?:[^\p{Script=Han}]|多少|幾).*$/u, ''));
  return behind.slice(0, 2);
}

/** What happens to a figure stands between it and its name: 成功率提升多少. */
const CHANGES = /(?:從|由|提升|提高|增加|上升|減少|降低|下降|縮短|節省|變成|升到|降到)了?$/u;

function countedBefore(folded: string): readonly ContentWord[] {
  const number = folded.search(/(?:是|有|占|佔|達|約|大約|總共|共)?(?:多少|幾)/u);
  const before = /\p{Script=Han}{2,8}$/u.exec(folded.slice(0, Math.max(0, number)))?.[0] ?? '';
  const noun = before.replace(CHANGES, '');
  return contentWords(noun)
    .filter(
      (word) =>
        namesSomething(word) &&
        (noun.endsWith(word.text) || noun.replace(/[率數度性量]$/u, '').endsWith(word.text)),
    )
    .slice(-1);
}
