import type { Context } from '../../core/context.ts';
import { unauthenticated } from '../../core/errors.ts';
import { newSecret } from '../../core/ids.ts';
import type { Confirmation } from './queries.ts';
import * as queries from './queries.ts';

export type { Confirmation } from './queries.ts';

/** How long a person may take to say yes. */
export const confirmationMinutes = 10;

/**
 * Keeps what the person is about to confirm in this conversation.
 * @returns the code that a button answering it carries
 * @throws AppError UNAUTHENTICATED for a caller who is nobody
 */
export async function askConfirmation(
  ctx: Context,
  conversationId: string,
  asked: Confirmation,
): Promise<string> {
  const { personId } = ctx.actor;
  if (personId === undefined) throw unauthenticated();
  const now = ctx.now();
  const code = newSecret().slice(0, 12);
  const expiresAt = new Date(now.getTime() + confirmationMinutes * 60_000);
  await ctx.db.transaction(async (tx) => {
    await queries.deleteExpired(tx, now);
    await queries.upsertConfirmation(tx, { personId, conversationId }, { ...asked, code, expiresAt });
  });
  return code;
}

/**
 * What waits for this person's yes in this conversation, taken so that it works once; undefined when nothing does,
 * or when the code is that of an earlier question.
 */
export async function takeConfirmation(
  ctx: Context,
  conversationId: string,
  code: string | undefined,
): Promise<Confirmation | undefined> {
  const { personId } = ctx.actor;
  if (personId === undefined) return undefined;
  const taken = await ctx.db.transaction((tx) =>
    queries.deleteConfirmation(tx, { personId, conversationId }, code),
  );
  return taken && taken.expiresAt > ctx.now() ? taken : undefined;
}
