import type { Context as HonoContext } from 'hono';
import { capabilities } from '../../capabilities.ts';
import { callCapability } from '../../core/capability.ts';
import { type ApiEnv, contextOf } from '../context.ts';

/** Titles of every case the caller may see, by id, in the page's language. */
export async function listCaseTitles(c: HonoContext<ApiEnv>): Promise<ReadonlyMap<string, string>> {
  const ctx = contextOf(c, 'web');
  const titles = new Map<string, string>();
  let cursor: string | undefined;
  do {
    const page = await callCapability(capabilities.listCases, ctx, { limit: 100, ...(cursor && { cursor }) });
    for (const { id, title, titleEn } of page.items)
      titles.set(id, ctx.language === 'en' ? (titleEn ?? title) : title);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return titles;
}
