const HAN = /\p{Script=Han}/gu;
const WORD = /\p{Script=Latin}[\p{Script=Latin}\p{M}'’-]*/gu;

/**
 * The language a text is written in. A Chinese sentence often carries English names, so one Han character counts
 * as much as a third of an English word; text with neither is taken as Chinese, the product's first language.
 */
export function detectLanguage(text: string): 'zh-TW' | 'en' {
  const han = text.match(HAN)?.length ?? 0;
  const words = text.match(WORD)?.length ?? 0;
  if (words === 0) return 'zh-TW';
  return han * 3 >= words ? 'zh-TW' : 'en';
}
