import type { Issuer } from './queries.ts';

/** The issuer's id in every badge: an address that answers with its profile. */
export function issuerUrl(issuer: Pick<Issuer, 'id' | 'baseUrl'>): string {
  return `${issuer.baseUrl}/issuers/${issuer.id}`;
}

export function credentialUrl(issuer: Pick<Issuer, 'baseUrl'>, credentialId: string): string {
  return `${issuer.baseUrl}/credentials/${credentialId}`;
}

export function badgeUrl(issuer: Pick<Issuer, 'baseUrl'>, badgeId: string): string {
  return `${issuer.baseUrl}/badges/${badgeId}`;
}

export function statusListUrl(issuer: Pick<Issuer, 'baseUrl'>, listId: string): string {
  return `${issuer.baseUrl}/status/${listId}`;
}

/** In this order. @see Open Badges 3.0, "JSON-LD Contexts" */
export const credentialContexts = [
  'https://www.w3.org/ns/credentials/v2',
  'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
];
