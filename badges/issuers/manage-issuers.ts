import { z } from 'zod';
import { defineCapability } from '../../core/capability.ts';
import type { Context } from '../../core/context.ts';
import { conflict, notFound } from '../../core/errors.ts';
import { recordAudit } from '../../knowledge/people/queries.ts';
import * as keyQueries from '../keys/queries.ts';
import { renewLists } from '../status/own-lists.ts';
import { issuerUrl } from './addresses.ts';
import { ensureKeys, replaceKeys } from './issuer-keys.ts';
import { invalidateKeys } from './known-keys.ts';
import * as queries from './queries.ts';
import { IssuerId, IssuerProfile } from './schema.ts';

export const IssuerReply = IssuerProfile.extend({
  id: z.string(),
  address: z.string(),
  agency: z.string().nullable(),
  sandbox: z.boolean(),
  showNames: z.boolean(),
});

function replyOf(issuer: queries.Issuer): z.input<typeof IssuerReply> {
  const { id, agency, sandbox, showNames } = issuer;
  return { ...issuer.profile, id, address: issuerUrl(issuer), agency, sandbox, showNames };
}

const unknownIssuer = { 'zh-TW': '發證單位', en: 'issuer' };

export const listIssuers = defineCapability({
  name: 'list-issuers',
  title: { 'zh-TW': '列出發證單位', en: 'List issuers' },
  description: { 'zh-TW': '列出這裡的徽章發證單位。', en: 'The issuers of badges on this hub.' },
  input: z.object({}),
  output: z.object({ items: z.array(IssuerReply) }),
  allow: 'anonymous',
  acts: false,
  async run(ctx) {
    return { items: (await queries.selectIssuers(ctx.db)).map(replyOf) };
  },
});

const IssuerSettings = IssuerProfile.extend({
  id: IssuerId,
  agency: z
    .string()
    .regex(/^[A-Za-z0-9_.-]{1,100}$/)
    .nullable()
    .default(null),
  showNames: z.boolean().default(false),
});

function audit(ctx: Context, action: string, object: string, detail: Record<string, unknown> = {}) {
  return { at: ctx.now(), actor: ctx.actor.personId, action, object, detail };
}

export const createIssuer = defineCapability({
  name: 'create-issuer',
  title: { 'zh-TW': '新增發證單位', en: 'Create an issuer' },
  description: {
    'zh-TW': '新增一個機關或訓練單位作為發證單位，並為它製作金鑰與憑證；測試用單位的徽章永遠不會驗證為有效。',
    en: 'A new agency or training unit with keys and certificates of its own; badges of a sandbox never verify as valid.',
  },
  input: IssuerSettings.extend({ sandbox: z.boolean().default(false) }),
  output: IssuerReply,
  allow: ['admin'],
  acts: true,
  async run(ctx, { id, agency, sandbox, showNames, ...profile }) {
    const issuer = await ctx.bank.store.system.transaction(async (tx) => {
      const [hub] = await queries.selectIssuers(tx);
      const made = { id, agency, sandbox, showNames, profile, baseUrl: hub?.baseUrl ?? '' };
      if (!hub || !(await queries.insertIssuer(tx, { ...made, now: ctx.now() })))
        throw conflict({ 'zh-TW': '這個代號已經有人使用。', en: 'This id is taken.' });
      const row = (await queries.selectIssuer(tx, id))!;
      await ensureKeys(ctx.bank, tx, row, false);
      await recordAudit(tx, audit(ctx, 'create-issuer', id, { sandbox, agency }));
      return row;
    });
    invalidateKeys(ctx.bank);
    return replyOf(issuer);
  },
});

export const updateIssuer = defineCapability({
  name: 'update-issuer',
  title: { 'zh-TW': '修改發證單位', en: 'Change an issuer' },
  description: {
    'zh-TW': '修改發證單位的名稱與設定；已核發的徽章不變。',
    en: 'Changes name and settings of an issuer; badges already issued stay as they are.',
  },
  input: IssuerSettings,
  output: IssuerReply,
  allow: ['admin'],
  acts: true,
  async run(ctx, { id, agency, showNames, ...profile }) {
    const issuer = await ctx.bank.store.system.transaction(async (tx) => {
      if (!(await queries.updateIssuer(tx, { id, agency, showNames, profile })))
        throw notFound(unknownIssuer);
      await recordAudit(tx, audit(ctx, 'update-issuer', id, { agency, showNames }));
      return (await queries.selectIssuer(tx, id))!;
    });
    invalidateKeys(ctx.bank);
    return replyOf(issuer);
  },
});

export const rotateIssuerKeys = defineCapability({
  name: 'rotate-issuer-keys',
  title: { 'zh-TW': '更換簽章金鑰', en: 'Rotate signing keys' },
  description: {
    'zh-TW': '為發證單位換上新的金鑰與憑證；舊的公開金鑰繼續公布，既有徽章仍可驗證。',
    en: 'New keys and certificates for an issuer; the old public keys stay published, so earlier badges still verify.',
  },
  input: z.object({ id: IssuerId }),
  output: z.object({ id: z.string(), keys: z.array(z.string()) }),
  allow: ['admin'],
  acts: true,
  async run(ctx, { id }) {
    const keys = await ctx.bank.store.system.transaction(async (tx) => {
      await queries.lockIssuers(tx);
      const issuer = await queries.selectIssuer(tx, id);
      if (!issuer) throw notFound(unknownIssuer);
      await replaceKeys(ctx.bank, tx, issuer);
      await recordAudit(tx, audit(ctx, 'rotate-issuer-keys', id));
      return keyQueries.selectActiveKeys(tx, id);
    });
    invalidateKeys(ctx.bank);
    return { id, keys: keys.map((key) => key.thumbprint) };
  },
});

export const reportCompromisedKey = defineCapability({
  name: 'report-compromised-key',
  title: { 'zh-TW': '通報金鑰外洩', en: 'Report a compromised key' },
  description: {
    'zh-TW': '把金鑰標為自某時起外洩：它簽過的徽章一律不再有效，並立刻換上新金鑰。',
    en: 'Marks a key as compromised from a time on: every badge it signed stops being valid, and a new key takes over.',
  },
  input: z.object({
    id: IssuerId,
    thumbprint: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
    since: z.iso.datetime({ offset: true }),
    reason: z.string().trim().min(1).max(1_000),
  }),
  output: z.object({ id: z.string(), thumbprint: z.string(), since: z.string() }),
  allow: ['admin'],
  acts: true,
  async run(ctx, { id, thumbprint, since, reason }) {
    await ctx.bank.store.system.transaction(async (tx) => {
      await queries.lockIssuers(tx);
      const key = await keyQueries.selectKey(tx, thumbprint);
      if (!key || key.issuerId !== id) throw notFound({ 'zh-TW': '金鑰', en: 'key' });
      if (!(await keyQueries.markCompromised(tx, thumbprint, new Date(since), ctx.now())))
        throw conflict({
          'zh-TW': '這把金鑰已經標為外洩。',
          en: 'This key is already marked as compromised.',
        });
      const [hub] = await queries.selectIssuers(tx);
      await ensureKeys(ctx.bank, tx, (await queries.selectIssuer(tx, id))!, hub?.id === id);
      await renewLists(ctx.bank, tx, id);
      await recordAudit(tx, audit(ctx, 'report-compromised-key', id, { thumbprint, since, reason }));
    });
    invalidateKeys(ctx.bank);
    return { id, thumbprint, since };
  },
});
