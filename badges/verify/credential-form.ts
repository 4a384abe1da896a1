import type { OpenedJws } from './open-jws.ts';
import { type Check, failed } from './report.ts';

/** A credential as signed, whichever of the two data models it follows. */
export interface ClaimedCredential {
  readonly members: Readonly<Record<string, unknown>>;
  readonly model: 'vcdm2' | 'vcdm1';
  readonly issuerId: string;
}

const vcdm2 = 'https://www.w3.org/ns/credentials/v2';
const vcdm1 = 'https://www.w3.org/2018/credentials/v1';
const openBadges = /^https:\/\/purl\.imsglobal\.org\/spec\/ob\/v3p0\/context(?:-3\.\d{1,3}\.\d{1,3})?\.json$/;
/** Where the context lived before the standard was final. */
const earlyOpenBadges = 'https://imsglobal.github.io/openbadges-specification/context.json';

export function isObject(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : value === undefined ? [] : [value];
}

/** Which data model the `@context` declares, order included; undefined when it is no Open Badge's. */
function modelOf(context: unknown): ClaimedCredential['model'] | undefined {
  const [first, second] = listOf(context);
  if (typeof second !== 'string') return undefined;
  if (first === vcdm2) return openBadges.test(second) ? 'vcdm2' : undefined;
  if (first === vcdm1) return openBadges.test(second) || second === earlyOpenBadges ? 'vcdm1' : undefined;
  return undefined;
}

/** Reads the credential out of its members by step 6. */
export function readCredential(members: Record<string, unknown>): ClaimedCredential | Check {
  const types = listOf(members.type);
  const isBadge = types.includes('OpenBadgeCredential') || types.includes('AchievementCredential');
  const model = modelOf(members['@context']);
  if (!model && !isBadge) return failed('type', 'type_invalid');
  if (!model) return failed('type', 'context_invalid');
  if (!types.includes('VerifiableCredential') || !isBadge) return failed('type', 'type_invalid');
  const issuer = isObject(members.issuer) ? members.issuer.id : members.issuer;
  if (typeof issuer !== 'string' || issuer === '')
    return failed('issuer', 'schema_invalid', { note: 'issuer' });
  return { members, model, issuerId: issuer };
}

const jwtClaims = new Set(['iss', 'sub', 'jti', 'nbf', 'exp', 'iat', 'aud', 'cnf', 'kid', 'vc']);

/** The credential inside a payload: at the top level, or in the `vc` claim of the older model alone. */
export function credentialOf(jws: OpenedJws): ClaimedCredential | Check {
  const { payload } = jws;
  if (!('vc' in payload)) {
    const found = readCredential(payload);
    const mixed = 'model' in found && found.model === 'vcdm1' && jws.profile === 'vcJose';
    return mixed ? failed('type', 'context_invalid') : found;
  }
  const both = Object.keys(payload).some((member) => !jwtClaims.has(member));
  if (both || !isObject(payload.vc) || jws.profile === 'vcJose') return failed('type', 'payload_ambiguous');
  const found = readCredential(payload.vc);
  const mixed = 'model' in found && found.model !== 'vcdm1';
  return mixed ? failed('type', 'payload_ambiguous') : found;
}
