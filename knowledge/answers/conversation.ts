import { z } from 'zod';
import type { Context } from '../../core/context.ts';
import type { Queryable } from '../../core/db/client.ts';
import { newSecret } from '../../core/ids.ts';
import { Language } from '../../core/language.ts';
import * as queries from './queries.ts';

/** What a follow-up may lean on: the question as understood and what it was about. */
export const Turn = z.object({
  question: z.string(),
  route: z.string(),
  /** External ids of the cases, as they were listed. */
  cases: z.array(z.string()).default([]),
  /** The language it was answered in; unknown for turns kept before this was. */
  language: Language.optional(),
  /** It rested on sources that are not public; unknown counts as yes. */
  restricted: z.boolean().default(true),
});
export type Turn = z.infer<typeof Turn>;

export interface Conversation {
  readonly id: string;
  readonly isNew: boolean;
  /** Latest first. */
  readonly turns: readonly Turn[];
}

const REMEMBERED_TURNS = 5;
const ANONYMOUS_HOURS = 24;

function expiry(ctx: Context): Date | null {
  return ctx.actor.personId ? null : new Date(ctx.now().getTime() + ANONYMOUS_HOURS * 3_600_000);
}

/** The conversation if it is the caller's own and has not expired; otherwise a new one. */
export async function openConversation(ctx: Context, id: string | undefined): Promise<Conversation> {
  if (id) {
    const found = await ctx.db.transaction(async (tx) => {
      await queries.hold(tx, 'conversation', id);
      const row = await queries.selectConversation(tx, id, ctx.now());
      return row && { row, threads: await queries.selectThread(tx, row.id, REMEMBERED_TURNS) };
    });
    if (found && found.row.personId === (ctx.actor.personId ?? null))
      return {
        id: found.row.id,
        isNew: false,
        turns: found.threads.flatMap((thread) => Turn.safeParse(thread).data ?? []),
      };
  }
  return {
    id: ctx.actor.personId ? ctx.newId('conversation') : `conversation_${newSecret()}`,
    isNew: true,
    turns: [],
  };
}

export async function saveConversation(
  ctx: Context,
  tx: Queryable,
  conversation: Conversation,
): Promise<void> {
  await queries.hold(tx, 'conversation', conversation.id);
  if (!conversation.isNew) return queries.touchConversation(tx, conversation.id, ctx.now(), expiry(ctx));
  await queries.insertConversation(tx, {
    id: conversation.id,
    personId: ctx.actor.personId ?? null,
    now: ctx.now(),
    expiresAt: expiry(ctx),
  });
}
