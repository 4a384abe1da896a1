import { crc32 } from 'node:zlib';

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

export class ImageError extends Error {
  readonly code: 'image_malformed' | 'baked_missing' | 'baked_duplicate';

  constructor(code: ImageError['code'], message: string) {
    super(message);
    this.code = code;
  }
}

export function malformed(message: string): never {
  throw new ImageError('image_malformed', message);
}

export interface Chunk {
  readonly type: string;
  readonly data: Buffer;
  /** Where the chunk begins in the file, its length field included. */
  readonly start: number;
  readonly end: number;
}

export function isPng(bytes: Uint8Array): boolean {
  return bytes.length >= 8 && signature.equals(bytes.subarray(0, 8));
}

function readChunk(file: Buffer, start: number): Chunk {
  if (start + 12 > file.length) malformed('ends inside a chunk');
  const length = file.readUInt32BE(start);
  const end = start + 12 + length;
  if (length > 0x7fffffff || end > file.length) malformed('a chunk longer than the file');
  const type = file.toString('latin1', start + 4, start + 8);
  if (!/^[A-Za-z]{4}$/.test(type)) malformed('a chunk without a name');
  if (crc32(file.subarray(start + 4, end - 4)) !== file.readUInt32BE(end - 4))
    malformed(`checksum of ${type}`);
  return { type, data: file.subarray(start + 8, end - 4), start, end };
}

/**
 * The chunks of a PNG; pixels are never decoded.
 * @throws ImageError for a damaged file
 */
export function readPngChunks(bytes: Uint8Array): Chunk[] {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (!isPng(file)) malformed('not a PNG');
  const chunks: Chunk[] = [];
  for (let at = signature.length; at < file.length; ) {
    const chunk = readChunk(file, at);
    if (chunks.at(-1)?.type === 'IEND') malformed('something after the end');
    chunks.push(chunk);
    at = chunk.end;
  }
  if (chunks[0]?.type !== 'IHDR' || chunks[0].data.length !== 13) malformed('no header');
  if (chunks.at(-1)?.type !== 'IEND') malformed('no end');
  return chunks;
}

export function writePngChunk(type: string, data: Uint8Array): Buffer {
  const chunk = Buffer.alloc(12 + data.length);
  chunk.writeUInt32BE(data.length, 0);
  chunk.write(type, 4, 'latin1');
  chunk.set(data, 8);
  chunk.writeUInt32BE(crc32(chunk.subarray(4, 8 + data.length)), 8 + data.length);
  return chunk;
}
