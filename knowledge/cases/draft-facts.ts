import { factCues } from './draft-words.ts';
import type { Metric } from './schema.ts';

/** A value read from a text, and the sentences it was read from. */
export interface Drafted<T = string> {
  readonly value: T;
  readonly from: readonly string[];
}

type Cued = keyof typeof factCues;

/** The value most sentences speak of; nothing when none does. */
export function draftCued<N extends Cued>(
  name: N,
  sentences: readonly string[],
): Drafted<keyof (typeof factCues)[N] & string> | undefined {
  const told = Object.entries(factCues[name]).map(([value, cue]: [string, RegExp]) => {
    const from = sentences.filter((sentence) => sentence.match(cue) !== null);
    return { value, from, count: from.reduce((sum, one) => sum + (one.match(cue)?.length ?? 0), 0) };
  });
  const [best] = told.filter(({ count }) => count > 0).sort((a, b) => b.count - a.count);
  return best && { value: best.value as keyof (typeof factCues)[N] & string, from: best.from.slice(0, 3) };
}

const agency =
  /(?:行政院|[\p{Script=Han}]{2}(?:市|縣)(?:政府)?|[\p{Script=Han}]{2,6}部)?[\p{Script=Han}]{2,12}?(?:委員會|總處|公所|戶政事務所|地政事務所|事務所|管理處|分署|總局|研究院|[部署局處])(?![\p{Script=Han}]?門)|[\p{Script=Han}]{2}(?:市|縣)政府/gu;
const leadIn = /^.*(?:我們|我是|這是|這裡是|分享|來自|由|請|跟|的|在|是)/u;
const english =
  /\b(?:Ministry|Department|Agency|Office|Bureau) of (?:the )?\p{Lu}[\p{L}]+(?:(?: and)? \p{Lu}[\p{L}]+){0,4}/u;

/** The first agency named in full; words that only lead up to it are not part of its name. */
export function draftAgency(sentences: readonly string[]): Drafted | undefined {
  for (const sentence of sentences) {
    const named = [...sentence.matchAll(agency)].map(([name]) => name.replace(leadIn, ''));
    const value = named.find((name) => name.length >= 3) ?? english.exec(sentence)?.[0];
    if (value) return { value, from: [sentence] };
  }
  return undefined;
}

const day =
  /(?:民國|中華民國)?\s?(\d{2,4})\s?(?:年|[/.-])\s?(?:(1[0-2]|0?[1-9])\s?(?:月|[/.-](?=\d{1,2}(?!\d))|(?![\d/-]|\.\d)))?/u;
const begins = /起|開始|上線|啟用|導入|推出|試辦|started|since|launched|began/iu;
const stops = /停止|結束|終止|停用|下架|廢止|ended|stopped|until/iu;

/** A year, or a year and month, of the western calendar; years under 200 are those of the Republic. */
function monthOf(match: RegExpMatchArray | null): string | undefined {
  if (!match) return undefined;
  const given = Number(match[1]);
  const year = given < 200 && (match[0].includes('年') || given >= 100) ? given + 1911 : given;
  if (year < 1980 || year > 2100) return undefined;
  return match[2] ? `${year}-${match[2].padStart(2, '0')}` : String(year);
}

const days = new RegExp(day.source, 'gu');

/** Each year or month a sentence names. */
export function monthsIn(sentence: string): string[] {
  return [...sentence.matchAll(days)].flatMap((match) => monthOf(match) ?? []);
}

export function draftMonth(which: 'started' | 'ended', sentences: readonly string[]): Drafted | undefined {
  const cue = which === 'started' ? begins : stops;
  for (const sentence of sentences) {
    const value = cue.test(sentence) ? monthOf(day.exec(sentence)) : undefined;
    if (value) return { value, from: [sentence] };
  }
  return undefined;
}

const figure =
  /(\d[\d,]*(?:\.\d+)?)\s?(萬|億)?\s?(%|％|個百分點|分鐘|小時|秒|天|日|週|個月|人次|人|件|筆|次|通|份|張|則|戶|案|萬元|億元|元|倍|percent|minutes?|hours?|days?|people|cases|calls)/gu;
const told =
  /達到?|為|約|升至|升到|提升|提高|降至|降到|降低|縮短|減少|增加|節省|成長|完成|處理|累計|accuracy|saved|reduced|cut|from|to\b|of\b/iu;
const mostName = 40;

/** `準確率達 92%` as a figure: what stands before the number names it. How it came to be is the author's to say. */
function metricIn(clause: string): Metric | undefined {
  const match = [...clause.matchAll(figure)].at(-1);
  const name = clause.slice(0, match?.index).trim();
  if (!match || name.length < 2 || name.length > mostName || !told.test(name)) return undefined;
  const unit = `${match[2] ?? ''}${match[3]!}`.replace('％', '%');
  return { name, value: Number(match[1]!.replaceAll(',', '')), unit };
}

export function draftMetrics(sentences: readonly string[]): Drafted<Metric>[] {
  return sentences.flatMap((sentence) =>
    sentence.split(/[，,；;、](?!\d{3})/u).flatMap((clause) => {
      const value = metricIn(clause);
      return value ? [{ value, from: [sentence] }] : [];
    }),
  );
}

const address = /https?:\/\/[^\s<>"'）)」】，。；]+/giu;

/** Addresses in the text; the rest of the sentence, or the link's own text, is a first title. */
export function draftSources(sentences: readonly string[]): Drafted<{ url: string; title: string }>[] {
  const seen = new Set<string>();
  return sentences.flatMap((sentence) =>
    (sentence.match(address) ?? []).flatMap((url) => {
      if (seen.has(url) || !URL.canParse(url)) return [];
      seen.add(url);
      const linked = /\[([^\]]{1,200})\]\($/.exec(sentence.slice(0, sentence.indexOf(url)))?.[1];
      const rest = sentence
        .replaceAll(address, '')
        .replaceAll(/[[\]()<>]|^(?:資料)?來源[:：]/g, '')
        .trim();
      return [{ value: { url, title: (linked ?? (rest || url)).slice(0, 200) }, from: [sentence] }];
    }),
  );
}
