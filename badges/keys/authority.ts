import 'reflect-metadata';
import { createPrivateKey, webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';
import type { KeyFiles } from './key-files.ts';
import { type Authority, curve, makeIssuingAuthority, makeRoot } from './make-certificates.ts';
import { pemOf } from './pem.ts';

/** The hub's own two certifying keys: the root people may trust, and the one that certifies signers. */
export interface HubAuthority {
  readonly root: Authority;
  readonly issuing: Authority;
}

async function exportKey(key: webcrypto.CryptoKey): Promise<string> {
  return pemOf('PRIVATE KEY', new Uint8Array(await webcrypto.subtle.exportKey('pkcs8', key)));
}

function importKey(pem: string): Promise<webcrypto.CryptoKey> {
  const der = createPrivateKey(pem).export({ type: 'pkcs8', format: 'der' });
  return webcrypto.subtle.importKey('pkcs8', der, curve, false, ['sign']);
}

async function readAuthority(files: KeyFiles, name: string): Promise<Authority | undefined> {
  const key = files.read(`${name}.key.pem`);
  const certificate = files.read(`${name}.cert.pem`);
  if (!key || !certificate) return undefined;
  return { certificate: new x509.X509Certificate(certificate), key: await importKey(key) };
}

/** The authority as its files hold it, made by `make` and written on the first start. */
async function readOrMake(
  files: KeyFiles,
  name: string,
  make: (pair: webcrypto.CryptoKeyPair) => Promise<Authority>,
): Promise<Authority> {
  const kept = await readAuthority(files, name);
  if (kept) return kept;
  const pair = await webcrypto.subtle.generateKey(curve, true, ['sign', 'verify']);
  const made = await make(pair);
  files.write(`${name}.key.pem`, await exportKey(pair.privateKey));
  files.write(`${name}.cert.pem`, made.certificate.toString('pem'));
  return made;
}

export async function openAuthority(files: KeyFiles, now: Date): Promise<HubAuthority> {
  const root = await readOrMake(files, 'root', (pair) => makeRoot('Badge Root CA', pair, now));
  const issuing = await readOrMake(files, 'issuing-ca', (pair) =>
    makeIssuingAuthority(root, 'Badge Issuing CA', pair, now),
  );
  return { root, issuing };
}
