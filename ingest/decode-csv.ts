import type { ColumnMapping } from './column-mapping.ts';

export type Encoding = NonNullable<ColumnMapping['encoding']>;

/** What Windows-1252 has at 0x80–0x9F; Node's own decoder of that name yields control characters there. */
const windows1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ';

function decodeWindows1252(bytes: Uint8Array): string {
  return Buffer.from(bytes)
    .toString('latin1')
    .replaceAll(/[\u0080-\u009F]/g, (char) => windows1252[char.charCodeAt(0) - 0x80]!);
}

/** UTF-8 read as Windows-1252 and written again as UTF-8 somewhere on its way: â€™ for ’. */
const readTwice = /[ÂÃâ][\u0080-\u00BF€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]{1,2}/g;

function repair(run: string): string {
  const bytes = Uint8Array.from(run, (char) => {
    const at = windows1252.indexOf(char);
    return at >= 0 ? at + 0x80 : char.charCodeAt(0);
  });
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return run;
  }
}

/** The mapping's encoding; without one UTF-8 when it is valid, else Windows-1252, the other one found in the wild. */
export function decodeCsv(bytes: Uint8Array, encoding?: Encoding): { text: string; encoding: Encoding } {
  if (encoding === 'windows-1252') return { text: decodeWindows1252(bytes), encoding };
  if (encoding) return { text: new TextDecoder(encoding).decode(bytes), encoding };
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return { text: text.replaceAll(readTwice, repair), encoding: 'utf-8' };
  } catch {
    return { text: decodeWindows1252(bytes), encoding: 'windows-1252' };
  }
}
