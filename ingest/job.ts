import { z } from 'zod';

export const JobError = z.object({ line: z.number().int(), message: z.string() });
export type JobError = z.infer<typeof JobError>;

/** How far a job is. `added` includes `updated`; a record that failed is in `errors` alone. */
export interface JobCounts {
  total: number;
  done: number;
  added: number;
  updated: number;
  unchanged: number;
  removed: number;
  errors: JobError[];
}

export const JobReply = z.object({
  jobId: z.string(),
  name: z.string(),
  state: z.enum(['queued', 'running', 'done', 'failed']),
  total: z.number().int(),
  done: z.number().int(),
  added: z.number().int(),
  updated: z.number().int(),
  unchanged: z.number().int(),
  removed: z.number().int(),
  errors: z.array(JobError),
});
export type JobReply = z.infer<typeof JobReply>;

export function countRecord(counts: JobCounts, effect: 'added' | 'updated' | 'unchanged' | 'removed'): void {
  counts.done += 1;
  counts[effect] += 1;
  if (effect === 'updated') counts.added += 1;
}
