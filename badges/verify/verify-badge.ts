import type { Bank } from '../../core/context.ts';
import { matchesRecipient } from '../credentials/recipient.ts';
import type { RecipientQuery } from '../credentials/schema.ts';
import { fetchPublic } from '../trust/fetch-public.ts';
import { checkClaims, signatureWindow } from './check-claims.ts';
import { checkDates, datesOf } from './check-dates.ts';
import { checkProof, readProof } from './check-proof.ts';
import { checkSchema } from './check-schema.ts';
import { checkStatus } from './check-status.ts';
import { type ClaimedCredential, credentialOf, isObject, readCredential } from './credential-form.ts';
import { type FoundKey, findKey, type VerifySeams } from './find-key.ts';
import { findProofKey } from './find-proof-key.ts';
import { type OpenedJws, openJws } from './open-jws.ts';
import { signatureHolds } from './public-key.ts';
import { type BadgeInput, readInput } from './read-input.ts';
import { type BadgeStatus, type Check, failed, passed, statusOf } from './report.ts';
import { resolveUrl } from './resolve-url.ts';

/** All that was found out about something a person holds. */
export interface Verification {
  readonly valid: boolean;
  readonly status: BadgeStatus;
  readonly checks: readonly Check[];
  /** What it says, believed or not; undefined when it says nothing readable. */
  readonly credential?: ClaimedCredential;
  /** The compact JWS it was read from. */
  readonly jws?: string;
}

export interface VerifyOptions {
  readonly recipient?: RecipientQuery | undefined;
  readonly seams?: Partial<VerifySeams>;
}

function conclude(checks: readonly Check[], credential?: ClaimedCredential, jws?: string): Verification {
  const status = statusOf(checks);
  return {
    valid: status === 'valid',
    status,
    checks,
    ...(credential && { credential }),
    ...(jws !== undefined && { jws }),
  };
}

const isHard = (check: Check) => check.verdict === 'invalid';

function checkRecipient(credential: ClaimedCredential, who: RecipientQuery): Check {
  const subject = credential.members.credentialSubject;
  const matches = isObject(subject) && matchesRecipient(subject, who);
  return matches ? passed('recipient') : failed('recipient', 'recipient_mismatch');
}

function checkSignature(jws: OpenedJws, key: FoundKey): Check | undefined {
  if (!key.publicKey) return undefined;
  const holds = signatureHolds(jws.header.alg, key.publicKey, jws.signed, jws.signature);
  return holds ? passed('signature') : failed('signature', 'signature_invalid');
}

/** Steps 11 to 14 and 16, up to the first that proves the badge wrong. */
async function checkContent(
  bank: Bank,
  found: { jws?: OpenedJws; credential: ClaimedCredential; key: FoundKey; settled: boolean },
  options: VerifyOptions,
  seams: VerifySeams,
): Promise<Check[]> {
  const { jws, credential, key, settled } = found;
  const checks: Check[] = [];
  const steps = [
    () => jws && checkClaims(credential, jws),
    () => checkSchema(credential),
    () => checkDates(datesOf(credential), bank.now(), jws && signatureWindow(jws)),
    // Only a key known to be the issuer's vouches for the address of the list.
    () => (settled ? checkStatus(bank, credential, key, seams) : undefined),
    () => (options.recipient ? checkRecipient(credential, options.recipient) : undefined),
  ];
  for (const step of steps) {
    const check = await step();
    if (check) checks.push(check);
    if (check && isHard(check)) break;
  }
  return checks;
}

/** A key known to be the issuer's, and a signature of it that holds. */
function isSettled(signature: Check | undefined, key: FoundKey): boolean {
  return signature?.ok === true && key.checks.some((check) => check.name === 'binding' && check.ok);
}

async function verifyJws(
  bank: Bank,
  text: string,
  before: readonly Check[],
  options: VerifyOptions,
  seams: VerifySeams,
): Promise<Verification> {
  const jws = openJws(text);
  if (!('payload' in jws)) return conclude([...before, jws], undefined, text);
  const opened = [...before, passed('jws'), passed('json'), passed('header')];
  const credential = credentialOf(jws);
  if (!('members' in credential)) return conclude([...opened, credential], undefined, text);
  const key = await findKey(bank, jws, credential.issuerId, seams);
  const known = [...opened, passed('type'), ...key.checks];
  const signature = checkSignature(jws, key);
  const signed = signature ? [...known, signature] : known;
  if (signed.some(isHard)) return conclude(signed, credential, text);
  const settled = isSettled(signature, key);
  const content = await checkContent(bank, { jws, credential, key, settled }, options, seams);
  return conclude([...signed, ...content], credential, text);
}

/** A credential as JSON whose proof is missing, or of a kind that is not checked here: what can be told without it. */
function verifyUnproven(
  bank: Bank,
  credential: ClaimedCredential,
  checks: { before: readonly Check[]; proof: Check },
  options: VerifyOptions,
): Verification {
  return conclude(
    [
      ...checks.before,
      passed('type'),
      checkSchema(credential),
      checks.proof,
      checkDates(datesOf(credential), bank.now()),
      ...(options.recipient ? [checkRecipient(credential, options.recipient)] : []),
    ],
    credential,
  );
}

/** A credential as JSON, with its proof inside it. */
async function verifyJson(
  bank: Bank,
  json: Record<string, unknown>,
  before: readonly Check[],
  options: VerifyOptions,
  seams: VerifySeams,
): Promise<Verification> {
  const credential = readCredential(json);
  if (!('members' in credential)) return conclude([...before, credential]);
  const proof = readProof(json);
  if (!('method' in proof)) return verifyUnproven(bank, credential, { before, proof }, options);
  const key = await findProofKey(bank, proof, credential.issuerId, seams);
  const signature = await checkProof(json, proof, key);
  const signed = [...before, passed('type'), ...key.checks, ...(signature ? [signature] : [])];
  if (signed.some(isHard)) return conclude(signed, credential);
  const settled = isSettled(signature, key);
  const content = await checkContent(bank, { credential, key, settled }, options, seams);
  return conclude([...signed, ...content], credential);
}

/**
 * Verifies anything a person may hold: a compact JWS, an address, JSON, a baked PNG or SVG. Never throws for what is
 * in it: whatever can be read gets an answer, and what cannot be established is `unverifiable`, never `valid`.
 */
export async function verifyBadge(
  bank: Bank,
  input: BadgeInput,
  options: VerifyOptions = {},
): Promise<Verification> {
  const seams: VerifySeams = { fetchDocument: fetchPublic, ...options.seams };
  const first = readInput(input);
  const read = first.kind === 'url' ? await resolveUrl(bank, first.url, seams) : first;
  if (read.kind === 'jws') return verifyJws(bank, read.jws, read.checks, options, seams);
  if (read.kind === 'json') return verifyJson(bank, read.json, read.checks, options, seams);
  return conclude(read.checks);
}
