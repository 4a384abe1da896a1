import { DocumentRefused } from './refusals.ts';

const marks: readonly (readonly [encoding: string, bytes: readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

function markedEncoding(bytes: Uint8Array): string | undefined {
  return marks.find(([, mark]) => mark.every((byte, at) => bytes[at] === byte))?.[0];
}

/** UTF-16 without a mark shows as every other byte zero, in any text with spaces and digits. */
function unmarkedUtf16(bytes: Uint8Array): string | undefined {
  const looked = Math.min(bytes.length, 4_000) & ~1;
  let even = 0;
  let odd = 0;
  for (let at = 0; at < looked; at += 2) {
    if (bytes[at] === 0) even += 1;
    if (bytes[at + 1] === 0) odd += 1;
  }
  const needed = looked / 50;
  if (odd > needed && even === 0) return 'utf-16le';
  return even > needed && odd === 0 ? 'utf-16be' : undefined;
}

function decodeStrictly(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** True for text: no control characters but those that lay it out. */
export function isText(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  return !/[\u0000-\u0008\u000E-\u001A\u001C-\u001F]/.test(text.slice(0, 100_000));
}

/**
 * Text by its byte order mark, else as UTF-16 when it looks so, as UTF-8 when it is valid, as the encoding it names,
 * or as Big5, the one other encoding Taiwan's agencies wrote.
 * @throws DocumentRefused `mislabelled` when it is text in none of them
 */
export function decodeText(bytes: Uint8Array, named?: string): string {
  const encoding = markedEncoding(bytes) ?? unmarkedUtf16(bytes);
  const tried = encoding ? [encoding] : ['utf-8', ...(named ? [named] : []), 'big5'];
  for (const one of tried) {
    const text = decodeStrictly(bytes, one);
    if (text !== undefined && isText(text)) return text.replace(/^\uFEFF/, '');
  }
  throw new DocumentRefused('mislabelled');
}
