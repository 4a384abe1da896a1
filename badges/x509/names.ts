import { isIP } from 'node:net';

const label = /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/;

/** A host name in lower case, a leading `*.` allowed; undefined when it is none. */
export function hostName(text: string, options: { wildcard?: boolean } = {}): string | undefined {
  const name = text.toLowerCase();
  const bare = options.wildcard && name.startsWith('*.') ? name.slice(2) : name;
  if (bare === '' || bare.length > 253 || isIP(bare) !== 0) return undefined;
  return bare.split('.').every((part) => label.test(part)) ? name : undefined;
}

/** Whether `name` is `base` or lies under it. */
export function isWithin(name: string, base: string): boolean {
  return base === '' || name === base || name.endsWith(`.${base}`);
}

/** A mailbox as local part and host; undefined when it is none. */
export function mailbox(text: string): { local: string; host: string } | undefined {
  const at = text.lastIndexOf('@');
  const host = at > 0 ? hostName(text.slice(at + 1)) : undefined;
  const local = text.slice(0, at);
  return host && /^[\x21-\x7e]+$/.test(local) && !local.includes('@') ? { local, host } : undefined;
}

/** The host of a URI that has one; undefined for a URI without, or with an address instead of a name. */
export function uriHost(text: string): string | undefined {
  try {
    return hostName(new URL(text).hostname);
  } catch {
    return undefined;
  }
}
