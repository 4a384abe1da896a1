import { unzipSync } from 'fflate';
import { limits } from './limits.ts';
import { DocumentRefused } from './refusals.ts';

/** The parts of a package (OOXML, ODF) that is not a bomb; each is unpacked when asked for. */
export interface Package {
  readonly names: readonly string[];
  bytes(name: string): Uint8Array | undefined;
  /** UTF-8 text of an XML part. @throws DocumentRefused when it declares entities */
  xml(name: string): string | undefined;
}

interface Entry {
  readonly name: string;
  readonly packed: number;
  readonly unpacked: number;
}

function listEntries(bytes: Uint8Array): Entry[] {
  const entries: Entry[] = [];
  unzipSync(bytes, {
    filter({ name, size, originalSize }) {
      entries.push({ name, packed: size, unpacked: originalSize });
      if (entries.length > limits.entries) throw new DocumentRefused('bomb');
      return false;
    },
  });
  return entries;
}

function refuseBomb(entries: readonly Entry[], size: number): void {
  const unpacked = entries.reduce((sum, entry) => sum + entry.unpacked, 0);
  const packed = entries.reduce((sum, entry) => sum + entry.packed, 0);
  const tooMuch = unpacked > limits.unpackedBytes || entries.some((one) => one.unpacked > limits.partBytes);
  const tooTight = unpacked > limits.ratioFromBytes && unpacked > limits.ratio * size;
  // Parts that overlap in the file claim more packed bytes than there are.
  if (tooMuch || tooTight || packed > size) throw new DocumentRefused('bomb');
}

function isXmlSafe(text: string): boolean {
  return !/<!ENTITY/i.test(text);
}

/**
 * Opens a package after a look at what it says of itself. What a part unpacks to is cut at the size it claims.
 * @throws DocumentRefused `broken` when it is no archive, `bomb` when it unpacks to too much
 */
export function openPackage(bytes: Uint8Array): Package {
  let entries: Entry[];
  try {
    entries = listEntries(bytes);
  } catch (cause) {
    throw cause instanceof DocumentRefused ? cause : new DocumentRefused('broken', { cause });
  }
  refuseBomb(entries, bytes.length);
  const names = entries.map(({ name }) => name);
  const known = new Set(names);
  const part = (name: string) =>
    known.has(name) ? unzipSync(bytes, { filter: (entry) => entry.name === name })[name] : undefined;
  return {
    names,
    bytes: part,
    xml(name) {
      const content = part(name);
      if (!content) return undefined;
      const encoding = content[0] === 0xff || content[0] === 0xfe ? 'utf-16' : 'utf-8';
      const text = new TextDecoder(encoding).decode(content);
      if (!isXmlSafe(text)) throw new DocumentRefused('entities');
      return text;
    },
  };
}
