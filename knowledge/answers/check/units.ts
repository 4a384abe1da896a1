import { fold } from '../../text/fold.ts';

/** One measure a line: its name here, what it looks like behind a number, what it looks like before one. */
const measures: readonly (readonly [name: string, after: string, before?: string])[] = [
  ['usd', '美元|美金|(?:us |u\\.s\\. )?dollars?|usd', 'us\\$|usd|(?<![a-z])\\$'],
  ['eur', '歐元|euros?|eur', '€|eur'],
  ['gbp', '英鎊|pounds?|gbp', '£|gbp'],
  ['aud', '澳元|澳幣|australian dollars?', 'a\\$|aud'],
  ['cad', '加元|加幣|canadian dollars?', 'c\\$|cad'],
  ['jpy', '日圓|日元|yen', '¥'],
  ['krw', '韓元|韓圜|won'],
  ['inr', '盧比|rupees?', 'rs\\.?|₹'],
  ['dkk', '丹麥克朗|(?:danish )?krone[r]?'],
  ['sek', '瑞典克朗|kronor'],
  ['sgd', '新加坡元|新幣', 's\\$'],
  ['twd', '元|新台幣|臺幣|台幣|nt dollars?', 'nt\\$|新台幣|台幣'],
  ['second', '秒|seconds?'],
  ['minute', '分鐘|minutes?|mins?'],
  ['hour', '(?:個)?小時|hours?|hrs?'],
  ['day', '(?:個)?(?:工作|日曆)?天|日(?!本|常|圓|元)|(?:working |calendar )?days?'],
  ['week', '週|周|(?:個)?星期|weeks?'],
  ['month', '(?:個)月|months?'],
  ['year', '年|years?'],
  ['kilometre', '公里|km|kilomet(?:re|er)s?'],
  ['metre', '公尺|米|met(?:re|er)s?'],
  ['hectare', '公頃|hectares?'],
  ['gigabyte', 'gb|gigabytes?'],
  ['terabyte', 'tb|terabytes?'],
  ['token', 'tokens?'],
];

const behind = measures.map(
  ([name, after]) => [name, new RegExp(`^[- ]?(?:多|餘)?(?:${fold(after)})(?![a-z])`, 'u')] as const,
);
const ahead = measures.flatMap(([name, , before]) =>
  before ? [[name, new RegExp(`(?:${fold(before)}) ?$`, 'u')] as const] : [],
);

/** The measure named right behind a number in a folded text. */
export function unitAfter(folded: string, end: number): string | undefined {
  const text = folded.slice(end, end + 20);
  return behind.find(([, regex]) => regex.test(text))?.[0];
}

/** The currency named right before a number in a folded text. */
export function unitBefore(folded: string, start: number): string | undefined {
  const text = folded.slice(Math.max(0, start - 6), start);
  return ahead.find(([, regex]) => regex.test(text))?.[0];
}
