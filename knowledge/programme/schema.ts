import { z } from 'zod';

/** A text in Chinese, with an English one where somebody wrote it. */
export const OwnText = (max: number) =>
  z.object({
    'zh-TW': z.string().trim().min(1).max(max),
    en: z.string().trim().min(1).max(max).optional(),
  });

export const Id = z.string().min(1).max(100);

export const Person = z.object({ id: z.string(), name: z.string() });

export const Day = z.iso.date();
