import { separator } from './plain-text.ts';

const free = '(?<![A-Za-z\\d_])(?<!\\d\\.)';
const alone = `(?:${free}|(?<=tel|phone|mobile|fax))`;
const end = '(?!\\d)';
const digits = (count: string) => `(?:${separator}\\d){${count}}`;

/** Dialled from abroad, or at home with its leading zero. */
const prefix = (code: string) => `(?:\\+?886${separator}(?:\\(0\\)|0)?${separator}${code}|\\(?0${code}\\)?)`;
const extension = `(?:${separator}[,;，]?\\s*(?:分機|轉|ext\\.?|#)\\s*\\d{1,6})?`;

/**
 * Area codes without their zero, and how many digits follow each.
 * @see 國家通訊傳播委員會, 電信號碼計畫: 市內電話區域碼
 */
const areas: readonly (readonly [code: string, length: string])[] = [
  ['836', '5,6'],
  ['826', '5,6'],
  ['82', '6'],
  ['89', '6'],
  ['37', '6'],
  ['49', '7'],
  ['2', '8'],
  ['4', '7,8'],
  ['[35678]', '7'],
];

const landlines = areas.map(([code, length]) => `${prefix(code)}${digits(length)}`).join('|');

/** A number that names itself: the area code may be missing. */
const labelled = `(?<=(?:電話|手機|行動|傳真|專線|tel|phone|mobile|fax)[\\s:.()]{0,4})(?:[2-9]${digits('6,7')})`;

/** Every way a Taiwanese number is written. No amount begins with a zero, so bare digits count as well. */
export const phonePattern = new RegExp(
  `(?:${alone}(?:${prefix('9')}${digits('8')}|${landlines})|${labelled})${end}${extension}`,
  'giu',
);
/** An extension says whose desk it is, also without the number before it. */
export const extensionPattern = /(?:分機|(?<![A-Za-z])ext\.?)\s*[:：]?\s*\d{2,6}(?!\d)/giu;
