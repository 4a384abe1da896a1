/** Every sign people write between the digits of one number, and the invisible ones that copying leaves. */
export const separator = '[\\s\\-_.·\\u200B-\\u200D\\u2060\\uFEFF]{0,2}';

const dashes = /[‐‑‒–—―−﹣－]/g;
const fullWidth = /[\uFF01-\uFF5E]/g;

/** A text with full-width signs, wide spaces and dashes made plain, each in its place: offsets stay those of the original. */
export function inPlainSigns(text: string): string {
  return text
    .replace(dashes, '-')
    .replace(fullWidth, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replaceAll('\u3000', ' ');
}
