import { z } from 'zod';
import { saying } from '../../core/capability.ts';

/** A text in Chinese, with an English one where somebody wrote it. */
export const OwnText = (max: number) =>
  z.object({
    'zh-TW': z.string().trim().min(1).max(max),
    en: z.string().trim().min(1).max(max).optional(),
  });

export const Id = z.string().min(1).max(100);

export const Person = z.object({ id: z.string(), name: z.string() });

const farText = saying({ 'zh-TW': '年份不在 2000 到 2199 之間', en: 'lies outside the years 2000 to 2199' });
const isNear = (at: string) => /^2[01]/.test(at);

export const Day = z.iso.date().refine(isNear, farText);

/** A time with its offset from UTC. */
export const Moment = z.iso.datetime({ offset: true }).refine(isNear, farText);
