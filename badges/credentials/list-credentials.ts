import { z } from 'zod';
import { defineCapability, saying } from '../../core/capability.ts';
import type { Context } from '../../core/context.ts';
import { invalidInput } from '../../core/errors.ts';
import { ownsIssuer } from '../definitions/issuer-of.ts';
import { selectImported } from '../imported/queries.ts';
import { ImportedBadge, importedReply } from '../imported/schema.ts';
import { credentialUrl, issuerUrl } from '../issuers/addresses.ts';
import { type Issuer, selectIssuers } from '../issuers/queries.ts';
import * as queries from './queries.ts';

const CredentialRecord = z.object({
  id: z.string(),
  url: z.string(),
  badge: z.object({ id: z.string(), version: z.number().int(), hash: z.string(), name: z.string() }),
  issuer: z.object({ id: z.string(), url: z.string(), sandbox: z.boolean() }),
  subject: z.string(),
  /** The hub's own key of the person, when the recipient was named by an id. */
  person: z.string().nullable(),
  state: z.enum(['issued', 'revoked', 'expired', 'sandbox']),
  validFrom: z.string(),
  validUntil: z.string().nullable(),
  issuedAt: z.string(),
  revokedAt: z.string().nullable(),
  revokedReason: z.string().nullable(),
  updatedAt: z.string(),
});
export type CredentialRecord = z.infer<typeof CredentialRecord>;

function stateOf(row: queries.CredentialRow, issuer: Issuer, now: Date): CredentialRecord['state'] {
  if (issuer.sandbox) return 'sandbox';
  if (row.revokedAt) return 'revoked';
  return row.validUntil && row.validUntil <= now ? 'expired' : 'issued';
}

function recordOf(row: queries.CredentialRow, issuer: Issuer, now: Date): CredentialRecord {
  return {
    id: row.id,
    url: credentialUrl(issuer, row.id),
    badge: {
      id: row.badgeId,
      version: row.badgeVersion,
      hash: row.badgeHash,
      name: String(row.credential.name ?? ''),
    },
    issuer: { id: issuer.id, url: issuerUrl(issuer), sandbox: issuer.sandbox },
    subject: row.subject,
    person: row.personId,
    state: stateOf(row, issuer, now),
    validFrom: row.validFrom.toISOString(),
    validUntil: row.validUntil?.toISOString() ?? null,
    issuedAt: row.issuedAt.toISOString(),
    revokedAt: row.revokedAt?.toISOString() ?? null,
    revokedReason: row.revokedReason,
    updatedAt: row.updatedAt.toISOString(),
  };
}

/** A cursor is where the last page ended: time of change and id. */
function readCursor(cursor: string): { since: Date; afterId: string } {
  const [time = '', afterId = ''] = Buffer.from(cursor, 'base64url').toString('utf8').split('|');
  const since = new Date(time);
  if (Number.isNaN(since.getTime()))
    throw invalidInput({ 'zh-TW': '分頁參數有誤。', en: 'The cursor is not one of ours.' }, [
      { path: 'cursor', message: 'unknown' },
    ]);
  return { since, afterId };
}

async function issuersById(ctx: Context): Promise<Map<string, Issuer>> {
  return new Map((await selectIssuers(ctx.db)).map((one) => [one.id, one]));
}

export const listCredentials = defineCapability({
  name: 'list-credentials',
  title: { 'zh-TW': '核發紀錄', en: 'Records of issued badges' },
  description: {
    'zh-TW': '自己單位核發與撤銷的紀錄，依變更時間排列，供人事系統同步。',
    en: "What the caller's issuers issued and revoked since a time, oldest change first, for personnel systems.",
  },
  input: z.object({
    since: z
      .union(
        [z.iso.datetime({ offset: true }), z.iso.date()],
        saying({ 'zh-TW': '要是日期或時間', en: 'must be a date or time' }).error,
      )
      .optional(),
    limit: z.coerce.number().int().min(1).max(100).default(20),
    cursor: z.string().max(300).optional(),
  }),
  output: z.object({ items: z.array(CredentialRecord), nextCursor: z.string().optional() }),
  allow: ['issuer'],
  acts: false,
  async run(ctx, { since, limit, cursor }) {
    const issuers = await issuersById(ctx);
    const own = [...issuers.values()].filter((one) => ownsIssuer(ctx.actor, one)).map((one) => one.id);
    const start = cursor ? readCursor(cursor) : { since: new Date(since ?? 0), afterId: '' };
    const rows = await queries.selectFeed(ctx.bank.store.system, {
      issuerIds: own,
      ...start,
      limit: limit + 1,
    });
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    const next = rows.length > limit && last ? `${last.updatedAt.toISOString()}|${last.id}` : undefined;
    return {
      items: page.map((row) => recordOf(row, issuers.get(row.issuerId)!, ctx.now())),
      ...(next && { nextCursor: Buffer.from(next).toString('base64url') }),
    };
  },
});

export const listOwnCredentials = defineCapability({
  name: 'list-own-credentials',
  title: { 'zh-TW': '我的徽章', en: 'My badges' },
  description: {
    'zh-TW': '列出核發給您的徽章，以及您從別處匯入的徽章。',
    en: 'The badges issued to you, and those you imported from elsewhere.',
  },
  input: z.object({}),
  output: z.object({ items: z.array(CredentialRecord), imported: z.array(ImportedBadge) }),
  allow: ['staff'],
  acts: false,
  async run(ctx) {
    const issuers = await issuersById(ctx);
    const rows = await queries.selectOfPerson(ctx.db, ctx.actor.personId!);
    const imported = await selectImported(ctx.db, ctx.actor.personId!);
    return {
      items: rows.map((row) => recordOf(row, issuers.get(row.issuerId)!, ctx.now())),
      imported: imported.map((row) => importedReply(row, ctx.now())),
    };
  },
});
