import type { Bank } from '../../core/context.ts';
import * as trust from '../trust/queries.ts';
import { hostOfIssuer } from '../x509/has-name.ts';
import { type ClaimedCredential, isObject, listOf } from './credential-form.ts';
import type { FoundKey, VerifySeams } from './find-key.ts';
import { type Check, failed, passed } from './report.ts';
import { parseStrictObject } from './strict-json.ts';

const maxListBytes = 1_048_576;

/**
 * The status by the list that came before Bitstring Status List: revoked when the badge is named and `revoked` is
 * true or missing. @see Open Badges 3.0, 1EdTechRevocationList (deprecated)
 */
export async function readOldStatus(
  bank: Bank,
  credential: ClaimedCredential,
  status: Record<string, unknown>,
  key: FoundKey,
  seams: VerifySeams,
): Promise<Check> {
  const { id } = credential.members;
  const url = status.id;
  if (typeof url !== 'string' || !URL.canParse(url) || typeof id !== 'string')
    return failed('status', 'status_invalid', { note: 'malformed entry' });
  if (!key.trusted || key.own || new URL(url).hostname !== hostOfIssuer(credential.issuerId))
    return failed('status', 'status_unavailable', { note: 'the issuer is not on the trust list' });
  if (await trust.wasSeenRevoked(bank.store.system, url, id))
    return failed('status', 'revoked', { note: 'seen before' });
  try {
    const list = parseStrictObject((await seams.fetchDocument(url, maxListBytes)).bytes.toString('utf8'));
    const entry = listOf(list.revokedCredential).find((one) => isObject(one) && one.id === id);
    if (!Array.isArray(list.revokedCredential))
      return failed('status', 'status_invalid', { verdict: 'unverifiable', note: 'not a revocation list' });
    if (!isObject(entry) || entry.revoked === false) return passed('status');
    await trust.noteRevocation(bank.store.system, url, id, bank.now());
    return failed('status', 'revoked', { note: String(entry.revocationReason ?? '') });
  } catch (error) {
    return failed('status', 'status_unavailable', { note: (error as Error).message });
  }
}
