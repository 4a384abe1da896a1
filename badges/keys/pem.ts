import { readFileSync } from 'node:fs';

const block = /-----BEGIN ([A-Z0-9 ]+)-----[A-Za-z0-9+/=\s]+-----END \1-----/g;

export interface PemBlock {
  /** For example `CERTIFICATE` or `PRIVATE KEY`. */
  readonly label: string;
  readonly text: string;
}

function parsePem(text: string): PemBlock[] {
  return [...text.matchAll(block)].map((match) => ({ label: match[1]!, text: `${match[0]}\n` }));
}

/**
 * PEM blocks of a setting: the text itself, or files named by paths separated by commas or line ends.
 * @throws Error naming the setting when a file cannot be read or holds no PEM
 */
export function readPemSetting(name: string, value: string): PemBlock[] {
  if (value.trim() === '') return [];
  if (value.includes('-----BEGIN ')) return parsePem(value.replaceAll('\\n', '\n'));
  return value
    .split(/[,\n]+/)
    .map((path) => path.trim())
    .filter(Boolean)
    .flatMap((path) => {
      const blocks = parsePem(readSettingFile(name, path));
      if (blocks.length === 0) throw new Error(`${name}: ${path} 不是 PEM 檔 (is not a PEM file)`);
      return blocks;
    });
}

function readSettingFile(name: string, path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new Error(`${name}: 無法讀取 ${path} (cannot be read)`, { cause });
  }
}

/** DER of a certificate in PEM. */
export function derOf(pem: string): Buffer {
  return Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ''), 'base64');
}

export function pemOf(label: string, der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}
