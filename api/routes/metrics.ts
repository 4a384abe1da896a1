import { requirePermission } from '../../core/capability.ts';
import { keptByNoCache } from '../api-rules.ts';
import type { BankApp } from '../app.ts';
import { isFromLoopback } from '../caller.ts';
import { contextOf } from '../context.ts';

/** GET /metrics: Prometheus text, for the administrator or a collector on this machine. */
export function mountMetrics(app: BankApp): void {
  app.get('/metrics', keptByNoCache(), async (c) => {
    if (!isFromLoopback(c)) requirePermission(contextOf(c), ['admin']);
    const { registry } = c.var.bank.metrics;
    return c.body(await registry.metrics(), 200, { 'Content-Type': registry.contentType });
  });
}
