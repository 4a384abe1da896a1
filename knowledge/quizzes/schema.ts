import { z } from 'zod';
import { LevelId } from '../framework/schema.ts';

const BothLanguages = z.object({ 'zh-TW': z.string().min(1), en: z.string().min(1) });

/** A scenario item of the shipped bank; its key never leaves the server before it is answered. */
export const QuizItem = z.strictObject({
  id: z.string().regex(/^[a-z]+-\d\d$/),
  competency: z.string(),
  levels: z.array(LevelId).min(1),
  /** What answering it speaks for: 1 explains, 2 does with help, 3 does alone. A choice shows no more. */
  proficiency: z.number().int().min(1).max(3),
  topic: z.string(),
  /** The case it is drawn from. */
  source: z.string(),
  stem: BothLanguages,
  options: z.array(BothLanguages).length(4),
  key: z.number().int().min(0).max(3),
  rationale: BothLanguages,
});
export type QuizItem = z.infer<typeof QuizItem>;

/** One item as it was asked: `order` says which option stood at each place. */
export interface AskedItem {
  readonly id: string;
  readonly order: readonly number[];
}

/** The names options are shown under. */
export const optionIds = ['a', 'b', 'c', 'd'] as const;
export const OptionId = z.enum(optionIds);
export type OptionId = z.infer<typeof OptionId>;
