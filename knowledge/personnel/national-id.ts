/** The two digits each first letter stands for. @see 內政部, 國民身分證統一編號檢查碼 */
const letters: Record<string, number> = Object.fromEntries(
  [...'ABCDEFGHJKLMNPQRSTUVXYWZIO'].map((letter, index) => [letter, index + 10]),
);
const weights = [8, 7, 6, 5, 4, 3, 2, 1, 1];

/** Whether ten characters are a Taiwanese national or resident number with the right check digit. */
export function isNationalId(text: string): boolean {
  if (!/^[A-Z][A-D1289]\d{8}$/.test(text)) return false;
  const first = letters[text[0]!]!;
  const second = /\d/.test(text[1]!) ? Number(text[1]) : letters[text[1]!]! % 10;
  const digits = [second, ...[...text.slice(2)].map(Number)];
  const sum = digits.reduce((total, digit, index) => total + digit * weights[index]!, 0);
  return (Math.floor(first / 10) + (first % 10) * 9 + sum) % 10 === 0;
}

const separator = '[\\s\\-_.·]?';
const written = new RegExp(`(?<![A-Z\\d])(?=([A-Z]${separator}[A-D1289](?:${separator}\\d){8})(?!\\d))`, 'g');

/** Whether a text holds such a number anywhere, also full-width, in small letters or with separators. */
export function holdsNationalId(text: string): boolean {
  const plain = text.normalize('NFKC').toUpperCase();
  return [...plain.matchAll(written)].some((match) => isNationalId(match[1]!.replaceAll(/[^A-Z\d]/g, '')));
}
