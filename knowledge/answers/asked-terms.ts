import { fold } from '../text/fold.ts';

/** What a question asks the meaning of: one term, or the sides of a difference. */
export interface AskedTerms {
  readonly terms: readonly string[];
}

const MEANING = [
  '(?:什麼|甚麼|何)(?:是|叫做?|謂)(.+)',
  '(?:請)?(?:問|解釋|說明|定義)(?:一下)?(.+)',
  '(?:用白話|白話|簡單)(?:地)?(?:解釋|說明|講)(?:一下)?(.+)',
  '(?:聽不懂|看不懂|不懂)(?:什麼是|什麼叫)?(.+)',
  '(.+?)(?:到底)?(?:是|代表|指|說)?(?:的是)?(?:什麼|甚麼|啥)(?:意思|東西|概念|玩意|技術|制度|觀念)?',
  '(.+?)的?(?:意思|定義|意義|含義|涵義|白話)(?:是|為)?(?:什麼|啥|何)?',
  '(.+?)(?:怎麼|如何|要怎麼|該怎麼)(?:定義|解釋|理解|說明)',
  '(.+?)(?:是指|指的是|是在|在)(?:什麼|講什麼|說什麼|做什麼|登記什麼|幹嘛|講啥)',
  '(.+?)是(?:做什麼|幹什麼|幹嘛|幹啥)(?:用)?的?',
  '(.+?)的?(?:中文|英文|全名|全稱|縮寫|簡稱|官方名稱|正式名稱|正式說法|原文)(?:是|叫|為|怎麼|要怎麼|名稱)*(?:什麼|啥|說|寫|講|稱呼|翻譯|翻)?',
  '(.+?)(?:翻成|翻譯成|譯成|譯作)(?:中文|英文).*',
  "(?:so )?(?:what|whats|what's)(?: exactly)?(?: is| are| does| do|'s)?(?: meant by| the meaning of| the definition of| the term)? ?(.+?)(?: mean| means| stand for| stands for| refer to)?",
  '(?:please )?(?:define|explain|describe)(?: to me)?(?: what)?(?: the term)? ?(.+?)(?: is| are| means?)?',
  '(?:the )?(?:meaning|definition) of (.+)',
  '(.+?)(?:,)? (?:meaning|definition|in plain (?:words|language|english))',
  "(?:what (?:is|'s) )?(?:the )?(?:chinese|english)(?: term| word| name)? (?:for|of) (.+)",
  '(?:how do (?:you|we|i) say |what is )(.+?) in (?:chinese|english|mandarin)',
  '(?:do you know |can you tell me |tell me |could you tell me )?what (.+?) (?:is|are|means?)',
].map((source) => new RegExp(`^(?:請問|請教|想問|那|所以|想知道|我想知道)?(?:${fold(source)})$`, 'u'));

const APART = [
  /(.+?)(?:之間)?(?:的)?(?:到底)?(?:差在哪|差在|差別|差異|有什麼差|有何差|有什麼不同|有何不同|有什麼不一樣|哪裡不同|哪裡不一樣|不同在哪|不一樣在哪|的區別|區別|怎麼分|怎麼區分|如何區分|差多少|有差嗎)/u,
  /(.+?)(?:是不是|是否)?(?:是)?(?:同一件事|同一回事|同一個|同一種|一樣|相同)(?:的)?(?:東西|意思|概念|事)?(?:嗎)?/u,
  /(.+?)(?:是不是|就是|算不算|等於|等不等於)(.+?)(?:嗎)?$/u,
  /(?:what (?:is|'s|are) )?(?:the )?differences? between (.+)/u,
  /how (?:do|does|is|are|can) (.+?) (?:differ|different|distinguished|distinct)/u,
  /^(?:is|are|do|does) (.+?) (?:mean |the )?(?:same|identical|synonyms?|different)(?: thing)?(?: as| to| from| with)? ?(.*)$/u,
  /(.+? (?:vs\.?|versus) .+)/u,
];
const BETWEEN =
  /以及|還有|和|與|跟|及|同|,|或|\/|\bvs\.?|\bversus\b|\band\b|\bfrom\b|\bas\b|\bor\b|還是|對比/u;
const QUOTES = /["'「」『』《》]/gu;
const ENDS =
  /^(?:請問|那|所謂的?|這個詞|這個|名詞|an? |the |term |we mean by |people mean by )+|(?:這個(?:詞|名詞|概念|字)|一詞|這詞|概念)$| (?:for|in|at|to) (?:an? |the |us |our |my )?(?:agency|agencies|government|public sector|public administration|office|context|practice|us|me)(?: .*)?$| (?:means?|stands? for)$|(?:^在|在)(?:政府|公部門|機關|行政機關)(?:裡|中|內|裡面)?$|[\s.?!]+$/gu;

function bare(term: string): string {
  return term.replace(QUOTES, '').replace(ENDS, '').replace(ENDS, '').replace(ENDS, '').trim();
}

/** Parentheses beside a term hold another name of it: the term is looked for with and without. */
function spellings(term: string): string[] {
  const inside = [...term.matchAll(/[(（](.+?)[)）]/gu)].map((match) => match[1]!);
  const outside = term.replace(/[(（].*?[)）]/gu, '').trim();
  // In a long phrase the parentheses name but a part of it.
  if (outside.split(' ').length > 4 || /\p{Script=Han}{10}/u.test(outside)) return [bare(outside)];
  return [...new Set([outside, ...inside].map(bare))].filter((one) => one.length > 0);
}

function sidesOf(text: string): string[] {
  return text.split(BETWEEN).flatMap((side) => spellings(side)[0] ?? []);
}

/** The terms a folded question asks the meaning of, in the order it names them; each may be written in several ways. */
export function askedTerms(folded: string): AskedTerms[] {
  const clauses = folded.split(/[?!;。]|\.(?= |$)/u).map((clause) => clause.trim());
  const found: AskedTerms[] = [];
  for (const clause of clauses.filter((one) => one.length > 1)) {
    for (const ask of APART) {
      const match = ask.exec(clause);
      if (!match) continue;
      const sides = match.slice(1).flatMap((part) => (part ? sidesOf(part) : []));
      if (sides.length > 1) found.push({ terms: sides });
    }
    for (const ask of MEANING) {
      const term = ask.exec(clause.replace(/[,.]+$/u, ''))?.[1];
      if (!term) continue;
      found.push(...spellings(term).map((one) => ({ terms: [one] })));
      const sides = sidesOf(term);
      if (sides.length > 1) found.push({ terms: sides });
    }
  }
  return found;
}
