import type { Bank } from '../../core/context.ts';
import { statusListUrl } from '../issuers/addresses.ts';
import { ownBases } from '../issuers/current-base.ts';
import { knownKeys } from '../issuers/known-keys.ts';
import type { Issuer } from '../issuers/queries.ts';
import { findOwnStatus } from '../status/known-status.ts';
import { type ClaimedCredential, isObject } from './credential-form.ts';
import type { FoundKey, VerifySeams } from './find-key.ts';
import { type Entry, readForeignStatus } from './foreign-status.ts';
import { readOldStatus } from './old-status.ts';
import { type Check, failed, passed } from './report.ts';

const purposes = ['revocation', 'suspension', 'refresh', 'message'];
const decimal = /^(?:0|[1-9]\d{0,15})$/;

/** The entry if it is well formed; an index that is a number or has a leading zero is not. */
function readEntry(status: Record<string, unknown>): Entry | undefined {
  const { statusPurpose, statusListIndex, statusListCredential, statusSize } = status;
  const fits =
    typeof statusPurpose === 'string' &&
    purposes.includes(statusPurpose) &&
    typeof statusListIndex === 'string' &&
    decimal.test(statusListIndex) &&
    typeof statusListCredential === 'string' &&
    statusListCredential.length <= 2_000 &&
    (statusSize === undefined || statusSize === 1);
  if (!fits) return undefined;
  return { purpose: statusPurpose, index: Number(statusListIndex), list: statusListCredential };
}

/** The hub's own list: looked up, never fetched. */
async function ownStatus(bank: Bank, own: Issuer, entry: Entry): Promise<Check> {
  const prefix = statusListUrl(own, '');
  if (!entry.list.startsWith(prefix))
    return failed('status', 'status_invalid', { note: 'a list of somebody else' });
  if (entry.index > 131_071) return failed('status', 'status_invalid', { note: 'RANGE_ERROR' });
  const set = await findOwnStatus(bank, entry.list.slice(prefix.length), entry.index);
  if (set === undefined) return failed('status', 'status_invalid', { note: 'no such list' });
  return set ? failed('status', 'revoked') : passed('status');
}

/** Whether a list lies under an address of this hub, where nothing is fetched. */
async function isOwnAddress(bank: Bank, url: string): Promise<boolean> {
  const { byIssuerUrl } = await knownKeys(bank);
  return ownBases(bank, byIssuerUrl.values()).some((base) => url.startsWith(`${base}/`));
}

/** Step 14: only what a held signature vouches for is asked. */
export async function checkStatus(
  bank: Bank,
  credential: ClaimedCredential,
  key: FoundKey,
  seams: VerifySeams,
): Promise<Check> {
  const status = credential.members.credentialStatus;
  if (status === undefined)
    return key.own ? failed('status', 'status_invalid') : passed('status', { note: 'no status' });
  if (!isObject(status)) return failed('status', 'status_invalid', { note: 'not one entry' });
  if (status.type === '1EdTechRevocationList') return readOldStatus(bank, credential, status, key, seams);
  if (status.type !== 'BitstringStatusListEntry')
    return failed('status', 'status_unavailable', { note: `status of type ${String(status.type)}` });
  const entry = readEntry(status);
  if (!entry) return failed('status', 'status_invalid', { note: 'malformed entry' });
  if (key.own) return ownStatus(bank, key.own, entry);
  if (!key.trusted || (await isOwnAddress(bank, entry.list)))
    return failed('status', 'status_unavailable', { note: 'the issuer is not on the trust list' });
  return readForeignStatus(bank, entry, credential.issuerId, seams);
}
