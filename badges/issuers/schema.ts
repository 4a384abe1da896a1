import { z } from 'zod';
import { saying } from '../../core/capability.ts';
import type { Language } from '../../core/language.ts';

/** Characters that make text read otherwise than it is stored: bidirectional overrides and isolates. */
const reordering = /[\u202A-\u202E\u2066-\u2069]/;
const reorderingText = { 'zh-TW': '含有改變文字方向的控制字元', en: 'holds characters that reorder text' };

export const PlainText = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine((text) => !reordering.test(text), saying(reorderingText));

/** A text in Chinese, and in English where there is one. */
export const ShownText = (max: number) =>
  z.strictObject({ 'zh-TW': PlainText(max), en: PlainText(max).optional() });
export type ShownText = { 'zh-TW': string; en?: string | undefined };

export function shown(text: ShownText, language: Language): string {
  return text[language] ?? text['zh-TW'];
}

export const IssuerId = z.string().regex(/^[a-z0-9][a-z0-9_-]{0,99}$/);

export const IssuerProfile = z.strictObject({
  name: ShownText(200),
  description: ShownText(1_000).optional(),
  url: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .optional(),
  email: z.email().max(200).optional(),
});
export type IssuerProfile = z.infer<typeof IssuerProfile>;
