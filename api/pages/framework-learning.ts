import type { Context as HonoContext } from 'hono';
import { capabilities as can } from '../../capabilities.ts';
import { callCapability } from '../../core/capability.ts';
import { type ApiEnv, contextOf } from '../context.ts';
import { badgeName } from './badges-parts.tsx';
import type { View } from './view.ts';

export interface Learning {
  readonly courses: number;
  readonly badges: readonly { readonly id: string; readonly name: string }[];
}

/** By `level competency`: how many modules develop it there, and the badges that prove it. */
export type LearningCounts = ReadonlyMap<string, Learning>;

/** Every page of a list. */
async function all<T>(
  read: (cursor: string | undefined) => Promise<{ items: T[]; nextCursor?: string | undefined }>,
) {
  const items: T[] = [];
  let cursor: string | undefined;
  do {
    const page = await read(cursor);
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return items;
}

export async function readLearning(c: HonoContext<ApiEnv>, view: View): Promise<LearningCounts> {
  const ctx = contextOf(c, 'web');
  const from = (cursor: string | undefined) => ({ limit: 100, ...(cursor && { cursor }) });
  const courses = await all((cursor) => callCapability(can.listCourses, ctx, from(cursor)));
  const badges = await all((cursor) => callCapability(can.listBadges, ctx, from(cursor)));
  const counts = new Map<string, Learning>();
  const at = (key: string) => counts.get(key) ?? { courses: 0, badges: [] };
  for (const { develops } of courses)
    for (const key of new Set(develops.map(({ level, competency }) => `${level} ${competency}`)))
      counts.set(key, { ...at(key), courses: at(key).courses + 1 });
  for (const badge of badges)
    for (const key of new Set(badge.competencies.map(({ level, competency }) => `${level} ${competency}`)))
      counts.set(key, {
        ...at(key),
        badges: [...at(key).badges, { id: badge.id, name: badgeName(view, badge) }],
      });
  return counts;
}
