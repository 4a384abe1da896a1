import type { Bank } from '../../core/context.ts';
import { bitAt, decodeBits } from '../status/bitstring.ts';
import * as trust from '../trust/queries.ts';
import { hostOfIssuer } from '../x509/has-name.ts';
import { checkDates, parseDateTime } from './check-dates.ts';
import { checkProof, readProof } from './check-proof.ts';
import { isObject, listOf } from './credential-form.ts';
import { type FoundKey, findKey, type VerifySeams } from './find-key.ts';
import { findProofKey } from './find-proof-key.ts';
import { openJws } from './open-jws.ts';
import { signatureHolds } from './public-key.ts';
import { type Check, failed, passed } from './report.ts';
import { JsonError, parseStrictObject } from './strict-json.ts';

const maxListBytes = 1_048_576;

export interface Entry {
  readonly purpose: string;
  readonly index: number;
  readonly list: string;
}

/** What cannot be had or does not hold leaves the status open; it never makes it good. */
function open(code: 'status_unavailable' | 'status_invalid', note: string): Check {
  return failed('status', code, { verdict: 'unverifiable', note });
}

interface StatusList {
  readonly bits: Uint8Array;
  readonly issuedAt: Date;
}

/** A list as it came: a JWS, or a document with its proof inside. */
interface SignedList {
  readonly payload: Record<string, unknown>;
  /** Whether it is signed with a key of this issuer. */
  holds(issuer: string): Promise<boolean>;
}

const isBound = (key: FoundKey) => key.checks.some((check) => check.name === 'binding' && check.ok);

function readList(bank: Bank, text: string, seams: VerifySeams): SignedList | Check {
  if (!text.startsWith('{')) {
    const jws = openJws(text);
    if (!('payload' in jws)) return jws;
    return {
      payload: jws.payload,
      async holds(issuer) {
        const key = await findKey(bank, jws, issuer, seams);
        if (!key.publicKey || !isBound(key)) return false;
        return signatureHolds(jws.header.alg, key.publicKey, jws.signed, jws.signature);
      },
    };
  }
  try {
    const payload = parseStrictObject(text);
    return {
      payload,
      async holds(issuer) {
        const proof = readProof(payload);
        if (!('method' in proof)) return false;
        const key = await findProofKey(bank, proof, issuer, seams);
        return isBound(key) && (await checkProof(payload, proof, key))?.ok === true;
      },
    };
  } catch (error) {
    if (error instanceof JsonError) return failed('status', error.code);
    throw error;
  }
}

/** @returns the list's credential if its own proof, issuer, type, purpose and dates hold, else what is wrong */
async function openList(
  bank: Bank,
  signed: SignedList,
  entry: Entry,
  issuerId: string,
): Promise<StatusList | Check> {
  const { payload } = signed;
  const issuer = isObject(payload.issuer) ? payload.issuer.id : payload.issuer;
  if (typeof issuer !== 'string') return open('status_invalid', 'STATUS_VERIFICATION_ERROR: issuer');
  const trusted = issuer === issuerId || (await trust.selectTrustedIssuer(bank.store.system, issuer));
  if (!trusted) return open('status_invalid', 'STATUS_VERIFICATION_ERROR: signed by somebody else');
  if (!(await signed.holds(issuer))) return open('status_invalid', 'STATUS_VERIFICATION_ERROR: signature');
  const from = parseDateTime(payload.validFrom);
  const until = payload.validUntil === undefined ? undefined : parseDateTime(payload.validUntil);
  if (!from || (payload.validUntil !== undefined && !until)) return open('status_invalid', 'dates');
  if (!checkDates({ from, until }, bank.now(), { until: payload.exp }).ok)
    return open('status_invalid', 'STATUS_VERIFICATION_ERROR: dates');
  const subject = payload.credentialSubject;
  const isList = listOf(payload.type).includes('BitstringStatusListCredential');
  if (!isList || !isObject(subject) || subject.type !== 'BitstringStatusList')
    return open('status_invalid', 'not a status list');
  if (payload.id !== undefined && payload.id !== entry.list) return open('status_invalid', 'another list');
  if (!listOf(subject.statusPurpose).includes(entry.purpose))
    return open('status_invalid', 'another purpose');
  try {
    return { bits: decodeBits(String(subject.encodedList)), issuedAt: from };
  } catch (error) {
    return open('status_invalid', `STATUS_LIST_LENGTH_ERROR: ${(error as Error).message}`);
  }
}

/** A list lies with its issuer, or with somebody trusted; a badge cannot send us anywhere else. */
async function mayAsk(bank: Bank, url: string, issuerId: string): Promise<boolean> {
  const host = URL.canParse(url) ? new URL(url).hostname : undefined;
  if (host === undefined) return false;
  if (host === hostOfIssuer(issuerId)) return true;
  return (await trust.selectTrusted(bank.store.system)).some((one) => hostOfIssuer(one.id) === host);
}

/** Reads the bit of a list elsewhere. A bit once seen set stays set; a list older than one seen is refused. */
export async function readForeignStatus(
  bank: Bank,
  entry: Entry,
  issuerId: string,
  seams: VerifySeams,
): Promise<Check> {
  const { system } = bank.store;
  const final = entry.purpose === 'revocation';
  if (final && (await trust.wasSeenRevoked(system, entry.list, String(entry.index))))
    return failed('status', 'revoked', { note: 'seen before' });
  if (!(await mayAsk(bank, entry.list, issuerId)))
    return open('status_unavailable', 'a host that is not trusted');
  let text: string;
  try {
    text = (await seams.fetchDocument(entry.list, maxListBytes, 'application/vc+jwt')).bytes
      .toString('utf8')
      .trim();
  } catch (error) {
    return open('status_unavailable', `STATUS_RETRIEVAL_ERROR: ${(error as Error).message}`);
  }
  const signed = readList(bank, text, seams);
  if (!('payload' in signed)) return open('status_invalid', `STATUS_VERIFICATION_ERROR: ${signed.code}`);
  const list = await openList(bank, signed, entry, issuerId);
  if (!('bits' in list)) return list;
  if (entry.index >= list.bits.length * 8) return open('status_invalid', 'RANGE_ERROR');
  if (!(await trust.noteList(system, entry.list, list.issuedAt)))
    return open('status_invalid', 'older than a list seen before');
  if (!bitAt(list.bits, entry.index)) return passed('status');
  if (entry.purpose === 'suspension') return failed('status', 'suspended');
  if (!final) return passed('status', { note: entry.purpose });
  await trust.noteRevocation(system, entry.list, String(entry.index), bank.now());
  return failed('status', 'revoked');
}
