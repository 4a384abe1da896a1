import { parse } from 'yaml';
import { z } from 'zod';
import { invalidInput } from '../core/errors.ts';

const fence = /^\uFEFF?---\r?\n([\s\S]*?)\r?\n---\r?\n?/;

/**
 * Splits a Markdown file into its YAML front matter (empty object if none) and its body.
 * @throws AppError INVALID_INPUT when the front matter is not a YAML mapping
 */
export function splitFrontMatter(file: string): { attributes: Record<string, unknown>; body: string } {
  const match = fence.exec(file);
  if (!match) return { attributes: {}, body: file.replace(/^\uFEFF/, '') };
  try {
    const attributes = z
      .record(z.string(), z.unknown())
      .parse(parse(match[1] ?? '', { maxAliasCount: 20 }) ?? {});
    return { attributes, body: file.slice(match[0].length) };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.split('\n')[0] : '';
    throw invalidInput({
      'zh-TW': `檔頭（front matter）無法解讀：${reason}`,
      en: `The front matter cannot be read: ${reason}`,
    });
  }
}
