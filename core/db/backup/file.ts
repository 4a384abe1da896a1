import { once } from 'node:events';
import {
  createReadStream,
  createWriteStream,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
} from 'node:fs';
import { open } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { PassThrough, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import type { WriteLine } from './format.ts';

/** Turns a writer of lines into something that can be read, no faster than it is read; a reader who leaves ends it. */
export function linesOf(fill: (write: WriteLine) => Promise<unknown>): Readable {
  const out = new PassThrough({ highWaterMark: 256 * 1024 });
  const left = new AbortController();
  out.once('close', () => left.abort());
  const write: WriteLine = async (line) => {
    left.signal.throwIfAborted();
    if (!out.write(`${line}\n`)) await once(out, 'drain', { signal: left.signal });
  };
  fill(write).then(
    () => out.end(),
    (error) => out.destroy(error),
  );
  return out;
}

async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r');
  await handle.sync().finally(() => handle.close());
}

/** Writes a gzipped backup that is there whole or not at all; only its owner may read it. */
export async function writeBackup(path: string, lines: Readable): Promise<void> {
  const part = join(dirname(path), `.${basename(path)}.part`);
  mkdirSync(dirname(path), { recursive: true });
  await pipeline(lines, createGzip(), createWriteStream(part, { mode: 0o600 }));
  await sync(part);
  renameSync(part, path);
}

/** The lines of UTF-8 bytes; an error of the stream is thrown where its line would come. */
export async function* readLines(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let rest = '';
  for await (const chunk of bytes) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest) yield rest;
}

/** The lines of a gzipped backup; throws where the file ends early or is none. */
export function readBackup(path: string): AsyncGenerator<string> {
  const unzipped = createGunzip();
  createReadStream(path)
    .on('error', (error) => unzipped.destroy(error))
    .pipe(unzipped);
  return readLines(unzipped);
}

/** The badge keys of a data folder as lines of a backup. */
export function keyFileLines(dataDir: string): string[] {
  const folder = join(dataDir, 'keys');
  let names: string[] = [];
  try {
    names = readdirSync(folder);
  } catch {
    return [];
  }
  return names.map((name) =>
    JSON.stringify({ '@file': `keys/${name}`, base64: readFileSync(join(folder, name)).toString('base64') }),
  );
}
