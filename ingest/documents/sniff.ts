import { decodeText, isText } from './decode-text.ts';
import type { DocumentFormat } from './outline.ts';
import { DocumentRefused } from './refusals.ts';
import type { Package } from './zip.ts';

const textFormats: Readonly<Record<string, DocumentFormat>> = {
  html: 'html',
  htm: 'html',
  xhtml: 'html',
  csv: 'csv',
  tsv: 'csv',
  txt: 'text',
};

function startsWith(bytes: Uint8Array, ...mark: readonly number[]): boolean {
  return mark.every((byte, at) => bytes[at] === byte);
}

function holds(bytes: Uint8Array, text: string, within = bytes.length): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(within, bytes.length)).includes(text);
}

export function extensionOf(name: string): string {
  return /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '';
}

/** What the first bytes say a file is; `package` needs a look inside. */
export function sniffBytes(name: string, bytes: Uint8Array): DocumentFormat | 'package' {
  if (bytes.length === 0) throw new DocumentRefused('empty');
  if (holds(bytes, '%PDF-', 1_024)) return 'pdf';
  if (startsWith(bytes, 0x50, 0x4b, 3, 4) || startsWith(bytes, 0x50, 0x4b, 5, 6)) return 'package';
  if (startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0)) {
    const encrypted = Buffer.from(bytes).includes(Buffer.from('EncryptedPackage', 'utf16le'));
    throw new DocumentRefused(encrypted ? 'encrypted' : 'oldOffice');
  }
  const archive =
    startsWith(bytes, 0x1f, 0x8b) || startsWith(bytes, 0x37, 0x7a, 0xbc, 0xaf) || holds(bytes, 'Rar!', 4);
  if (archive) throw new DocumentRefused('archive');
  return sniffText(name, bytes);
}

function sniffText(name: string, bytes: Uint8Array): DocumentFormat {
  const named = textFormats[extensionOf(name)];
  const start = Buffer.from(bytes.subarray(0, 4_096)).toString('latin1').replace(/\0/g, '');
  if (/^[\s\u00EF\u00BB\u00BF\u00FF\u00FE]*<(?:!doctype html|html|head|body)\b/i.test(start)) return 'html';
  if (!named || /^\s*\{\\rtf/.test(start)) throw new DocumentRefused('mislabelled');
  if (named !== 'html' && !isText(decodeText(bytes))) throw new DocumentRefused('mislabelled');
  return named;
}

const MACROS = /(?:^|\/)(?:vbaProject\.bin|vbaData\.xml)$|^(?:Basic|Scripts)\/.|^xl\/macrosheets\//i;

const openDocuments: Readonly<Record<string, DocumentFormat>> = {
  text: 'odt',
  spreadsheet: 'ods',
  presentation: 'odp',
};

function openDocumentFormat(parts: Package): DocumentFormat | undefined {
  const mimetype = parts.bytes('mimetype');
  const type = mimetype && new TextDecoder().decode(mimetype).trim();
  const kind = /^application\/vnd\.oasis\.opendocument\.(\w+)(?:-template)?$/.exec(type ?? '')?.[1];
  const format = kind === undefined ? undefined : openDocuments[kind];
  if (format && /<(?:\w+:)?encryption-data\b/.test(parts.xml('META-INF/manifest.xml') ?? ''))
    throw new DocumentRefused('encrypted');
  return format;
}

/** Which document a package is. @throws DocumentRefused `macros`, `encrypted`, or `archive` when it is none */
export function sniffPackage(parts: Package): DocumentFormat {
  if (parts.names.some((name) => MACROS.test(name))) throw new DocumentRefused('macros');
  const open = openDocumentFormat(parts);
  if (open) return open;
  const types = parts.xml('[Content_Types].xml');
  if (types !== undefined && /macroEnabled/i.test(types)) throw new DocumentRefused('macros');
  const main = { docx: 'word/document.xml', pptx: 'ppt/presentation.xml', xlsx: 'xl/workbook.xml' } as const;
  const found = (Object.keys(main) as (keyof typeof main)[]).find((one) => parts.names.includes(main[one]));
  if (types === undefined || !found) throw new DocumentRefused('archive');
  return found;
}
