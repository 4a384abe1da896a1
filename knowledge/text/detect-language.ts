import type { Language } from '../../core/language.ts';
import { STOP_WORDS } from './english-words.ts';

const HAN = /\p{Script=Han}/gu;
const WORD = /\p{Script=Latin}[\p{Script=Latin}\p{M}'’]*/gu;

/** A term given beside its translation, which says nothing of the language around it. */
const BESIDE = /[(（「『“"][^()（）「」『』“”"]*\p{Script=Han}[^()（）「」『』“”"]*[)）」』”"]/gu;
/** Words no Chinese sentence does without and no name of the subject holds. */
const CHINESE_GRAMMAR = /[的是嗎呢吧哪怎麼什幾誰]|多少|如何|為何|有沒|請問/u;

/** Chinese terms standing in an English sentence: ordinary lower-case words carry it, no Chinese grammar does. */
function quotesChinese(text: string, words: readonly string[]): boolean {
  const ordinary = words.filter((word) => /^[a-z]/.test(word) && word.length > 1);
  return ordinary.length >= 3 && words.length >= 4 && !CHINESE_GRAMMAR.test(text);
}

/**
 * The language a text is written in. Chinese often carries English names, so a text with any Chinese is English
 * only if its Chinese stands in parentheses or quotes, or if English words carry the sentence and no Chinese grammar
 * does: more of them than Han characters with function words among them, or ordinary words enough. Text with neither script, or with
 * nothing but a name or an abbreviation (AI, SyRI), is taken as Chinese, the product's first language.
 */
export function detectLanguage(text: string): Language {
  const words = text.match(WORD) ?? [];
  if (words.length === 0) return 'zh-TW';
  const outside = text.replace(BESIDE, ' ');
  const han = outside.match(HAN)?.length ?? 0;
  const latin = outside.match(WORD) ?? [];
  if (han === 0 && (latin.length > 1 || latin.some((word) => /^[a-z]{3,}$/.test(word)))) return 'en';
  const functionWords = words.filter((word) => STOP_WORDS.has(word.toLowerCase())).length;
  if (han < words.length && functionWords >= 2 && !CHINESE_GRAMMAR.test(outside)) return 'en';
  return quotesChinese(outside, words) ? 'en' : 'zh-TW';
}
