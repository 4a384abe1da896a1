import type { Context } from '../../core/context.ts';
import { conflict, notFound } from '../../core/errors.ts';
import { selectSource } from '../sources/queries.ts';

/** @throws AppError NOT_FOUND when it is no published case the actor may see */
export async function getVisibleCase(
  ctx: Context,
  id: string,
): Promise<{ id: string; title: string; current: boolean }> {
  const source = await selectSource(ctx.db, id);
  if (source?.kind !== 'case') throw notFound({ 'zh-TW': '案例', en: 'case' });
  return { id: source.externalId, title: source.title, current: source.state === 'current' };
}

/** @throws AppError NOT_FOUND, CONFLICT for a case that was taken down */
export async function getCurrentCase(ctx: Context, id: string): Promise<{ id: string; title: string }> {
  const found = await getVisibleCase(ctx, id);
  if (!found.current) throw conflict({ 'zh-TW': '這則案例已下架。', en: 'This case was withdrawn.' });
  return found;
}
