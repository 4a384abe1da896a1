import { createHash, generateKeyPairSync } from 'node:crypto';
import { trustIssuer } from '../../badges/trust/manage-trust.ts';
import { callCapability } from '../../core/capability.ts';
import type { BadgeBank } from './support.ts';
import { forge } from './verify/forge.ts';

type Json = Record<string, unknown>;

export const schoolId = 'https://school.example/issuers/1';
const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const kid = 'https://school.example/keys/a';

/** A school elsewhere whose key is pinned: its badges verify without a request. */
export async function trustSchool(world: BadgeBank): Promise<void> {
  const keys = [{ ...pair.publicKey.export({ format: 'jwk' }), kid }];
  await callCapability(trustIssuer, world.as('chen', ['admin']), { id: schoolId, name: '某校', keys });
}

export function hashedEmail(email: string): Json {
  const identityHash = `sha256$${createHash('sha256').update(`${email}salt`).digest('hex')}`;
  return { type: 'IdentityObject', hashed: true, identityHash, identityType: 'emailAddress', salt: 'salt' };
}

interface SchoolBadge {
  readonly email?: string;
  readonly subject?: string;
  readonly id?: string;
  readonly alignment?: readonly Json[];
  readonly changes?: Json;
}

/** A badge as the school signs it. */
export function schoolBadge({
  email = 'holder@gov.example',
  subject = 'urn:uuid:1',
  id = 'https://school.example/badges/1',
  alignment = [],
  changes = {},
}: SchoolBadge = {}): string {
  const payload: Json = {
    '@context': [
      'https://www.w3.org/ns/credentials/v2',
      'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
    ],
    id,
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    issuer: { id: schoolId, type: ['Profile'], name: '某校' },
    validFrom: '2026-01-01T00:00:00Z',
    credentialSubject: {
      id: subject,
      type: ['AchievementSubject'],
      identifier: [hashedEmail(email)],
      achievement: {
        id: 'https://school.example/a/1',
        type: ['Achievement'],
        name: '資料治理課程',
        description: '說明',
        criteria: { narrative: '條件' },
        ...(alignment.length > 0 && { alignment }),
      },
    },
    ...changes,
  };
  const seconds = (value: unknown) => Date.parse(String(value)) / 1_000;
  const claims = {
    iss: schoolId,
    sub: subject,
    jti: id,
    nbf: seconds(payload.validFrom),
    ...(payload.validUntil !== undefined && { exp: seconds(payload.validUntil) }),
  };
  return forge(pair.privateKey, { alg: 'ES256', kid, typ: 'JWT' }, { ...payload, ...claims });
}

export function alignmentTo(targetName: string, targetCode?: string): Json {
  return {
    type: ['Alignment'],
    targetName,
    targetUrl: 'https://framework.example/x',
    ...(targetCode && { targetCode }),
  };
}
