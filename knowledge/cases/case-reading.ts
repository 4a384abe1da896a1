import { z } from 'zod';

/** The fields of a case a model may read from a text; figures have a list of their own, addresses are the rules' alone. */
const ReadField = z.enum([
  'title',
  'agency',
  'sector',
  'governmentLevel',
  'aiType',
  'stage',
  'outcome',
  'started',
  'ended',
  'background',
  'approach',
  'results',
  'risks',
  'governance',
  'lessons',
  'questions',
]);

/** What a model replies: each value with the sentence it says it is from. */
export const CaseReading = z.object({
  fields: z.array(z.object({ field: ReadField, value: z.string(), sentence: z.string() })),
  metrics: z.array(z.object({ name: z.string(), value: z.string(), unit: z.string(), sentence: z.string() })),
});
export type CaseReading = z.infer<typeof CaseReading>;

/** A reply as a reading; undefined when it holds none. */
export function parseReading(reply: string): CaseReading | undefined {
  const [object] = /\{[\s\S]*\}/u.exec(reply) ?? [];
  if (object === undefined) return undefined;
  try {
    return CaseReading.safeParse(JSON.parse(object)).data;
  } catch {
    return undefined;
  }
}
