import type { Language } from '../../core/language.ts';
import { STOP_WORDS } from './english-words.ts';

const HAN = /\p{Script=Han}/gu;
const WORD = /\p{Script=Latin}[\p{Script=Latin}\p{M}'’]*/gu;

/**
 * The language a text is written in. Chinese often carries English names, so a text with any Chinese is English
 * only if it has more English words than Han characters, function words among them. Text with neither is taken as
 * Chinese, the product's first language.
 */
export function detectLanguage(text: string): Language {
  const han = text.match(HAN)?.length ?? 0;
  const words = text.match(WORD) ?? [];
  if (words.length === 0) return 'zh-TW';
  if (han === 0) return 'en';
  const functionWords = words.filter((word) => STOP_WORDS.has(word.toLowerCase())).length;
  return han >= words.length || functionWords < 2 ? 'zh-TW' : 'en';
}
