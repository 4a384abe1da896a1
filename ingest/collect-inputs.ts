import { readdir, stat } from 'node:fs/promises';
import { basename, join, relative, sep } from 'node:path';
import { isReadable, readableExtensions } from './read-file.ts';

const kinds = readableExtensions.map((extension) => `.${extension}`).join(' ');

/** Something named on the command line, or found in a folder named there. */
export type Input =
  | { readonly kind: 'file'; readonly path: string; readonly name: string }
  | { readonly kind: 'address'; readonly url: string; readonly name: string };

async function readableFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const found = await Promise.all(
    entries
      .filter(({ name }) => !name.startsWith('.') && name !== 'node_modules')
      .map(async (entry) => {
        const path = join(folder, entry.name);
        if (entry.isDirectory()) return readableFiles(path);
        return entry.isFile() && isReadable(entry.name) ? [path] : [];
      }),
  );
  return found.flat().sort();
}

/** The readable files below a folder, named by their path in it; none is no error. */
export async function findInputs(folder: string): Promise<Input[]> {
  const files = await readableFiles(folder);
  return files.map((path) => ({ kind: 'file', path, name: relative(folder, path).split(sep).join('/') }));
}

/** Files below a folder are named by their path in it, so that two of one name stay two sources. */
async function inputsOf(argument: string): Promise<Input[]> {
  if (/^https?:\/\//i.test(argument)) return [{ kind: 'address', url: argument, name: argument }];
  if ((await stat(argument)).isFile()) return [{ kind: 'file', path: argument, name: basename(argument) }];
  return findInputs(argument);
}

/**
 * Everything the arguments name: files, readable files below folders, addresses.
 * @throws Error naming an argument that is not there, or when nothing readable was found
 */
export async function collectInputs(args: readonly string[]): Promise<Input[]> {
  const inputs: Input[] = [];
  for (const argument of args)
    inputs.push(
      ...(await inputsOf(argument).catch(() => {
        throw new Error(`找不到 ${argument}。There is no ${argument}.`);
      })),
    );
  if (inputs.length === 0)
    throw new Error(`沒有可讀取的檔案（${kinds}）。Nothing readable was found (${kinds}).`);
  return inputs;
}
