import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context as HonoContext } from 'hono';

/** The other end of the connection; undefined when there is none, as in a test. */
function peerOf(c: HonoContext): string | undefined {
  try {
    return getConnInfo(c).remote.address;
  } catch {
    return undefined;
  }
}

/** Whose requests are counted together. @param trustProxy believes the address our own proxy adds, and no other */
export function addressOf(c: HonoContext, trustProxy: boolean): string {
  const forwarded = trustProxy ? c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined;
  return forwarded || (peerOf(c) ?? 'in-process');
}

const proxyMarks = [
  'forwarded',
  'via',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-real-ip',
];

/** Made on this machine itself. A proxy here speaks for somebody elsewhere, whether its word is trusted or not. */
export function isFromLoopback(c: HonoContext): boolean {
  if (proxyMarks.some((name) => c.req.header(name) !== undefined)) return false;
  return /^(?:::ffff:)?127\.|^::1$/.test(peerOf(c) ?? '');
}
