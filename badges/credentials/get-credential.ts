import { z } from 'zod';
import { defineCapability } from '../../core/capability.ts';
import type { Bank } from '../../core/context.ts';
import { notFound } from '../../core/errors.ts';
import { credentialUrl } from '../issuers/addresses.ts';
import { type Issuer, selectIssuer } from '../issuers/queries.ts';
import * as queries from './queries.ts';
import { CredentialId } from './schema.ts';

export interface StoredCredential {
  readonly row: queries.CredentialRow;
  readonly issuer: Issuer;
  readonly url: string;
}

/** An issued badge by its id; undefined when there is none. Whoever has the link may open it. */
export async function findCredential(bank: Bank, id: string): Promise<StoredCredential | undefined> {
  const row = await queries.selectCredential(bank.store.system, id);
  if (!row) return undefined;
  const issuer = (await selectIssuer(bank.store.system, row.issuerId))!;
  return { row, issuer, url: credentialUrl(issuer, row.id) };
}

/** @throws AppError NOT_FOUND */
export async function getStoredCredential(bank: Bank, id: string): Promise<StoredCredential> {
  const found = await findCredential(bank, id);
  if (!found) throw notFound({ 'zh-TW': '徽章證書', en: 'credential' });
  return found;
}

/** What `.json` answers: a plain copy would carry no proof. @see VCDM 2.0, "Enveloped Verifiable Credentials" */
export function envelopeOf(jwsVc: string): Record<string, string> {
  return {
    '@context': 'https://www.w3.org/ns/credentials/v2',
    type: 'EnvelopedVerifiableCredential',
    id: `data:application/vc+jwt,${jwsVc}`,
  };
}

export const getCredential = defineCapability({
  name: 'get-credential',
  title: { 'zh-TW': '檢視徽章證書', en: 'Open a credential' },
  description: {
    'zh-TW': '以連結開啟一張已核發的徽章：內容、簽章與撤銷狀態。',
    en: 'Opens an issued badge by its link: what it says, its signed form, whether it was revoked.',
  },
  input: z.object({ id: CredentialId }),
  output: z.object({
    id: z.string(),
    url: z.string(),
    credential: z.string(),
    content: z.record(z.string(), z.unknown()),
    badgeId: z.string(),
    badgeVersion: z.number().int(),
    sandbox: z.boolean(),
    language: z.enum(['zh-TW', 'en']),
    issuedAt: z.string(),
    revokedAt: z.string().nullable(),
    revokedReason: z.string().nullable(),
  }),
  allow: 'anonymous',
  acts: false,
  async run(ctx, { id }) {
    const { row, issuer, url } = await getStoredCredential(ctx.bank, id);
    return {
      id: row.id,
      url,
      credential: row.jws,
      content: row.credential,
      badgeId: row.badgeId,
      badgeVersion: row.badgeVersion,
      sandbox: issuer.sandbox,
      language: row.language,
      issuedAt: row.issuedAt.toISOString(),
      revokedAt: row.revokedAt?.toISOString() ?? null,
      revokedReason: row.revokedReason,
    };
  },
});
