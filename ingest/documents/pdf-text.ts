import { isHan } from './pdf-page.ts';

/** Joins two lines of a paragraph: Chinese without a space, a word broken by a hyphen made whole. */
export function joinLines(before: string, next: string): string {
  if (before === '') return next;
  const last = before.at(-1);
  if (/\p{L}-$/u.test(before) && /^\p{Ll}/u.test(next)) return before.slice(0, -1) + next;
  if (last === '-' || (isHan(last) && isHan(next[0]))) return before + next;
  if (isHan(last) && /^\d/.test(next)) return before + next;
  return `${before} ${next}`;
}

/** A printed number keeps its distance from Chinese around it; a text typed does not need it. */
export function closeGaps(text: string): string {
  if (/^\s*(?:表|圖)\s*\d/.test(text)) return text;
  return text.replace(/(\p{Script=Han}) (?=[\d])/gu, '$1').replace(/([\d%]) (?=\p{Script=Han})/gu, '$1');
}

/** Bullets as word processors print them, symbol fonts' own code points among them. */
const BULLET = /^\s*[•●○◦▪■□◆◇‣➢➤✓✔·\uF0A7\uF0B7\uF06E\uF0D8\uF0FC–](?:\s+|$)/u;
const NUMBER =
  /^\s*(?:\d{1,3}[.)、]|[(（](?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）]|[一二三四五六七八九十]{1,3}、)\s*/u;

export function isListItem(text: string): boolean {
  return BULLET.test(text) || (NUMBER.test(text) && !/^\s*\d+[.)]\d/.test(text));
}

/** A mark that stands in a cell of its own, before its item. */
export function isListMark(text: string): boolean {
  return isListItem(text) && text.replace(BULLET, '').replace(NUMBER, '') === '';
}

export function withPlainBullet(text: string): string {
  return text.replace(BULLET, '- ');
}
