import type { Bank } from '../../core/context.ts';
import { findCredential } from '../credentials/get-credential.ts';
import { ownBases } from '../issuers/current-base.ts';
import { knownKeys } from '../issuers/known-keys.ts';
import * as trust from '../trust/queries.ts';
import { hostOfIssuer } from '../x509/has-name.ts';
import type { VerifySeams } from './find-key.ts';
import { maxImageBytes, type ReadInput, readInput } from './read-input.ts';
import { type Check, failed } from './report.ts';

const credentialPath = /^\/credentials\/([A-Za-z0-9_-]{1,100})(?:\.(?:jwt|json|png|svg))?\/?$/;

function unreadable(check: Check): ReadInput {
  return { kind: 'unreadable', checks: [check] };
}

/** An address of this hub is looked up in the store, never fetched. */
async function readOwn(bank: Bank, url: URL, base: string): Promise<ReadInput> {
  const path = url.pathname.slice(new URL(base).pathname.replace(/\/$/, '').length);
  const id = credentialPath.exec(path)?.[1];
  const found = id && (await findCredential(bank, id));
  if (!found) return unreadable(failed('format', 'not_found'));
  return { kind: 'jws', jws: found.row.jws, checks: [{ name: 'format', ok: true }] };
}

async function isTrustedHost(bank: Bank, url: URL): Promise<boolean> {
  if (url.protocol !== 'https:') return false;
  const trusted = await trust.selectTrusted(bank.store.system);
  return trusted.some((one) => hostOfIssuer(one.id) === url.hostname);
}

/** What lies at an address somebody pasted: a badge of this hub, or one of an issuer on the trust list. */
export async function resolveUrl(bank: Bank, address: string, seams: VerifySeams): Promise<ReadInput> {
  if (!URL.canParse(address)) return unreadable(failed('format', 'unsupported_format'));
  const url = new URL(address);
  const { byIssuerUrl } = await knownKeys(bank);
  const base = ownBases(bank, byIssuerUrl.values()).find((one) => url.origin === new URL(one).origin);
  if (base) return readOwn(bank, url, base);
  if (!(await isTrustedHost(bank, url)))
    return unreadable(failed('format', 'url_not_trusted', { note: url.hostname }));
  try {
    const { bytes } = await seams.fetchDocument(
      url.href,
      maxImageBytes,
      'text/plain, application/vc+jwt, image/*',
    );
    const read = readInput(bytes);
    return read.kind === 'url' ? unreadable(failed('format', 'unsupported_format')) : read;
  } catch (error) {
    return unreadable(failed('format', 'url_unavailable', { note: (error as Error).message }));
  }
}
