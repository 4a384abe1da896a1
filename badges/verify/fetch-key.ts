import type { FetchDocument } from '../trust/fetch-public.ts';
import { isObject, listOf } from './credential-form.ts';
import { jwkOfMultikey } from './multikey.ts';
import { JsonError, parseStrictObject } from './strict-json.ts';

const maxBytes = 65_536;
const privateMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];

type Jwk = Record<string, unknown>;
export type FetchedKey = { readonly key: Jwk } | { readonly reason: string };

/** Where a did:web document lies. @see did:web method specification, "Read (Resolve)" */
function didWebAddress(did: string): string | undefined {
  const match = /^did:web:([A-Za-z0-9.-]+(?:%3A\d{1,5})?)((?::[A-Za-z0-9._~%-]+)*)$/i.exec(did);
  if (!match) return undefined;
  const host = match[1]!.replace(/%3A/i, ':');
  const path = match[2]!.split(':').filter(Boolean).map(decodeURIComponent);
  if (path.some((part) => part === '.' || part === '..' || part.includes('/'))) return undefined;
  return path.length === 0
    ? `https://${host}/.well-known/did.json`
    : `https://${host}/${path.map(encodeURIComponent).join('/')}/did.json`;
}

/** A `kid` that is a plain address on the issuer's own origin, written the one normal way. */
function isOwnAddress(kid: string, issuerId: string): boolean {
  try {
    return (
      new URL(kid).origin === new URL(issuerId).origin && new URL(kid).href === kid && !kid.includes('#')
    );
  } catch {
    return false;
  }
}

async function fetchObject(url: string, fetchDocument: FetchDocument): Promise<Record<string, unknown>> {
  const { bytes } = await fetchDocument(url, maxBytes);
  return parseStrictObject(bytes.toString('utf8'));
}

function publicJwk(value: unknown): Jwk | undefined {
  return isObject(value) && typeof value.kty === 'string' && !privateMembers.some((one) => one in value)
    ? value
    : undefined;
}

/** The keys a DID document lists for assertions, under the names badges call them by. */
function assertionKeys(document: Record<string, unknown>, did: string): Map<string, Jwk> {
  if (document.id !== did) throw new Error('the document is for another issuer');
  const absolute = (id: unknown) => (typeof id === 'string' && id.startsWith('#') ? did + id : id);
  const listed = new Set(
    listOf(document.assertionMethod).map((one) => absolute(isObject(one) ? one.id : one)),
  );
  const methods = [...listOf(document.verificationMethod), ...listOf(document.assertionMethod)].filter(
    isObject,
  );
  const keys = new Map<string, Jwk>();
  for (const method of methods) {
    const id = absolute(method.id);
    const multikey = method.publicKeyMultibase;
    const jwk =
      publicJwk(method.publicKeyJwk) ?? (typeof multikey === 'string' ? jwkOfMultikey(multikey) : undefined);
    if (typeof id === 'string' && jwk && listed.has(id)) keys.set(id, jwk);
  }
  return keys;
}

async function fromDid(
  did: string,
  kid: string | undefined,
  fetchDocument: FetchDocument,
): Promise<Jwk | undefined> {
  const address = didWebAddress(did);
  if (!address) throw new Error('this kind of DID is not resolved here');
  const keys = assertionKeys(await fetchObject(address, fetchDocument), did);
  if (kid === undefined) return keys.size === 1 ? [...keys.values()][0] : undefined;
  return keys.get(kid) ?? keys.get(`${did}#${kid.replace(/^#/, '')}`);
}

async function fromSite(
  issuerId: string,
  kid: string | undefined,
  fetchDocument: FetchDocument,
): Promise<Jwk | undefined> {
  if (kid === undefined) return undefined;
  if (isOwnAddress(kid, issuerId)) return publicJwk(await fetchObject(kid, fetchDocument));
  const set = await fetchObject(new URL('/.well-known/jwks.json', issuerId).href, fetchDocument);
  const named = listOf(set.keys).filter((one) => isObject(one) && one.kid === kid);
  return named.length === 1 ? publicJwk(named[0]) : undefined;
}

async function telling(find: () => Promise<Jwk | undefined>): Promise<FetchedKey> {
  try {
    const key = await find();
    return key ? { key } : { reason: 'the issuer publishes no such key' };
  } catch (error) {
    if (error instanceof JsonError)
      return { reason: `the issuer's document is not in order: ${error.message}` };
    return { reason: (error as Error).message };
  }
}

/**
 * The key a trusted issuer publishes under a name: in its DID document, at the key's own address on the issuer's
 * host, or in the host's key set. Nothing but the issuer's own host is asked.
 */
export async function fetchIssuerKey(
  kid: string | undefined,
  issuerId: string,
  fetchDocument: FetchDocument,
): Promise<FetchedKey> {
  return telling(() =>
    issuerId.startsWith('did:')
      ? fromDid(issuerId, kid, fetchDocument)
      : fromSite(issuerId, kid, fetchDocument),
  );
}

/**
 * The key of an embedded proof, as the issuer's own document lists it for assertions: the DID document, or what the
 * issuer's address answers. @see Controlled Identifiers 1.0, "Retrieve Verification Method"
 */
export async function fetchProofKey(
  method: string,
  issuerId: string,
  fetchDocument: FetchDocument,
): Promise<FetchedKey> {
  return telling(async () => {
    if (issuerId.startsWith('did:')) return fromDid(issuerId, method, fetchDocument);
    if (method.split('#')[0] !== issuerId) throw new Error("the key is not in the issuer's own document");
    return assertionKeys(await fetchObject(issuerId, fetchDocument), issuerId).get(method);
  });
}
