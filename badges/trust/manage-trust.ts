import { z } from 'zod';
import { defineCapability } from '../../core/capability.ts';
import { notFound } from '../../core/errors.ts';
import { recordAudit } from '../../knowledge/people/queries.ts';
import { PlainText } from '../issuers/schema.ts';
import * as queries from './queries.ts';

const privateMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];
const PublicJwk = z
  .looseObject({ kty: z.enum(['RSA', 'EC', 'OKP']), kid: z.string().max(2_000).optional() })
  .refine((jwk) => !privateMembers.some((member) => member in jwk), 'holds a private key');
const IssuerAddress = z
  .string()
  .max(500)
  .regex(/^(?:https:\/\/|did:web:)\S+$/);

const TrustedReply = z.object({
  id: z.string(),
  name: z.string(),
  keys: z.array(z.record(z.string(), z.unknown())),
  createdAt: z.string(),
});

export const listTrustedIssuers = defineCapability({
  name: 'list-trusted-issuers',
  title: { 'zh-TW': '信任清單', en: 'Trust list' },
  description: {
    'zh-TW': '列出管理者信任的其他發證單位。',
    en: 'The issuers elsewhere whose badges this hub trusts.',
  },
  input: z.object({}),
  output: z.object({ items: z.array(TrustedReply) }),
  allow: ['admin'],
  acts: false,
  async run(ctx) {
    const rows = await queries.selectTrusted(ctx.db);
    return {
      items: rows.map((row) => ({ ...row, keys: [...row.keys], createdAt: row.createdAt.toISOString() })),
    };
  },
});

export const trustIssuer = defineCapability({
  name: 'trust-issuer',
  title: { 'zh-TW': '加入信任清單', en: 'Trust an issuer' },
  description: {
    'zh-TW': '信任另一個發證單位；可一併固定它的公開金鑰，否則向它自己的網站查詢。',
    en: 'Trusts an issuer elsewhere, with its public keys pinned or asked of its own site.',
  },
  input: z.strictObject({
    id: IssuerAddress,
    name: PlainText(200),
    keys: z.array(PublicJwk).max(20).default([]),
  }),
  output: z.object({ id: z.string(), trusted: z.literal(true) }),
  allow: ['admin'],
  acts: true,
  async run(ctx, { id, name, keys }) {
    await ctx.bank.store.system.transaction(async (tx) => {
      await queries.upsertTrusted(tx, { id, name, keys, addedBy: ctx.actor.personId!, now: ctx.now() });
      await recordAudit(tx, {
        at: ctx.now(),
        actor: ctx.actor.personId,
        action: 'trust-issuer',
        object: id,
        detail: { name, keys: keys.length },
      });
    });
    return { id, trusted: true as const };
  },
});

export const distrustIssuer = defineCapability({
  name: 'distrust-issuer',
  title: { 'zh-TW': '移出信任清單', en: 'Stop trusting an issuer' },
  description: {
    'zh-TW': '把一個發證單位移出信任清單。',
    en: 'Takes an issuer off the trust list.',
  },
  input: z.object({ id: IssuerAddress }),
  output: z.object({ id: z.string(), trusted: z.literal(false) }),
  allow: ['admin'],
  acts: true,
  async run(ctx, { id }) {
    await ctx.bank.store.system.transaction(async (tx) => {
      if (!(await queries.deleteTrusted(tx, id))) throw notFound({ 'zh-TW': '發證單位', en: 'issuer' });
      await recordAudit(tx, {
        at: ctx.now(),
        actor: ctx.actor.personId,
        action: 'distrust-issuer',
        object: id,
        detail: {},
      });
    });
    return { id, trusted: false as const };
  },
});
