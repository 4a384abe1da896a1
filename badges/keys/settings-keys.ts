import 'reflect-metadata';
import { createPrivateKey, createPublicKey, type KeyObject, X509Certificate } from 'node:crypto';
import type { Config } from '../../core/config.ts';
import { readPemSetting } from './pem.ts';

export interface SettingsKey {
  readonly key: KeyObject;
  /** PEM, leaf first, without the root; empty when the settings hold no certificate for the key. */
  readonly chain: readonly string[];
  readonly rootPem: string | null;
}

function isSelfIssued(certificate: X509Certificate): boolean {
  return certificate.subject === certificate.issuer;
}

/** Follows issuer names from the key's certificate upwards; the order in the files does not matter. */
function chainFor(key: KeyObject, pool: readonly X509Certificate[]): X509Certificate[] {
  const spki = createPublicKey(key).export({ type: 'spki', format: 'der' });
  const leaf = pool.find((one) => one.publicKey.export({ type: 'spki', format: 'der' }).equals(spki));
  const chain = leaf ? [leaf] : [];
  while (chain.length > 0 && chain.length < 5 && !isSelfIssued(chain.at(-1)!)) {
    const next = pool.find((one) => !chain.includes(one) && chain.at(-1)!.checkIssued(one));
    if (!next) break;
    chain.push(next);
  }
  return chain;
}

/**
 * The signing keys the settings name, with their certificates.
 * @throws Error naming the setting that cannot be read
 */
export function readSettingsKeys(config: Config): SettingsKey[] {
  const { signingKeys, signingCerts } = config.badges;
  const pool = readPemSetting('BADGE_SIGNING_CERTS', signingCerts)
    .filter((block) => block.label === 'CERTIFICATE')
    .map((block) => new X509Certificate(block.text));
  return readPemSetting('BADGE_SIGNING_KEYS', signingKeys)
    .filter((block) => block.label.endsWith('PRIVATE KEY'))
    .map((block) => {
      const key = createPrivateKey(block.text);
      const chain = chainFor(key, pool);
      const root = chain.length > 1 && isSelfIssued(chain.at(-1)!) ? chain.pop() : undefined;
      return { key, chain: chain.map(String), rootPem: root ? String(root) : null };
    });
}
