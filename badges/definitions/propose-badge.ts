import { z } from 'zod';
import { defineCapability } from '../../core/capability.ts';
import type { Context } from '../../core/context.ts';
import { readLexicon } from '../../knowledge/framework/lexicon.ts';
import { resolveCompetency } from '../../knowledge/framework/replies.ts';
import { recordAudit } from '../../knowledge/people/queries.ts';
import { findIssuerFor } from './issuer-of.ts';
import * as queries from './queries.ts';
import { BadgeChange, BadgeDraft, BadgeId, type BadgeRecord, BadgeStateReply } from './schema.ts';
import { hashRecord, lockVisibleBadge, requireChanged, requireProposer, requireState } from './states.ts';

/** Competencies as the framework prints them, and the issuer by name. */
async function recordOf(ctx: Context, draft: BadgeDraft): Promise<BadgeRecord> {
  const issuer = await findIssuerFor(ctx.db, draft.issuer);
  const lexicon = await readLexicon(ctx.db);
  const competencies = draft.competencies.map((one) => ({
    ...one,
    competency: resolveCompetency(one.competency, lexicon) ?? one.competency,
  }));
  return { ...draft, competencies, issuer: issuer.id };
}

function audit(ctx: Context, action: string, id: string, detail: Record<string, unknown>) {
  return { at: ctx.now(), actor: ctx.actor.personId, action, object: id, detail };
}

export const proposeBadge = defineCapability({
  name: 'propose-badge',
  title: { 'zh-TW': '提案徽章', en: 'Propose a badge' },
  description: {
    'zh-TW': '建立一個徽章定義的草稿：名稱、說明、取得條件、職能、課程、評量與要交的證明。',
    en: 'Makes a draft of a badge: name, description, criteria, competencies, course, assessment and evidence.',
  },
  input: BadgeDraft,
  output: BadgeStateReply,
  allow: ['pilot_leader', 'issuer'],
  acts: true,
  async run(ctx, draft) {
    const id = ctx.newId('badge');
    const record = await recordOf(ctx, draft);
    const recordHash = hashRecord(id, 1, record);
    const proposer = ctx.actor.personId!;
    const row = { id, issuerId: record.issuer, proposer, record, recordHash, now: ctx.now() };
    await ctx.db.transaction(async (tx) => {
      await queries.insertBadge(tx, row);
      await queries.insertVersion(tx, { ...row, badgeId: id, version: 1, changedBy: proposer });
      await recordAudit(tx, audit(ctx, 'propose-badge', id, { version: 1, hash: recordHash }));
    });
    return { id, version: 1, state: 'draft' as const };
  },
});

export const updateBadge = defineCapability({
  name: 'update-badge',
  title: { 'zh-TW': '修改徽章提案', en: 'Change a badge' },
  description: {
    'zh-TW': '提案人修改草稿或被退回的提案；每次修改都是新的版本。',
    en: 'Its proposer changes a draft or a returned badge; every change is a new version.',
  },
  input: BadgeChange,
  output: BadgeStateReply,
  allow: ['pilot_leader', 'issuer'],
  acts: true,
  async run(ctx, { id, image, ...draft }) {
    const written = await recordOf(ctx, draft);
    return ctx.db.transaction(async (tx) => {
      const row = await lockVisibleBadge(tx, id);
      requireProposer(ctx, row);
      requireState(row, ['draft', 'returned']);
      const picture = image === 'keep' ? row.record.image : image;
      const record = { ...written, ...(picture !== undefined && { image: picture }) };
      const version = row.version + 1;
      const recordHash = hashRecord(id, version, record);
      const changed = { id, issuerId: record.issuer, version, record, recordHash, now: ctx.now() };
      requireChanged(await queries.updateRecord(tx, changed));
      await queries.insertVersion(tx, { ...changed, badgeId: id, changedBy: row.proposer });
      await recordAudit(tx, audit(ctx, 'update-badge', id, { version, hash: recordHash }));
      return { id, version, state: 'draft' as const };
    });
  },
});

export const submitBadge = defineCapability({
  name: 'submit-badge',
  title: { 'zh-TW': '送審徽章', en: 'Submit a badge' },
  description: { 'zh-TW': '提案人把徽章交付審核。', en: 'Its proposer hands a badge in for review.' },
  input: z.object({ id: BadgeId }),
  output: BadgeStateReply,
  allow: ['pilot_leader', 'issuer'],
  acts: true,
  async run(ctx, { id }) {
    return ctx.db.transaction(async (tx) => {
      const row = await lockVisibleBadge(tx, id);
      requireProposer(ctx, row);
      requireState(row, ['draft', 'returned']);
      requireChanged(await queries.updateState(tx, id, 'in_review', ctx.now()));
      await recordAudit(tx, audit(ctx, 'submit-badge', id, { version: row.version, hash: row.recordHash }));
      return { id, version: row.version, state: 'in_review' as const };
    });
  },
});
