const DIGITS: Record<string, number> = {
  〇: 0,
  零: 0,
  一: 1,
  壹: 1,
  二: 2,
  貳: 2,
  兩: 2,
  三: 3,
  參: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
};
const UNITS: Record<string, number> = { 十: 10, 拾: 10, 百: 100, 千: 1000 };

/** The number a Chinese or Arabic numeral below 10,000 says (十二, 一百零五, 二〇二四, 12), or undefined. */
export function parseNumeral(text: string): number | undefined {
  if (/^\d+$/.test(text)) return Number(text);
  const characters = [...text];
  if (characters.length === 0 || !characters.every((c) => c in DIGITS || c in UNITS)) return undefined;
  if (!characters.some((c) => c in UNITS)) return Number(characters.map((c) => DIGITS[c]).join(''));
  let total = 0;
  let digit: number | undefined;
  for (const character of characters) {
    const unit = UNITS[character];
    if (unit === undefined) digit = DIGITS[character];
    else {
      total += (digit ?? 1) * unit;
      digit = undefined;
    }
  }
  return total + (digit ?? 0);
}
