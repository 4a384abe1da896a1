import type { Bank } from '../../core/context.ts';

const bases = new WeakMap<Bank, string>();

/** Remembers where this server answers now, which need not be where its issuers were made. */
export function setCurrentBase(bank: Bank, baseUrl: string): void {
  bases.set(bank, baseUrl);
}

/** Every address this hub is or was known by, given its issuers. */
export function ownBases(bank: Bank, issuers: Iterable<{ readonly baseUrl: string }>): string[] {
  const made = [...issuers].map((issuer) => issuer.baseUrl);
  const now = [bases.get(bank), bank.config.http.publicUrl].filter((base) => base !== undefined);
  return [...new Set([...made, ...now])];
}
