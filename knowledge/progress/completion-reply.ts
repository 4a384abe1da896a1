import { z } from 'zod';
import type { Language } from '../../core/language.ts';
import { LevelId } from '../framework/schema.ts';
import type { CompletionRow } from './queries.ts';

export const CompletionReply = z.object({
  id: z.string(),
  courseId: z.string(),
  title: z.string(),
  hours: z.number(),
  develops: z.array(
    z.object({ competency: z.string(), level: LevelId, from: z.number().int(), to: z.number().int() }),
  ),
  note: z.string().nullable(),
  /** `waiting` until somebody else confirms it; `returned` when they did not; `undone` when taken back. */
  state: z.enum(['waiting', 'done', 'returned', 'undone']),
  confirmedAt: z.string().nullable(),
  comment: z.string().nullable(),
  completedAt: z.string(),
});

export function completionReply(row: CompletionRow, language: Language): z.input<typeof CompletionReply> {
  return {
    id: row.id,
    courseId: row.courseId,
    title: row.courseTitle[language],
    hours: row.hours,
    develops: [...row.develops],
    note: row.note,
    state: row.state,
    confirmedAt: row.confirmedAt?.toISOString() ?? null,
    comment: row.comment,
    completedAt: row.completedAt.toISOString(),
  };
}
