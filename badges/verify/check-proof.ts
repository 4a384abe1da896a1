import { isObject, listOf } from './credential-form.ts';
import { type Check, failed } from './report.ts';

/** Whether a Multikey could be one: base58 of two bytes and 32 of Ed25519. */
const ed25519Key = /^z6Mk[1-9A-HJ-NP-Za-km-z]{44}$/;
const base58Signature = /^z[1-9A-HJ-NP-Za-km-z]{80,90}$/;
const resolvable = /^(?:https:\/\/|did:(?:web|key):)/;

function faultOf(proof: Record<string, unknown>): string | undefined {
  const { verificationMethod: method, proofValue, cryptosuite, proofPurpose } = proof;
  if (proofPurpose !== undefined && proofPurpose !== 'assertionMethod') return 'proofPurpose';
  if (typeof method !== 'string' || !resolvable.test(method)) return 'verificationMethod';
  const key = method.split('#')[1];
  const isEd25519 = typeof cryptosuite === 'string' && cryptosuite.startsWith('eddsa-');
  if (isEd25519 && key?.startsWith('z') && !ed25519Key.test(key)) return 'verificationMethod';
  if (isEd25519 && (typeof proofValue !== 'string' || !base58Signature.test(proofValue))) return 'proofValue';
  return undefined;
}

/**
 * What can be said of an embedded proof without checking its signature: malformed ones are invalid, the rest is left
 * open. @see Verifiable Credential Data Integrity 1.0
 */
export function checkEmbeddedProof(members: Record<string, unknown>): Check {
  const proofs = listOf(members.proof).filter(isObject);
  if (proofs.length === 0) return failed('signature', 'proof_missing');
  const known = proofs.filter(
    (proof) => proof.type === 'DataIntegrityProof' || proof.type === 'Ed25519Signature2020',
  );
  const fault = known.map(faultOf).find((one) => one !== undefined);
  if (fault) return failed('signature', 'proof_malformed', { note: fault });
  return failed('signature', 'proof_unsupported', {
    note: String(proofs[0]!.cryptosuite ?? proofs[0]!.type),
  });
}
