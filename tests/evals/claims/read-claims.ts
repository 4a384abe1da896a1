import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** What is wrong with a claim, or that nothing is. */
export const ClaimLabel = z.enum([
  'supported',
  'swapped',
  'wrong-binding',
  'wrong-number',
  'negated',
  'dropped-hedge',
  'other-agency',
  'wrong-year',
]);
export type ClaimLabel = z.infer<typeof ClaimLabel>;

/** A claim about one section of a shipped case, made of its own words, and what is wrong with it. */
const LabelledClaim = z.strictObject({
  id: z.string(),
  case: z.string(),
  section: z.string(),
  label: ClaimLabel,
  claim: z.string(),
});
export type LabelledClaim = z.infer<typeof LabelledClaim>;

export function readClaims(): LabelledClaim[] {
  return readFileSync(new URL('./relations.jsonl', import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .map((line) => LabelledClaim.parse(JSON.parse(line)));
}
