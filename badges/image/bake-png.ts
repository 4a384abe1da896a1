import { type Chunk, ImageError, malformed, readPngChunks, writePngChunk } from './png-chunks.ts';

const keyword = Buffer.from('openbadgecredential\0', 'latin1');
const utf8 = new TextDecoder('utf-8', { fatal: true });

function isBaked(chunk: Chunk): boolean {
  return chunk.type === 'iTXt' && chunk.data.subarray(0, keyword.length).equals(keyword);
}

/** What an iTXt says: two flags, language and translated keyword, each ended by NUL, then the text. */
function textOf({ data }: Chunk): string {
  if (data[keyword.length] !== 0 || data[keyword.length + 1] !== 0) malformed('compressed badge data');
  const language = data.indexOf(0, keyword.length + 2);
  const translated = language < 0 ? -1 : data.indexOf(0, language + 1);
  if (translated < 0) malformed('badge data without its text');
  try {
    return utf8.decode(data.subarray(translated + 1));
  } catch {
    return malformed('badge data that is not UTF-8');
  }
}

/**
 * The badge inside a PNG.
 * @throws ImageError when the file is damaged, holds none or holds two
 * @see Open Badges 3.0, "Baking a Badge into a PNG"
 */
export function unbakePng(png: Uint8Array): string {
  const [first, second] = readPngChunks(png).filter(isBaked);
  if (!first) throw new ImageError('baked_missing', 'no iTXt of that name');
  if (second) throw new ImageError('baked_duplicate', 'two of them');
  return textOf(first);
}

/** Puts a badge into a PNG right after its header, in place of one already there; every other byte stays. */
export function bakePng(png: Uint8Array, jws: string): Buffer {
  const chunks = readPngChunks(png);
  const header = chunks[0]!;
  const baked = writePngChunk('iTXt', Buffer.concat([keyword, Buffer.alloc(4), Buffer.from(jws, 'utf8')]));
  const rest = chunks.slice(1).filter((chunk) => !isBaked(chunk));
  const bytes = rest.map((chunk) => png.subarray(chunk.start, chunk.end));
  return Buffer.concat([png.subarray(0, header.end), baked, ...bytes]);
}
