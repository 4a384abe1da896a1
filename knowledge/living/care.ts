import { hasRole } from '../../core/actor.ts';
import type { Context } from '../../core/context.ts';
import type { Queryable } from '../../core/db/client.ts';
import { notFound } from '../../core/errors.ts';
import { notify } from '../notices/notify.ts';
import * as sources from '../sources/queries.ts';
import * as queries from './queries.ts';

const sourceText = { 'zh-TW': '資料來源', en: 'source' };

/** Where a person reads a source. */
export function sourcePath(kind: string, externalId: string): string {
  return kind === 'case'
    ? `/cases/${encodeURIComponent(externalId)}`
    : `/sources/${encodeURIComponent(externalId)}/care`;
}

/** @throws AppError NOT_FOUND when there is none or the actor may not see it */
export async function getCareRow(ctx: Context, id: string): Promise<queries.CareRow> {
  const row = await queries.selectCare(ctx.db, id);
  if (!row) throw notFound(sourceText);
  return row;
}

/** Whoever looks after it and those who review may say whether it still holds. */
export function mayCare(ctx: Context, row: queries.CareRow): boolean {
  const owns = row.ownerId !== null && row.ownerId === ctx.actor.personId;
  return owns || hasRole(ctx.actor, 'reviewer') || hasRole(ctx.actor, 'pilot_leader');
}

const closed = {
  holds: { 'zh-TW': '已確認仍然正確', en: 'was found to still hold' },
  changed: { 'zh-TW': '已更新', en: 'has been updated' },
  withdrawn: { 'zh-TW': '已下架', en: 'has been withdrawn' },
} as const;

/** Ends the open reports on a source and tells each reporter what came of it. */
export async function settleReports(
  ctx: Context,
  tx: Queryable,
  source: { id: string; externalId: string; kind: string; title: string },
  state: keyof typeof closed,
): Promise<void> {
  const reports = await queries.closeReports(tx, source.id, {
    state,
    by: ctx.actor.personId,
    now: ctx.now(),
  });
  for (const { id, reporter } of reports)
    if (reporter && reporter !== ctx.actor.personId)
      await notify(ctx, tx, {
        personId: reporter,
        kind: 'outdated-settled',
        text: {
          'zh-TW': `您回報可能過時的「${source.title}」${closed[state]['zh-TW']}。`,
          en: `“${source.title}”, which you reported as outdated, ${closed[state].en}.`,
        },
        link: sourcePath(source.kind, source.externalId),
        key: `outdated-settled:${id}`,
      });
}

/** A case published here is looked after by its author, and reports on what it was before are settled. */
export async function keepAlive(
  ctx: Context,
  tx: Queryable,
  externalId: string,
  owner: string,
): Promise<void> {
  const source = await sources.selectSource(tx, externalId);
  if (!source) return;
  await queries.upsertOwner(tx, source.id, owner, ctx.now());
  await settleReports(ctx, tx, source, 'changed');
}

/** What was reported on a case that is taken down is settled by that. */
export async function endCare(ctx: Context, tx: Queryable, externalId: string): Promise<void> {
  const source = await sources.selectSource(tx, externalId);
  if (source) await settleReports(ctx, tx, source, 'withdrawn');
}
