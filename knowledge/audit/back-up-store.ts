import type { Readable } from 'node:stream';
import { requirePermission } from '../../core/capability.ts';
import type { Context } from '../../core/context.ts';
import { linesOf } from '../../core/db/backup/file.ts';
import { recordAudit } from '../people/queries.ts';

/**
 * Every row of the store as it is now, as lines of a backup; that it was taken is audited.
 * @throws AppError UNAUTHENTICATED or FORBIDDEN for anybody but the administrator
 */
export async function backUpStore(ctx: Context): Promise<Readable> {
  requirePermission(ctx, ['admin']);
  const { store } = ctx.bank;
  const entry = { at: ctx.now(), actor: ctx.actor.personId, action: 'backup', object: 'store', detail: {} };
  await store.system.transaction((tx) => recordAudit(tx, entry));
  return linesOf((write) => store.backup(write));
}
