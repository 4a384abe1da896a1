import { fold } from '../text/fold.ts';
import { asksForCases } from './asks-for-cases.ts';
import type { ContentWord } from './content-words.ts';
import type { TermNames } from './term-names.ts';
import type { Question } from './understand-question.ts';

interface Named {
  readonly id: string;
  readonly text: string;
  readonly at: number;
}

const LATIN = /^[a-z0-9]/;

function pattern(...sources: readonly string[]): RegExp {
  return new RegExp(fold(sources.join('|')), 'u');
}

/** A person, place, time or amount: a definition tells none. */
const FACT = pattern(
  '誰|何時|什麼時候|多少(?!不)|幾(?!乎)|哪(一|個|年|國|家|裡|位|天)|多久|花了|價(格|錢)|預算|薪|罰多|排第|最(高|低|多|少|新|好|大)|現在|目前|今天|昨天|去年|明年|今年|推薦|比較好|第.{1,3}[條章]',
  '\\b(who|whose|when|where|how (many|much|long|old|often)|which (country|agency|city|company|vendor)|price|cost of|today|yesterday|last year|this year|best|latest|recommend)\\b',
);
/** Something is to be explained, told apart or confirmed. */
const ASKS = pattern(
  '什麼|啥|意思|白話|是指|嗎|搞混|混淆|分清楚|分不清|差(在|別|異)|一樣|相同|關係|哪些|怎麼(講|說|算|運作|來|分|解釋|攻擊)|如何(算|運作|解釋|計算)|為什麼|為何|介紹|解釋|說明|科普|懂|呢',
  '\\b(what|explain|means?|meaning|same|differ|difference|is|are|does|do|how|why|describe|versus|vs)\\b',
);
/** The asker describes a thing and wants its name. */
const NAME = pattern(
  '叫(做|作)?(什麼|啥|甚麼)(?!名|意思)|怎麼稱呼|(正式|專業|官方|學)(的)?(名稱|說法|術語|名詞|名)(是|叫)|(什麼|哪個|哪一個|有沒有)(專有|專業)?(術語|名詞|行話|說法)|(術語|名詞)(是|叫)(什麼|啥)',
  "what (is|are|'s) (it|that|this|they|the .{1,30}) called|what (do|would) (you|we|people) call|what('s| is) the (right |proper |official |technical )?(term|word|name|expression) for|(term|word|name) for (this|that|it|when|an?|the)",
);

export function asksForName(folded: string): boolean {
  return NAME.test(folded) && !FACT.test(folded.replace(NAME, ' '));
}

function indexOfName(text: string, name: string): number {
  if (!LATIN.test(name)) return text.indexOf(name);
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    const whole = !/[a-z0-9]/.test(text[at - 1] ?? ' ');
    if (whole && /^(?:s|es)?(?![a-z0-9])/.test(text.slice(at + name.length))) return at;
  }
  return -1;
}

/** Names found in the text, the longest first; a name inside a longer one is none. */
function findNames(text: string, names: TermNames): Named[] {
  let rest = text;
  const found: Named[] = [];
  for (const { text: name, id } of names.written) {
    if (name.length < 2) continue;
    const at = indexOfName(rest, name);
    if (at < 0) continue;
    found.push({ id, text: name, at });
    rest = rest.slice(0, at) + '\u0000'.repeat(name.length) + rest.slice(at + name.length);
  }
  return found;
}

const BEFORE =
  /(?:^|[^\p{Script=Han}a-z0-9 ]|[的是跟和與叫做謂懂釋明紹到於把用問講說會跟被對從在或及]|什麼|(?:^| )(?:a|an|the|is|are|of|by|do|does|between|about|mean|means|and|or|with|can|could|to|from|explain|define) ?)$/u;
const AFTER =
  /^(?:s|es)?(?:$|[^\p{Script=Han}a-z0-9 -]|[是跟和與的在會有能可要到怎如用聽叫指算被對讓為及或還也就這那意說中英白差老裡又於從常]|嗎|呢| ?(?:is|are|in|and|or|means?|vs|the|same|be|work|works|do|does|can|could|differ|from|with|for|when|that|actually|really)(?![a-z])| ?(?:中文|英文|到底|究竟))/u;

/** Standing by itself; a part of a compound (演算法管理, model collapse) says nothing of the whole. */
function standsAlone({ text }: Named, folded: string): boolean {
  const around = folded.split(text);
  return around.slice(1).some((_, index) => {
    const before = around.slice(0, index + 1).join(text);
    return BEFORE.test(before) && AFTER.test(folded.slice(before.length + text.length));
  });
}

/** Short words are part of ordinary language unless the question begins with them. */
function isTelling({ id, text, at }: Named, names: TermNames): boolean {
  if (!names.crafts.has(id) || id === 'artificial-intelligence') return false;
  return text.length >= 3 || at === 0;
}

function isPartOf(word: ContentWord, named: readonly Named[]): boolean {
  return named.some(({ text }) => text.includes(word.asked) || word.asked.includes(text));
}

/** What else a question on a term may speak of. */
const MOST_OTHER_WORDS = 3;

/** The terms of the craft a question is about, in its order; none when it asks for what no definition tells. */
export function namedTerms(question: Question, names: TermNames): string[] {
  const { folded, places, agencies, years, words } = question;
  if (places.length + agencies.length + years.length > 0) return [];
  if (!ASKS.test(folded) || FACT.test(folded) || asksForCases(folded)) return [];
  const found = findNames(folded, names);
  const named = found
    .filter((one) => isTelling(one, names) && standsAlone(one, folded))
    .sort((a, b) => a.at - b.at);
  const others = words.filter((word) => word.text.length > 1 && !isPartOf(word, found));
  return others.length <= MOST_OTHER_WORDS ? named.map(({ id }) => id) : [];
}
