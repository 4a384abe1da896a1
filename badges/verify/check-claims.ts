import { parseDateTime } from './check-dates.ts';
import { type ClaimedCredential, isObject } from './credential-form.ts';
import type { OpenedJws } from './open-jws.ts';
import { type Check, failed, passed } from './report.ts';

interface Pair {
  readonly claim: 'iss' | 'sub' | 'jti' | 'nbf' | 'exp';
  readonly expected: string | number | undefined;
  readonly required: boolean;
}

function secondsOf(value: unknown): number | undefined {
  const at = parseDateTime(value);
  return at && Math.floor(at.getTime() / 1_000);
}

/** What each claim has to repeat. In the VC-JOSE-COSE profile `nbf` and `exp` speak of the signature alone. */
function pairsOf({ members, model, issuerId }: ClaimedCredential, profile: OpenedJws['profile']): Pair[] {
  const subject = isObject(members.credentialSubject) ? members.credentialSubject.id : undefined;
  const required = profile === 'openBadges';
  const start = model === 'vcdm2' ? members.validFrom : (members.issuanceDate ?? members.validFrom);
  const end = model === 'vcdm2' ? members.validUntil : (members.expirationDate ?? members.validUntil);
  const pairs: Pair[] = [
    { claim: 'iss', expected: issuerId, required },
    // A subject known by identifiers alone has no id to repeat.
    { claim: 'sub', expected: subject as string | undefined, required: required && subject !== undefined },
    { claim: 'jti', expected: members.id as string | undefined, required },
  ];
  if (profile === 'openBadges')
    pairs.push(
      { claim: 'nbf', expected: secondsOf(start), required: true },
      { claim: 'exp', expected: secondsOf(end), required: end !== undefined },
    );
  return pairs;
}

/**
 * Whether the registered claims repeat the credential's members.
 * @see Open Badges 3.0, "JSON Web Token Claims"; Securing VCs using JOSE and COSE, "Payload"
 */
export function checkClaims(credential: ClaimedCredential, jws: OpenedJws): Check {
  for (const { claim, expected, required } of pairsOf(credential, jws.profile)) {
    const value = jws.payload[claim];
    if (value === undefined) {
      if (required) return failed('claims', 'claim_missing', { note: claim });
    } else if (value !== expected) return failed('claims', 'claim_mismatch', { note: claim });
  }
  return passed('claims');
}

/** In the VC-JOSE-COSE profile `nbf` and `exp` bound the life of the signature. */
export function signatureWindow(jws: OpenedJws): { from?: unknown; until?: unknown } {
  return jws.profile === 'vcJose' ? { from: jws.payload.nbf, until: jws.payload.exp } : {};
}
