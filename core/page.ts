import { z } from 'zod';

/** What every list takes: how many, and where to go on. */
export const PageInput = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().max(200).optional(),
});

/** One page of a list from up to `limit + 1` rows: the row too many says that there is more. */
export function pageOf<R, T>(
  rows: readonly R[],
  limit: number,
  cursorOf: (row: R) => string,
  show: (row: R) => T,
): { items: T[]; nextCursor?: string } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map(show),
    ...(rows.length > limit && last !== undefined && { nextCursor: cursorOf(last) }),
  };
}
