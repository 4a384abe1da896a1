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
  'wrong-unit',
  /** Percent, tenths or a fraction that is not the one printed. */
  'ratio',
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

/** `relations` shaped the check; `fresh` was written later, from other cases, without looking at it. */
export const claimSets = ['relations', 'fresh'] as const;
export type ClaimSet = (typeof claimSets)[number];

export function readClaims(set: ClaimSet): LabelledClaim[] {
  return readFileSync(new URL(`./${set}.jsonl`, import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .map((line) => LabelledClaim.parse(JSON.parse(line)));
}
