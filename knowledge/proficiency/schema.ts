import { z } from 'zod';
import { LevelId } from '../framework/schema.ts';

const BothLanguages = z.object({ 'zh-TW': z.string().min(1), en: z.string().min(1) });

/** Behaviours one can see, for proficiency 1 to 5 of one competency at one level. Ours, a draft for expert review. */
export const BehaviourFile = z.strictObject({
  id: z.string(),
  version: z.string(),
  ours: z.literal(true),
  draft: z.literal(true),
  level: LevelId,
  items: z.array(
    z.strictObject({
      competency: z.string(),
      /** False where the study names the competency and does not define it. */
      definedByStudy: z.boolean(),
      behaviours: z.array(BothLanguages.extend({ proficiency: z.number().int().min(1).max(5) })).length(5),
    }),
  ),
});
export type BehaviourFile = z.infer<typeof BehaviourFile>;

/** The proficiency an attainment rate counts as reached, by level: a policy rule of ours. */
export const TargetFile = z.strictObject({
  id: z.string(),
  version: z.string(),
  ours: z.literal(true),
  draft: z.literal(true),
  targets: z.record(LevelId, z.number().int().min(1).max(5)),
  reasoning: BothLanguages,
});
export type TargetFile = z.infer<typeof TargetFile>;
