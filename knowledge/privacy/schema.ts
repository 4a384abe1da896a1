import { z } from 'zod';

export const PersonalDataKind = z.enum(['national_id', 'company_number', 'phone', 'email', 'name']);
export type PersonalDataKind = z.infer<typeof PersonalDataKind>;

/** A stretch of a text that points at a person; `start` and `end` count UTF-16 units. */
export const PersonalDataSpan = z.object({
  kind: PersonalDataKind,
  start: z.number().int(),
  end: z.number().int(),
  text: z.string(),
  /** Certain data is masked before anything is stored; the rest is shown to the author, who decides. */
  certain: z.boolean(),
});
export type PersonalDataSpan = z.infer<typeof PersonalDataSpan>;
