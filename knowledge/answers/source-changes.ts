import { z } from 'zod';
import { taiwanDay } from '../../core/clock.ts';
import type { Queryable } from '../../core/db/client.ts';
import { selectChangedPassages } from './citing-queries.ts';
import type { Citation } from './schema.ts';

/** What became of a cited source since the answer was given. */
export const SourceChange = z.object({
  /** The citation's number. */
  n: z.number().int(),
  sourceId: z.string(),
  what: z.enum(['updated', 'withdrawn']),
  on: z.string(),
  version: z.number().int(),
  currentVersion: z.number().int(),
  /** Why it was withdrawn, where that was said. */
  reason: z.string().nullable(),
  /** Whether the cited passage itself reads differently now. */
  passageChanged: z.boolean(),
  before: z.string(),
  /** Null when the passage is gone, or its source withdrawn. */
  after: z.string().nullable(),
});
export type SourceChange = z.infer<typeof SourceChange>;

/** Marks for an answer: which of its citations point at what has changed since, as far as the reader may see. */
export async function sourceChanges(
  db: Queryable,
  citations: readonly Pick<Citation, 'n' | 'passageId'>[],
): Promise<SourceChange[]> {
  if (citations.length === 0) return [];
  const rows = await selectChangedPassages(
    db,
    citations.map(({ passageId }) => passageId),
  );
  return rows
    .flatMap((row) => {
      const citation = citations.find(({ passageId }) => passageId === row.passageId);
      if (!citation) return [];
      const withdrawn = row.state === 'withdrawn';
      return [
        {
          n: citation.n,
          sourceId: row.sourceId,
          what: withdrawn ? ('withdrawn' as const) : ('updated' as const),
          on: taiwanDay(row.changedAt),
          version: row.version,
          currentVersion: row.currentVersion,
          reason: row.reason,
          passageChanged: withdrawn || row.after !== row.before,
          before: row.before,
          after: withdrawn ? null : row.after,
        },
      ];
    })
    .sort((a, b) => a.n - b.n);
}
