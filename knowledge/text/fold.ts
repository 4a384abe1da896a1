import { commonForm, isSimplifiedOnly } from './han-variants.ts';

const HAN = /\p{Script=Han}/gu;
const INVISIBLE = /\p{Cf}|\p{Co}|\p{Cs}|\p{Default_Ignorable_Code_Point}/gu;
const CONTROL = /\p{Cc}/gu;
const LATIN_MARKS = /(\p{Script=Latin})\p{M}+/gu;
const BETWEEN_HAN = /(?<=\p{Script=Han})\s+(?=\p{Script=Han})/gu;
const PUNCTUATION: Record<string, string> = {
  '。': '.',
  '、': ',',
  '「': '"',
  '」': '"',
  '『': '"',
  '』': '"',
  '“': '"',
  '”': '"',
  '〝': '"',
  '〞': '"',
  '‘': "'",
  '’': "'",
  '‐': '-',
  '‑': '-',
  '‒': '-',
  '–': '-',
  '—': '-',
  '−': '-',
  '‧': '·',
  '・': '·',
  '•': '·',
};
const PUNCTUATION_VARIANTS = new RegExp(`[${Object.keys(PUNCTUATION).join('')}]`, 'g');

/**
 * The form text is compared in, never shown: NFKC (full width, compatibility characters), lower case, one form
 * per Han variant, Latin without accents, control and invisible characters dropped. Digits and numerals stay.
 */
export function fold(text: string): string {
  return text
    .normalize('NFKC')
    .replace(INVISIBLE, '')
    .replace(CONTROL, ' ')
    .normalize('NFD')
    .replace(LATIN_MARKS, '$1')
    .normalize('NFC')
    .toLowerCase()
    .replace(PUNCTUATION_VARIANTS, (mark) => PUNCTUATION[mark] ?? mark)
    .replace(HAN, commonForm)
    .replace(BETWEEN_HAN, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** True when enough of the Chinese is written in characters that only simplified text has. */
export function isSimplified(text: string): boolean {
  const han = text.match(HAN) ?? [];
  const proof = han.filter(isSimplifiedOnly).length;
  return proof > 0 && proof / han.length >= 0.08;
}

type Convert = (text: string) => string;
let toTaiwan: Promise<Convert> | undefined;

/**
 * Simplified text in Taiwan's characters and words (软件 → 軟體); anything else is returned as it came.
 * The word table loads on first need (about 0.2 s).
 */
export async function toTaiwanWords(text: string): Promise<string> {
  if (!isSimplified(text)) return text;
  toTaiwan ??= import('opencc-js').then(({ Converter }) => Converter({ from: 'cn', to: 'twp' }));
  return (await toTaiwan)(text);
}
