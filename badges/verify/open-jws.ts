import { type Check, failed } from './report.ts';
import { JsonError, parseStrictObject } from './strict-json.ts';

export type AllowedAlgorithm = 'RS256' | 'ES256' | 'ES384' | 'EdDSA';

export interface Header {
  readonly alg: AllowedAlgorithm;
  readonly typ?: string;
  readonly kid?: string;
  readonly jwk?: Record<string, unknown>;
  /** Second profile only. */
  readonly x5c?: readonly unknown[];
}

/** A compact JWS taken apart; nothing about it is trusted yet. */
export interface OpenedJws {
  readonly header: Header;
  readonly payload: Record<string, unknown>;
  /** The bytes the signature is over. */
  readonly signed: Buffer;
  readonly signature: Buffer;
  /** Open Badges profile, unless `typ` says it is the VC-JOSE-COSE one. */
  readonly profile: 'openBadges' | 'vcJose';
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const base64url = /^[A-Za-z0-9_-]+$/;

/** The bytes of a part; undefined when it holds padding, other characters or bits that say nothing. */
function decodePart(part: string): Buffer | undefined {
  if (!base64url.test(part)) return undefined;
  const bytes = Buffer.from(part, 'base64url');
  return bytes.toString('base64url') === part ? bytes : undefined;
}

function parsePart(bytes: Buffer): Record<string, unknown> {
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch {
    throw new JsonError('json_malformed', 'not UTF-8');
  }
  return parseStrictObject(text);
}

const allowedAlgorithms: readonly unknown[] = ['RS256', 'ES256', 'ES384', 'EdDSA'];
/** What would let a badge name its own key, its own rules or its own encoding. */
const forbidden = ['crit', 'jku', 'x5u', 'b64'];
const privateMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];
const openBadgesMembers = new Set(['alg', 'kid', 'jwk', 'typ']);

function isObject(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

/** @see RFC 8725 §3.1, §3.2; Open Badges 3.0: "additional JOSE headers are NOT allowed" */
function checkHeader(header: Record<string, unknown>): Check | undefined {
  if (!allowedAlgorithms.includes(header.alg))
    return failed('header', 'alg_not_allowed', { note: String(header.alg) });
  const refuse = (note: string) => failed('header', 'header_forbidden', { note });
  const named = forbidden.find((member) => member in header);
  if (named) return refuse(named);
  const { typ, kid, jwk, x5c } = header;
  if (typ !== undefined && typ !== 'JWT' && typ !== 'vc+jwt') return refuse(`typ ${String(typ)}`);
  if (kid !== undefined && (typeof kid !== 'string' || kid.length > 2_000)) return refuse('kid');
  if (jwk !== undefined && (!isObject(jwk) || privateMembers.some((member) => member in jwk)))
    return refuse('jwk');
  if (x5c !== undefined && !Array.isArray(x5c)) return refuse('x5c');
  const extra =
    typ === 'vc+jwt' ? undefined : Object.keys(header).find((member) => !openBadgesMembers.has(member));
  return extra === undefined ? undefined : refuse(extra);
}

/** A compact JWS whose payload is still bytes. */
export type SplitJws = Omit<OpenedJws, 'payload'> & { readonly payloadBytes: Buffer };

function onJsonError(error: unknown): Check {
  if (error instanceof JsonError) return failed('json', error.code, { note: error.message });
  throw error;
}

/**
 * Headers that were read and found in order. All badges of one key have the same, so most are read once; what a
 * header means depends on its text alone.
 */
const goodHeaders = new Map<string, Header>();
const maxKept = 100;
const maxKeptLength = 16_384;

function readHeader(part: string): Header | Check | undefined {
  const kept = goodHeaders.get(part);
  if (kept) return kept;
  const bytes = decodePart(part);
  if (!bytes) return undefined;
  const header = parsePart(bytes);
  const wrong = checkHeader(header);
  if (wrong) return wrong;
  if (part.length <= maxKeptLength) {
    if (goodHeaders.size >= maxKept) goodHeaders.delete(goodHeaders.keys().next().value!);
    goodHeaders.set(part, header as unknown as Header);
  }
  return header as unknown as Header;
}

/** Takes a compact JWS apart and judges its header: steps 3 to 5, whatever its payload is. */
export function splitJws(jws: string): SplitJws | Check {
  const [head = '', body = '', tail = '', more] = jws.split('.', 4);
  if (more !== undefined || tail === '')
    return failed('jws', 'jws_malformed', { note: `${jws.split('.').length} parts` });
  const payloadBytes = decodePart(body);
  const signature = decodePart(tail);
  if (!payloadBytes || !signature) return failed('jws', 'jws_malformed');
  try {
    const header = readHeader(head);
    if (!header) return failed('jws', 'jws_malformed');
    if (!('alg' in header)) return header;
    return {
      header,
      payloadBytes,
      signed: Buffer.from(jws.slice(0, head.length + 1 + body.length), 'latin1'),
      signature,
      profile: header.typ === 'vc+jwt' ? 'vcJose' : 'openBadges',
    };
  } catch (error) {
    return onJsonError(error);
  }
}

/** Takes a compact JWS with a JSON payload apart by steps 3 to 5; the first thing wrong with it is the answer. */
export function openJws(jws: string): OpenedJws | Check {
  const split = splitJws(jws);
  if (!('payloadBytes' in split)) return split;
  try {
    const { payloadBytes, ...rest } = split;
    return { ...rest, payload: parsePart(payloadBytes) };
  } catch (error) {
    return onJsonError(error);
  }
}
