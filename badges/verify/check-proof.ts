import { verify } from 'node:crypto';
import { CanonicalError, hashCanonical } from './canonical-rdf.ts';
import { isObject, listOf } from './credential-form.ts';
import type { FoundKey } from './find-key.ts';
import { decodeBase58, jwkOfMultikey } from './multikey.ts';
import { type Check, failed, passed } from './report.ts';

const cryptosuite = 'eddsa-rdfc-2022';
const resolvable = /^(?:https:\/\/|did:(?:web|key):)/;
/** Canonising costs more than reading: a badge with its evidence is far smaller. */
const maxDocumentLength = 131_072;

/** A proof inside the document it is about, of a kind that can be checked here. */
export interface EmbeddedProof {
  /** The address or DID URL of the key. */
  readonly method: string;
  readonly signature: Buffer;
  /** Everything of the proof but its value: what is signed beside the document. */
  readonly options: Readonly<Record<string, unknown>>;
}

/** The public key a verification method may carry in its own name; it binds nothing. */
export function keyInMethod(method: string): Record<string, unknown> | undefined {
  return jwkOfMultikey(method.split('#')[1] ?? method.replace(/^did:key:/, ''));
}

function faultOf(proof: Record<string, unknown>): string | undefined {
  const { verificationMethod: method, proofPurpose } = proof;
  if (proofPurpose !== 'assertionMethod') return 'proofPurpose';
  if (typeof method !== 'string' || method.length > 2_000 || !resolvable.test(method))
    return 'verificationMethod';
  if (proof.type !== 'DataIntegrityProof' || proof.cryptosuite !== cryptosuite) return undefined;
  const named = method.split('#')[1];
  if ((named?.startsWith('z') || method.startsWith('did:key:')) && !keyInMethod(method))
    return 'verificationMethod';
  const value = typeof proof.proofValue === 'string' ? decodeBase58(proof.proofValue) : undefined;
  return value?.length === 64 ? undefined : 'proofValue';
}

/**
 * The proof of a document that can be checked here, or what is wrong with its proofs.
 * @see Verifiable Credential Data Integrity 1.0; Data Integrity EdDSA Cryptosuites 1.0
 */
export function readProof(members: Readonly<Record<string, unknown>>): EmbeddedProof | Check {
  const proofs = listOf(members.proof).filter(isObject);
  if (proofs.length === 0) return failed('signature', 'proof_missing');
  const known = proofs.filter(
    (one) => one.type === 'DataIntegrityProof' || one.type === 'Ed25519Signature2020',
  );
  const fault = known.map(faultOf).find((one) => one !== undefined);
  if (fault) return failed('signature', 'proof_malformed', { note: fault });
  const proof = known.find((one) => one.type === 'DataIntegrityProof' && one.cryptosuite === cryptosuite);
  if (!proof || proof.previousProof !== undefined)
    return failed('signature', 'proof_unsupported', {
      note: String(proofs[0]!.cryptosuite ?? proofs[0]!.type),
    });
  const { proofValue, ...options } = proof;
  return { method: String(proof.verificationMethod), signature: decodeBase58(String(proofValue))!, options };
}

/** A proof that names contexts of its own names the first of the document's. */
function contextsAgree(own: unknown, document: unknown): boolean {
  if (own === undefined) return true;
  const whole = listOf(document);
  return listOf(own).every((one, index) => one === whole[index]);
}

/** Whether the proof's signature over options and document holds. */
export async function checkProof(
  members: Readonly<Record<string, unknown>>,
  { options, signature }: EmbeddedProof,
  key: FoundKey,
): Promise<Check | undefined> {
  if (!key.publicKey) return undefined;
  const { proof: _proof, ...document } = members;
  const context = members['@context'];
  if (!contextsAgree(options['@context'], context))
    return failed('signature', 'proof_malformed', { note: '@context' });
  if (JSON.stringify(document).length > maxDocumentLength)
    return failed('signature', 'proof_unsupported', { note: 'too large' });
  try {
    const hashes = [await hashCanonical({ ...options, '@context': context }), await hashCanonical(document)];
    return verify(null, Buffer.concat(hashes), key.publicKey, signature)
      ? passed('signature')
      : failed('signature', 'signature_invalid');
  } catch (error) {
    if (error instanceof CanonicalError)
      return failed('signature', 'proof_unsupported', { note: error.message });
    throw error;
  }
}
