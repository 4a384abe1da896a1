import { z } from '@hono/zod-openapi';
import type { Bank } from '../../core/context.ts';
import type { BankApp, Readiness } from '../app.ts';
import { describePlain } from '../openapi.ts';

/** /healthz: the process lives. /readyz: migrated, seeded and able to answer. /version: what runs. */
export function mountHealth(app: BankApp, bank: Bank, readiness: Readiness): void {
  app.get('/healthz', (c) => c.json({ status: 'ok' }));
  app.get('/readyz', async (c) => {
    const state = await readiness();
    return c.json(
      { status: state.ready ? 'ready' : 'not ready', ...(state.reason && { reason: state.reason }) },
      state.ready ? 200 : 503,
    );
  });
  const state = z.object({ status: z.string(), reason: z.string().optional() });
  describePlain(app, '/healthz', 'The process lives', { 200: state });
  describePlain(app, '/readyz', 'Migrated, seeded and able to answer', { 200: state, 503: state });
  describePlain(app, '/version', 'What runs', {
    200: z.object({ version: z.string(), commit: z.string().nullable(), engine: z.string() }),
  });
  app.get('/version', (c) =>
    c.json({ version: bank.config.version, commit: bank.config.commit, engine: bank.store.engine }),
  );
}
