import { anonymous, audiencesOf, dbActorOf } from '../../../core/actor.ts';
import type { Context } from '../../../core/context.ts';
import { createContext } from '../../../core/context.ts';
import type { Turn } from '../conversation.ts';
import { openLibrary } from '../library.ts';
import * as queries from '../queries.ts';

/** Whether every one of these passages is open to anybody. */
export async function arePublic(ctx: Context, passageIds: readonly string[]): Promise<boolean> {
  if (passageIds.length === 0 || audiencesOf(ctx.actor).length === 1) return true;
  const open = await queries.selectCitedPassages(ctx.bank.store.as(dbActorOf(anonymous)), passageIds);
  return new Set(open.map(({ id }) => id)).size === new Set(passageIds).size;
}

/** Whether a conversation so far may be read by a model that sees public text only. */
export async function isPublicThread(ctx: Context, turns: readonly Turn[]): Promise<boolean> {
  if (audiencesOf(ctx.actor).length === 1) return true;
  if (turns.some((turn) => turn.restricted)) return false;
  const named = turns.flatMap(({ cases }) => cases);
  if (named.length === 0) return true;
  const { language, surface } = ctx;
  const library = await openLibrary(createContext(ctx.bank, { actor: anonymous, language, surface }));
  const open = new Set(library.cases.map(({ externalId }) => externalId));
  return named.every((id) => open.has(id));
}
