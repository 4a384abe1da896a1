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
    const [, row, threads] = await ctx.db.batch((tx) =>
      Promise.all([
        queries.hold(tx, 'conversation', id),
        queries.selectConversation(tx, id, ctx.now()),
        queries.selectThread(tx, id, REMEMBERED_TURNS),
      ]),
    );
    if (row && row.personId === (ctx.actor.personId ?? null))
      return {
        id: row.id,
        isNew: false,
        turns: threads.flatMap((thread) => Turn.safeParse(thread).data ?? []),
      };
  }
  return {
    id: ctx.actor.personId ? ctx.newId('conversation') : `conversation_${newSecret()}`,
    isNew: true,
    turns: [],
  };
}

/** Asks for all its statements at once, so that it can be part of a batch. */
export async function saveConversation(
  ctx: Context,
  tx: Queryable,
  { id, isNew }: Conversation,
): Promise<void> {
  const row = { id, personId: ctx.actor.personId ?? null, now: ctx.now(), expiresAt: expiry(ctx) };
  await Promise.all([
    queries.hold(tx, 'conversation', id),
    isNew ? queries.insertConversation(tx, row) : queries.touchConversation(tx, id, row.now, row.expiresAt),
  ]);
}
