import { z } from 'zod';
import { mayCall, type Permission } from '../../core/actor.ts';
import { defineCapability } from '../../core/capability.ts';
import type { Context } from '../../core/context.ts';
import { invalidInput } from '../../core/errors.ts';

export const WaitingKind = z.enum([
  'case',
  'course',
  'badge',
  'completion',
  'nomination',
  'gate',
  'outdated',
  'offer',
]);
export type WaitingKind = z.infer<typeof WaitingKind>;

export const WaitingItem = z.object({
  kind: WaitingKind,
  id: z.string(),
  title: z.string(),
  agency: z.string(),
  submittedAt: z.string(),
  /** Where it is decided on, a path of this site. */
  url: z.string(),
});
export type WaitingItem = z.infer<typeof WaitingItem>;

/** One sort of thing that waits for people: who may decide on it, and what waits for the actor. */
export interface Waiting {
  readonly allow: Permission;
  list(ctx: Context): Promise<WaitingItem[]>;
}

/** Everything that waits for the actor, from all parts that have such lists; each with its own rights. */
export function listWaitingOf(parts: readonly Waiting[]) {
  return defineCapability({
    name: 'list-waiting',
    title: { 'zh-TW': '等我處理', en: 'Waiting for me' },
    description: {
      'zh-TW':
        '等您審核或簽核的一切：案例、課程、徽章、完成紀錄、提名與關卡、過時回報、案例線索；等最久的在前。',
      en: 'All that waits for your word: cases, modules, badges, completions, nominations, gates, outdated reports, offered cases; longest first.',
    },
    input: z.object({
      kind: WaitingKind.optional(),
      limit: z.coerce.number().int().min(1).max(100).default(20),
      cursor: z.string().max(200).optional(),
    }),
    output: z.object({
      total: z.number().int(),
      counts: z.record(z.string(), z.number().int()),
      items: z.array(WaitingItem),
      nextCursor: z.string().optional(),
    }),
    allow: ['pilot_leader', 'reviewer', 'manager'],
    acts: false,
    async run(ctx, { kind, limit, cursor }) {
      const lists = await Promise.all(
        parts.filter(({ allow }) => mayCall(ctx.actor, allow)).map((part) => part.list(ctx)),
      );
      const all = lists
        .flat()
        .sort((a, b) => a.submittedAt.localeCompare(b.submittedAt) || a.id.localeCompare(b.id));
      const counts: Record<string, number> = {};
      for (const item of all) counts[item.kind] = (counts[item.kind] ?? 0) + 1;
      const items = kind ? all.filter((item) => item.kind === kind) : all;
      const start = cursor === undefined ? 0 : items.findIndex(({ id }) => id === cursor) + 1;
      if (cursor !== undefined && start === 0)
        throw invalidInput({
          'zh-TW': '這個 cursor 已不在清單上；請從頭列出。',
          en: 'This cursor is no longer in the list; list from the start.',
        });
      const page = items.slice(start, start + limit);
      return {
        total: items.length,
        counts,
        items: page,
        ...(start + limit < items.length && { nextCursor: page.at(-1)!.id }),
      };
    },
  });
}
