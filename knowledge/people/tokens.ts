import { z } from 'zod';
import { Role } from '../../core/actor.ts';
import { defineCapability, saying } from '../../core/capability.ts';
import type { Context } from '../../core/context.ts';
import { conflict, invalidInput, notFound } from '../../core/errors.ts';
import { newSecret } from '../../core/ids.ts';
import { PageInput, pageOf } from '../../core/page.ts';
import { hashSecret } from './identify.ts';
import * as queries from './queries.ts';
import { findOrCreatePerson } from './sign-in.ts';

const Agency = z.string().regex(/^[A-Za-z0-9_.-]{1,100}$/);

const TokenReply = z.object({
  id: z.string(),
  name: z.string(),
  person: z.string(),
  roles: z.array(Role),
  agency: z.string().nullable(),
  expiresAt: z.iso.datetime().nullable(),
  revokedAt: z.iso.datetime().nullable(),
  createdAt: z.iso.datetime(),
});

function replyOf(row: queries.TokenRow): z.input<typeof TokenReply> {
  return {
    id: row.id,
    name: row.name,
    person: row.personId,
    roles: row.roles,
    agency: row.agency,
    expiresAt: row.expiresAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
  };
}

export const listTokens = defineCapability({
  name: 'list-tokens',
  title: { 'zh-TW': '列出權杖', en: 'List tokens' },
  description: {
    'zh-TW': '列出已建立的權杖，最新的在前；權杖本身不會再顯示。',
    en: 'Tokens made so far, newest first; the secrets themselves are never shown again.',
  },
  input: PageInput,
  output: z.object({ items: z.array(TokenReply), nextCursor: z.string().optional() }),
  allow: ['admin'],
  acts: false,
  async run(ctx, { limit, cursor }) {
    const rows = await queries.selectTokens(ctx.bank.store.system, limit + 1, cursor);
    return pageOf(rows, limit, ({ id }) => id, replyOf);
  },
});

/** @throws AppError INVALID_INPUT for a day that has passed */
function expiryOf(ctx: Context, given: string | undefined): Date | null {
  if (given === undefined) return null;
  const expiresAt = new Date(given);
  if (expiresAt > ctx.now()) return expiresAt;
  const text = { 'zh-TW': '到期時間必須在未來。', en: 'The expiry must lie in the future.' };
  throw invalidInput(text, [{ path: 'expiresAt', message: text[ctx.language] }]);
}

/**
 * Nobody administers and also reviews, approves or issues, whatever tokens they hold.
 * @throws AppError CONFLICT
 */
function requireSeparateAdmin(wanted: readonly Role[], held: readonly Role[]): void {
  const isAdmin = wanted.includes('admin');
  if (held.every((role) => (role === 'admin') === isAdmin)) return;
  throw conflict({
    'zh-TW': '這個人已有其他角色的權杖；admin 不能與其他角色並用，請先撤銷原有權杖。',
    en: 'This person holds a token with other roles; admin combines with none. Revoke that token first.',
  });
}

export const createToken = defineCapability({
  name: 'create-token',
  title: { 'zh-TW': '建立權杖', en: 'Create a token' },
  description: {
    'zh-TW': '為一個人或程式建立權杖；只顯示這一次，系統只保存雜湊值。',
    en: 'A token for a person or a program; shown once, stored hashed.',
  },
  input: z.object({
    name: z.string().trim().min(1).max(200),
    roles: z
      .array(Role)
      .min(1)
      .max(6)
      .refine(
        (roles) => !roles.includes('admin') || roles.length === 1,
        saying({ 'zh-TW': 'admin 不能與其他角色並用', en: 'admin combines with no other role' }),
      ),
    person: z.string().trim().min(1).max(200).optional(),
    agency: Agency.optional(),
    expiresAt: z.iso.datetime({ offset: true }).optional(),
  }),
  output: z.object({ id: z.string(), token: z.string() }),
  allow: ['admin'],
  acts: true,
  async run(ctx, input) {
    const expiresAt = expiryOf(ctx, input.expiresAt);
    const id = ctx.newId('token');
    const secret = newSecret();
    const personId = await findOrCreatePerson(ctx.bank, {
      login: input.person ? `person:${input.person}` : `token:${id}`,
      name: input.person ?? input.name,
      agency: input.agency ?? null,
    });
    await ctx.bank.store.system.transaction(async (tx) => {
      requireSeparateAdmin(input.roles, await queries.selectLiveRoles(tx, personId, ctx.now()));
      await queries.insertToken(tx, {
        id,
        name: input.name,
        secretHash: hashSecret(secret),
        personId,
        roles: [...new Set(input.roles)],
        agency: input.agency ?? null,
        expiresAt,
        createdBy: ctx.actor.personId ?? '',
        createdAt: ctx.now(),
      });
      await queries.recordAudit(tx, {
        at: ctx.now(),
        actor: ctx.actor.personId,
        action: 'create-token',
        object: id,
        detail: { person: personId, roles: input.roles },
      });
    });
    return { id, token: secret };
  },
});

export const revokeToken = defineCapability({
  name: 'revoke-token',
  title: { 'zh-TW': '撤銷權杖', en: 'Revoke a token' },
  description: {
    'zh-TW': '立即停用一個權杖與用它登入的工作階段。',
    en: 'Ends a token and the sessions opened with it at once.',
  },
  input: z.object({ id: z.string().min(1).max(100) }),
  output: z.object({ id: z.string(), revoked: z.literal(true) }),
  allow: ['admin'],
  acts: true,
  async run(ctx, { id }) {
    await ctx.bank.store.system.transaction(async (tx) => {
      if (!(await queries.updateTokenRevoked(tx, id, ctx.now())))
        throw notFound({ 'zh-TW': '權杖', en: 'token' });
      await queries.recordAudit(tx, {
        at: ctx.now(),
        actor: ctx.actor.personId,
        action: 'revoke-token',
        object: id,
        detail: {},
      });
    });
    return { id, revoked: true as const };
  },
});
