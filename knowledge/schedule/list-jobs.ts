import { z } from 'zod';
import { defineCapability } from '../../core/capability.ts';
import { selectJobs } from './queries.ts';

const runsShown = 10;
const Outcome = z.enum(['ok', 'failed', 'lost']);

export const listJobs = defineCapability({
  name: 'list-jobs',
  title: { 'zh-TW': '排程工作', en: 'Scheduled work' },
  description: {
    'zh-TW': '列出排程工作、下次執行時間與最近幾次的結果；不論有幾台伺服器，每次只執行一次。',
    en: 'Scheduled jobs, when each is due, and how its latest runs ended. Each runs once however many servers there are.',
  },
  input: z.object({}),
  output: z.object({
    items: z.array(
      z.object({
        name: z.string(),
        everySeconds: z.number().int(),
        dueAt: z.string(),
        /** When the run under way began; null when none is. */
        runningSince: z.string().nullable(),
        /** Newest first; `lost`: its server went away, and the work was begun again. */
        runs: z.array(
          z.object({
            server: z.string(),
            startedAt: z.string(),
            endedAt: z.string().nullable(),
            outcome: Outcome.nullable(),
            result: z.record(z.string(), z.number()).nullable(),
            error: z.string().nullable(),
          }),
        ),
      }),
    ),
  }),
  allow: ['admin'],
  acts: false,
  async run(ctx) {
    const iso = (at: string | null) => at && new Date(at).toISOString();
    const rows = await selectJobs(ctx.db, runsShown);
    return {
      items: rows.map((row) => ({
        ...row,
        dueAt: row.dueAt.toISOString(),
        runningSince: row.runningSince?.toISOString() ?? null,
        runs: row.runs.map((run) => ({
          ...run,
          startedAt: new Date(run.startedAt).toISOString(),
          endedAt: iso(run.endedAt),
        })),
      })),
    };
  },
});
