import { fold } from '../text/fold.ts';

/** What a question asks the meaning of: one term, or the sides of a difference. */
export interface AskedTerms {
  readonly terms: readonly string[];
  /** Nothing asks for a meaning; the term is all there is. */
  readonly alone?: boolean;
}

function ends(...sources: readonly string[]): { before: RegExp; after: RegExp } {
  const words = fold(sources.join('|'));
  return { before: new RegExp(`^(?:${words})[ ,:]*`, 'u'), after: new RegExp(`[ ,:]*(?:${words})$`, 'u') };
}

/** Politeness around a question; it asks for nothing. */
const POLITE = ends(
  '請問|請教|請|想問|我?想知道|我?想了解|不好意思|麻煩|幫我|可以|可否|能不能|能否|跟我|給我|那麼|那|所以|所謂的?|到底|究竟|一下|一詞|這個?詞|這個(?:名詞|概念|字|觀念)|名詞|的|呢|嗎|啊|阿|呀|喔|吧|咧|謝謝',
  '(?:please|so|ok|hi|hello|could you|can you|do you know|tell me|i (?:want|would like) to know|thanks?|an?|the|term|word|exactly|we mean by|people mean by)(?![a-z])',
);
const ASKS_BEFORE = new RegExp(
  `^(?:${fold(
    [
      '(?:什麼|甚麼|何|啥)(?:是|叫做?|謂)|何謂|啥是|解釋|說明|定義|講解|(?:用|以)?(?:大)?白話(?:文|一點)?(?:地|來)?(?:解釋|說明|講|說)?|用?一句話(?:解釋|說明|講)?|簡單(?:地|來說|講|說)?|用?簡單的話|看不懂|聽不懂|不懂|不太懂|搞不懂',
      "(?:what|whats|what's)(?: exactly)?(?: is| are| does| do|'s)?(?: meant by| the meaning of| the definition of)?(?![a-z])|(?:define|explain|describe)(?: to me)?(?: what)?(?![a-z])|(?:the )?(?:meaning|definition) of(?![a-z])|(?:the )?(?:chinese|english)(?: term| word| name)? (?:for|of)(?![a-z])|how do (?:you|we|i) say(?![a-z])|in (?:plain|simple) (?:words|terms|language|english)(?![a-z])",
    ].join('|'),
  )})[ ,:]*`,
  'u',
);
const ASKS_AFTER = new RegExp(
  `[ ,:]*(?:${fold(
    [
      '(?:是|代表|指|說|叫做?)?(?:的是)?(?:什麼|甚麼|啥|啥米)(?:意思|東西|東東|鬼(?:東西)?|概念|玩意兒?|技術|制度|觀念|來的)?|意思(?:是|為)?|定義|意義|含義|涵義|概念|解釋|說明|講解|(?:用|以)?(?:大)?白話(?:文|一點)?(?:地|來)?(?:解釋|說明|講|說)?|用?一句話|簡單(?:一點|來說|說|講)?|看不懂|聽不懂|不懂|不太懂|搞不懂',
      '(?:怎麼|如何|要怎麼|該怎麼)(?:定義|解釋|理解|說明|說|講|翻譯?|稱呼)|(?:是指|指的是|是在|在)(?:什麼|講什麼|說什麼|做什麼|登記什麼|幹嘛|講啥|幹什麼)?|是(?:做什麼|幹什麼|幹嘛|幹啥)(?:用)?|是',
      '(?:的?(?:中文|英文|全名|全稱|縮寫|簡稱|官方名稱|正式名稱|正式說法|原文|名稱)|翻成(?:中文|英文)|翻譯成(?:中文|英文)|譯成(?:中文|英文)|譯作)(?:是|叫|為)?',
      '(?<![a-z])(?:means?|stands? for|refers? to|is|are|meaning|definition|in (?:one|a) (?:sentence|word|line)|in (?:plain|simple) (?:words|terms|language|english)|in (?:chinese|english|mandarin)|simply|briefly)',
      ' (?:for|in|at|to|of) (?:an? |the |us |our |my )?(?:ai|agency|agencies|government|public sector|public administration|office|context|practice|us|me)(?: [a-z ]+)?| (?:when|in the context of) [a-z ]+|(?:^在|在)(?:政府|公部門|機關|行政機關|ai)(?:裡|中|內|裡面)?',
    ].join('|'),
  )})$`,
  'u',
);

/** What is asked of a thing whose name is known: not its meaning in so many words. */
const ASKS_OF_TERM = ends(
  '(?=x)x',
  '(?:是|指|算)?(?:的?是)?哪些(?:錢|東西|事情?|費用|成本|內容)?|包(?:含|括)(?:了)?(?:哪些|什麼|啥)|(?:有|是)(?:做)?什麼用(?:處|途|的)?|(?:是)?(?:怎麼|如何)(?:運作|算|計算|來|做到|回事|防|攻擊|發生)(?:出來)?(?:的)?|(?:的)?(?:原理|公式|算法|用途|特徵|特色|例子|重點)(?:是什麼|為何)?|(?:在|要)(?:幹嘛|幹什麼|管什麼)|(?:老是|總是|常常?|一直)?(?:搞|弄)?不?(?:清楚|太清楚)|(?:聽起來|感覺|好像)[^,]{0,8}',
).after;

const MIXED_UP =
  /^(.+?)(?:我|老是|總是|常常|常|一直|還是|都)*(?:搞混|弄混|分不清楚?|搞不清楚?|傻傻分不清楚?|混淆|會混|分不出來)/u;
const APART = [
  /(.+?)(?:之間)?(?:的)?(?:到底)?(?:差在哪|差在|差別|差異|有什麼差|有何差|有什麼不同|有何不同|有什麼不一樣|哪裡不同|哪裡不一樣|不同在哪|不一樣在哪|的區別|區別|怎麼分|怎麼區分|如何區分|差多少|有差嗎)/u,
  /(.+?)(?:是不是|是否)?(?:是)?(?:同一件事|同一回事|同一個|同一種|一樣|相同)(?:的)?(?:東西|意思|概念|事)?(?:嗎)?/u,
  /(.+?)(?:是不是|就是|算不算|等於|等不等於)(.+?)(?:嗎)?$/u,
  /(?:what (?:is|'s|are) )?(?:the )?differences? between (.+)/u,
  /how (?:do|does|is|are|can) (.+?) (?:differ|different|distinguished|distinct)/u,
  /^(?:is|are|do|does) (.+?) (?:mean |the )?(?:same|identical|synonyms?|different)(?: thing)?(?: as| to| from| with)? ?(.*)$/u,
  /(.+? (?:vs\.?|versus) .+)/u,
];
/** 甲是…的意思嗎: a meaning is offered to be confirmed. */
const OFFERED = /^(.{2,16}?)(?:就?是|是指|指的?是?|代表).+(?:的意思|意思是)(?:嗎|吧|對嗎|對吧)?$/u;
const IS_IT = /^(.{3,16}?)(?:到底|究竟)?(?:就是|是指|指的是|指的|指|是)(.{2,}?)(?:嗎|吧)?$/u;
/** "Open-weight model: what can I do with one": the term stands before a question that points back at it. */
const HEADED = /^([^,:]{3,40}): ?(?:what|is|are|does|do|can|how)\b.*\b(?:one|it|they|them|this|that)\b/u;
const BETWEEN =
  /以及|還有|和|與|跟|及|同|,|或|\/|\bvs\.?|\bversus\b|\band\b|\bfrom\b|\bas\b|\bor\b|還是|對比/u;
const QUOTES = /["'「」『』《》]/gu;
const PARENTHESES = /[(（]([^()（）]*)[)）]/gu;

/** The text with one phrase less around it, and what that phrase asked for; null when none is left. */
function peelOnce(text: string): { text: string; asks: boolean; of: boolean } | null {
  for (const phrase of [ASKS_BEFORE, ASKS_AFTER, POLITE.before, POLITE.after, ASKS_OF_TERM]) {
    const rest = text.replace(phrase, '').trim();
    if (rest !== text && rest !== '')
      return {
        text: rest,
        asks: phrase === ASKS_BEFORE || phrase === ASKS_AFTER,
        of: phrase === ASKS_OF_TERM,
      };
  }
  return null;
}

/** What is left of a clause as one asking phrase after the other is taken off, the whole first. */
function peel(clause: string): AskedTerms[] {
  const stages: AskedTerms[] = [{ terms: [clause], alone: true }];
  let asked = false;
  let of = false;
  for (let next = peelOnce(clause); next; next = peelOnce(next.text)) {
    asked ||= next.asks;
    of ||= next.of;
    stages.push({ terms: [next.text], ...(asked && !of ? {} : { alone: true }) });
  }
  return stages;
}

/** 一直聽到「模型漂移」，那是在講什麼: what stands in quotation marks is pointed back at. */
const QUOTED = /"([^"]{2,24})"/u;
const POINTS_BACK =
  /[,。.;?!] ?(?:那|這|它)(?:個|個詞|個字)?(?:到底|究竟)?(?:是|指)?(?:在|的是)?(?:講|說|指|幹)?(?:什麼|啥|甚麼)|[,.;?!] ?(?:and )?what (?:is|does|'s) (?:that|it|this)\b/u;

function quotedBefore(folded: string): AskedTerms[] {
  const term = POINTS_BACK.test(folded) ? QUOTED.exec(folded)?.[1] : undefined;
  return term ? [{ terms: [term.trim()] }] : [];
}

/** A term between politeness: what a difference is asked of stands in the middle of a question. */
function bare(term: string): string {
  return peel(term.trim()).at(-1)!.terms[0]!;
}

function sidesOf(text: string): string[] {
  return text.split(BETWEEN).flatMap((side) => {
    const term = bare(side.replace(PARENTHESES, ''));
    return term === '' ? [] : [term];
  });
}

/** 聯邦學習是聯邦政府在用的嗎: what is asked of a term repeats a word of it, so its meaning is in doubt. */
function takenAtItsWord(clause: string): string | undefined {
  const [, term, said] = IS_IT.exec(clause) ?? [];
  return term && bigramsOf(term).some((word) => said!.includes(word)) ? term : undefined;
}

function bigramsOf(term: string): string[] {
  return [...term].slice(1).map((letter, at) => [...term][at]! + letter);
}

/** Beside a short term, parentheses hold another name of it. */
function clausesOf(folded: string): string[] {
  const text = folded.replace(QUOTES, ' ').replace(/\s+/g, ' ');
  const split = (one: string) =>
    one.split(/[?!;。]|[.,](?= |$)|,(?=\p{Script=Han})/u).map((clause) => clause.trim());
  const outside = text.replace(PARENTHESES, ' ');
  const inside = [...text.matchAll(PARENTHESES)].map((match) => match[1]!);
  return [...split(outside), ...(outside.trim().length <= 24 ? inside : [])].filter((one) => one.length > 1);
}

/** The terms a folded question asks the meaning of, in the order it names them; each may be written in several ways. */
export function askedTerms(folded: string): AskedTerms[] {
  const clauses = clausesOf(folded);
  const mixed = sidesOf(MIXED_UP.exec(folded)?.[1] ?? '');
  const together = mixed.length > 1 ? [{ terms: mixed }] : [];
  return [
    ...together,
    ...quotedBefore(folded),
    ...clauses.flatMap((clause) => {
      const apart = APART.flatMap((ask) => {
        const sides = (ask.exec(clause)?.slice(1) ?? []).flatMap((part) => (part ? sidesOf(part) : []));
        return sides.length > 1 ? [{ terms: sides }] : [];
      });
      const single = peel(clause).filter(({ alone }) => !alone || clauses.length === 1);
      const asked = single.filter(({ alone }) => !alone);
      const several = asked.slice(-1).flatMap(({ terms }) => {
        const sides = sidesOf(terms[0]!);
        return sides.length > 1 ? [{ terms: sides }] : [];
      });
      const offered = OFFERED.exec(clause)?.[1];
      const headed = HEADED.exec(clause)?.[1];
      const puzzled = takenAtItsWord(clause);
      return [
        ...apart,
        ...single,
        ...several,
        ...(offered ? [{ terms: [bare(offered)] }] : []),
        ...(headed ? [{ terms: [bare(headed)], alone: true }] : []),
        ...(puzzled ? [{ terms: [bare(puzzled)] }] : []),
      ];
    }),
  ];
}
