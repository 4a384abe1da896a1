import type { Context as HonoContext } from 'hono';
import { requirePermission } from '../../core/capability.ts';
import { exportCandidates, listFeedbackCandidates } from '../../knowledge/answers/feedback-candidates.ts';
import type { BankApp } from '../app.ts';
import { type ApiEnv, contextOf } from '../context.ts';

const jsonl = 'application/jsonl';

/** GET /feedback/candidates with `Accept: application/jsonl`: the accepted ones as a file; anything else is passed on. */
export function exportFeedback(app: BankApp, path: string): void {
  app.get(path, async (c: HonoContext<ApiEnv>, next) => {
    if (!c.req.header('accept')?.includes(jsonl)) return next();
    const ctx = contextOf(c);
    requirePermission(ctx, listFeedbackCandidates.allow);
    return c.body(await exportCandidates(ctx), 200, {
      'Content-Type': `${jsonl}; charset=utf-8`,
      'Content-Disposition': 'attachment; filename="candidates.jsonl"',
    });
  });
}
