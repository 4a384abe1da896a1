import type { Context } from '../../core/context.ts';
import type { Queryable } from '../../core/db/client.ts';
import { AppError, conflict } from '../../core/errors.ts';
import type { Text } from '../../core/language.ts';
import { recordAudit } from '../people/queries.ts';

/** The person acting; everybody a capability of this folder lets act has one. */
export function personOf(ctx: Context): string {
  return ctx.actor.personId!;
}

export function refused(text: Text): AppError {
  return new AppError('FORBIDDEN', text);
}

/** @throws AppError CONFLICT when something is not in a state the act is allowed in */
export function requireState<S extends string>(
  state: S,
  allowed: readonly S[],
  labels: Readonly<Record<S, Text>>,
): void {
  if (allowed.includes(state)) return;
  throw conflict({
    'zh-TW': `目前是「${labels[state]['zh-TW']}」，不能進行這個動作。`,
    en: `It is ${labels[state].en} now; the act is not possible.`,
  });
}

export function audit(
  ctx: Context,
  tx: Queryable,
  action: string,
  object: string,
  detail: Record<string, unknown> = {},
): Promise<void> {
  return recordAudit(tx, { at: ctx.now(), actor: ctx.actor.personId, action, object, detail });
}
