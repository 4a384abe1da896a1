import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { LevelId } from '../framework/schema.ts';

const BothLanguages = z.object({ 'zh-TW': z.string().min(1), en: z.string().min(1) });

const PolicyRule = z.strictObject({
  id: z.string(),
  levels: z.array(LevelId),
  /** The named AI competency set whose core the rule is about. */
  aiSet: z.string(),
  /** The least weight it gives; 1 = what random ranking would give. */
  atLeast: z.number().positive(),
  /** The text of the study it rests on. */
  source: z.strictObject({ externalId: z.string(), lines: z.string() }),
  name: BothLanguages,
  text: BothLanguages,
});
export type PolicyRule = z.infer<typeof PolicyRule>;

/** What weighs in a path beside the study's numbers: ours, versioned, a draft for expert review. */
const PolicyRules = z.strictObject({
  id: z.string(),
  version: z.string(),
  ours: z.literal(true),
  draft: z.literal(true),
  focusFactor: z.number().min(1),
  rules: z.array(PolicyRule),
});
export type PolicyRules = z.infer<typeof PolicyRules>;

const file = new URL('../content/paths/policy-rules.json', import.meta.url);
let loaded: PolicyRules | undefined;

/** The shipped rules; read once. */
export function loadPolicyRules(): PolicyRules {
  loaded ??= PolicyRules.parse(JSON.parse(readFileSync(file, 'utf8')));
  return loaded;
}
