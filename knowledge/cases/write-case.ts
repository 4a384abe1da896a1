import { z } from 'zod';
import { audiencesOf } from '../../core/actor.ts';
import { defineCapability, parseInput } from '../../core/capability.ts';
import type { Context } from '../../core/context.ts';
import type { Queryable } from '../../core/db/client.ts';
import { AppError, conflict, invalidInput, notFound } from '../../core/errors.ts';
import * as sources from '../sources/queries.ts';
import { FoundInCase, maskCase } from './mask-case.ts';
import * as queries from './queries.ts';
import { CaseDraft, CaseState, UnfinishedCase } from './schema.ts';

export const CaseStateReply = z.object({ id: z.string(), state: CaseState });
/** Also what was found in the texts: `masked` is gone, `marked` is for the author to decide. */
const SavedCase = CaseStateReply.extend({ found: FoundInCase });

const wordedState: Record<CaseState, { 'zh-TW': string; en: string }> = {
  draft: { 'zh-TW': '草稿', en: 'a draft' },
  submitted: { 'zh-TW': '審核中', en: 'under review' },
  returned: { 'zh-TW': '已退回', en: 'returned' },
  published: { 'zh-TW': '已發布', en: 'published' },
  withdrawn: { 'zh-TW': '已下架', en: 'withdrawn' },
};

/** @throws AppError CONFLICT when the case is not in a state the act is allowed in */
export function requireState(row: queries.CaseRow, allowed: readonly CaseState[]): void {
  if (allowed.includes(row.state)) return;
  const now = wordedState[row.state];
  throw conflict({
    'zh-TW': `這則案例目前是「${now['zh-TW']}」，不能進行這個動作。`,
    en: `This case is ${now.en}; the act is not possible now.`,
  });
}

/** @throws AppError NOT_FOUND when there is none or the actor may not see it */
export async function lockVisibleCase(tx: Queryable, id: string): Promise<queries.CaseRow> {
  const row = await queries.lockCase(tx, id);
  if (!row) throw notFound({ 'zh-TW': '案例', en: 'case' });
  return row;
}

export function requireAuthor(ctx: Context, row: queries.CaseRow): void {
  if (row.author === ctx.actor.personId) return;
  throw new AppError('FORBIDDEN', { 'zh-TW': '只有作者可以這樣做。', en: 'Only its author may do this.' });
}

const notYours = { 'zh-TW': '您不屬於這個檢視範圍。', en: 'You do not belong to this audience.' };

/** People share with audiences they belong to, and with the community, which exists for sharing. */
async function audienceFor(ctx: Context, visibility: string): Promise<number> {
  if (![...audiencesOf(ctx.actor), 'community'].includes(visibility))
    throw invalidInput(notYours, [{ path: 'visibility', message: notYours[ctx.language] }]);
  return ctx.bank.store.system.transaction((tx) => sources.ensureAudience(tx, visibility));
}

async function insert(ctx: Context, typed: UnfinishedCase): Promise<z.input<typeof SavedCase>> {
  const id = ctx.newId('case');
  const audienceId = await audienceFor(ctx, typed.visibility);
  const { record, found } = maskCase(typed);
  await ctx.db.transaction((tx) =>
    queries.insertCase(tx, { id, author: ctx.actor.personId!, record, audienceId, now: ctx.now() }),
  );
  return { id, state: 'draft', found };
}

async function update(ctx: Context, id: string, typed: UnfinishedCase): Promise<z.input<typeof SavedCase>> {
  const audienceId = await audienceFor(ctx, typed.visibility);
  const { record, found } = maskCase(typed);
  return ctx.db.transaction(async (tx) => {
    const row = await lockVisibleCase(tx, id);
    requireAuthor(ctx, row);
    requireState(row, ['draft', 'returned']);
    await queries.updateRecord(tx, { id, record, audienceId, now: ctx.now() });
    return { id, state: row.state, found };
  });
}

export const createCase = defineCapability({
  name: 'create-case',
  title: { 'zh-TW': '分享案例', en: 'Share a case' },
  description: {
    'zh-TW': '建立一則案例草稿；個人資料在儲存前遮蔽。',
    en: 'Makes a draft of a case; personal data is masked before anything is stored.',
  },
  input: CaseDraft,
  output: SavedCase,
  allow: ['staff'],
  acts: true,
  run: (ctx, record) => insert(ctx, record),
});

const id = z.string().min(1).max(100);

export const updateCase = defineCapability({
  name: 'update-case',
  title: { 'zh-TW': '修改案例', en: 'Change a case' },
  description: {
    'zh-TW': '作者修改草稿或被退回的案例；個人資料在儲存前遮蔽。',
    en: 'Its author changes a draft or a returned case; personal data is masked before anything is stored.',
  },
  input: CaseDraft.extend({ id }),
  output: SavedCase,
  allow: ['staff'],
  acts: true,
  run: (ctx, { id, ...record }) => update(ctx, id, record),
});

export const startCase = defineCapability({
  name: 'start-case',
  title: { 'zh-TW': '開始寫案例', en: 'Start a case' },
  description: {
    'zh-TW': '建立一則可以還不完整的草稿；送審時才檢查必填欄位。',
    en: 'Makes a draft that may be incomplete; what is required is checked when it is submitted.',
  },
  input: UnfinishedCase,
  output: SavedCase,
  allow: ['staff'],
  acts: true,
  run: (ctx, record) => insert(ctx, record),
});

export const saveCase = defineCapability({
  name: 'save-case',
  title: { 'zh-TW': '儲存案例草稿', en: 'Save a draft of a case' },
  description: {
    'zh-TW': '邊寫邊存：作者儲存尚未完整的草稿，個人資料在儲存前遮蔽。',
    en: 'Saves as its author goes, also when incomplete; personal data is masked before anything is stored.',
  },
  input: UnfinishedCase.extend({ id }),
  output: SavedCase,
  allow: ['staff'],
  acts: true,
  run: (ctx, { id, ...record }) => update(ctx, id, record),
});

/** @throws AppError INVALID_INPUT when a fact is missing, or there is nothing yet for a reviewer to read */
function requireWhole(ctx: Context, { record }: queries.CaseRow): void {
  parseInput(CaseDraft, record, ctx.language);
  if (Object.values(record.sections).some((text) => text !== '')) return;
  const text = { 'zh-TW': '至少要寫一個段落才能送審。', en: 'At least one section must be written first.' };
  throw invalidInput(text, [{ path: 'sections', message: text[ctx.language] }]);
}

export const submitCase = defineCapability({
  name: 'submit-case',
  title: { 'zh-TW': '送審案例', en: 'Submit a case' },
  description: { 'zh-TW': '作者把草稿交付審核。', en: 'Its author hands a draft in for review.' },
  input: z.object({ id }),
  output: CaseStateReply,
  allow: ['staff'],
  acts: true,
  async run(ctx, { id }) {
    return ctx.db.transaction(async (tx) => {
      const row = await lockVisibleCase(tx, id);
      requireAuthor(ctx, row);
      requireState(row, ['draft', 'returned']);
      requireWhole(ctx, row);
      await queries.updateState(tx, id, 'submitted', ctx.now());
      return { id, state: 'submitted' as const };
    });
  },
});
