import type { JWK } from 'jose';
import type { Bank } from '../../core/context.ts';
import { notFound } from '../../core/errors.ts';
import type { IssuerKey } from '../keys/signer.ts';
import { credentialContexts, issuerUrl } from './addresses.ts';
import { knownKeys } from './known-keys.ts';
import type { Issuer } from './queries.ts';
import { selectIssuer, selectIssuers } from './queries.ts';
import { shown } from './schema.ts';

/** The issuer as badges carry it and as its address answers. @see Open Badges 3.0, Profile */
export function profileOf(issuer: Issuer, language: 'zh-TW' | 'en'): Record<string, unknown> {
  const { name, description, url, email } = issuer.profile;
  return {
    id: issuerUrl(issuer),
    type: ['Profile'],
    name: issuer.sandbox ? `${shown(name, language)}${sandboxMark[language]}` : shown(name, language),
    ...(description && { description: shown(description, language) }),
    url: url ?? issuer.baseUrl,
    ...(email && { email }),
  };
}

/** What the badges of a sandbox say wherever their issuer or name is shown. */
export const sandboxMark = { 'zh-TW': '（測試用，不具效力）', en: ' (sandbox, not a real badge)' };

async function getIssuer(bank: Bank, id: string): Promise<Issuer> {
  const issuer = await selectIssuer(bank.store.system, id);
  if (!issuer) throw notFound({ 'zh-TW': '發證單位', en: 'issuer' });
  return issuer;
}

/** @throws AppError NOT_FOUND */
export async function getIssuerProfile(
  bank: Bank,
  id: string,
  language: 'zh-TW' | 'en',
): Promise<Record<string, unknown>> {
  return {
    '@context': credentialContexts,
    ...profileOf(await getIssuer(bank, id), language),
  };
}

/** A compromised key is withdrawn everywhere; a retired one stays for the badges it signed. */
async function publishedKeys(bank: Bank): Promise<{ key: IssuerKey; issuer: Issuer }[]> {
  const { byKid } = await knownKeys(bank);
  return [...byKid.values()].filter(({ key }) => key.compromisedAt === null);
}

/** `/.well-known/jwks.json`: the public keys of every issuer here. */
export async function getKeySet(bank: Bank): Promise<{ keys: JWK[] }> {
  return { keys: (await publishedKeys(bank)).map(({ key }) => key.jwk) };
}

/**
 * One JWK, as the `kid` of a badge names it.
 * @throws AppError NOT_FOUND also for a compromised key
 */
export async function getIssuerKey(bank: Bank, issuerId: string, thumbprint: string): Promise<JWK> {
  const found = (await publishedKeys(bank)).find(
    ({ key }) => key.issuerId === issuerId && key.thumbprint === thumbprint,
  );
  if (!found) throw notFound({ 'zh-TW': '金鑰', en: 'key' });
  return found.key.jwk;
}

/**
 * `/issuers/{id}/root.pem`: where the chains of the issuer's keys begin.
 * @throws AppError NOT_FOUND when the settings brought keys without their root
 */
export async function getRootCertificate(bank: Bank, issuerId: string): Promise<string> {
  const { rootPem } = await getIssuer(bank, issuerId);
  if (!rootPem) throw notFound({ 'zh-TW': '根憑證', en: 'root certificate' });
  return rootPem;
}

/**
 * `/.well-known/did.json`: the hub's own issuer as a did:web.
 * @see did:web method specification: a port is written %3A
 */
export async function getDidDocument(bank: Bank): Promise<Record<string, unknown>> {
  const [hub] = await selectIssuers(bank.store.system);
  if (!hub) throw notFound({ 'zh-TW': '發證單位', en: 'issuer' });
  const url = new URL(hub.baseUrl);
  const path = url.pathname.split('/').filter(Boolean);
  const did = ['did:web', url.host.replace(':', '%3A'), ...path.map(encodeURIComponent)].join(':');
  const keys = (await publishedKeys(bank)).filter(({ issuer }) => issuer.id === hub.id);
  const methods = keys.map(({ key }) => ({
    id: `${did}#${key.thumbprint}`,
    type: 'JsonWebKey',
    controller: did,
    publicKeyJwk: key.jwk,
  }));
  return {
    '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/jwk/v1'],
    id: did,
    alsoKnownAs: [issuerUrl(hub)],
    verificationMethod: methods,
    assertionMethod: methods.map((method) => method.id),
  };
}
