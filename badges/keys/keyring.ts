import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { type CryptoKey, calculateJwkThumbprint, exportJWK, importPKCS8 } from 'jose';
import type { Bank } from '../../core/context.ts';
import type { Queryable } from '../../core/db/client.ts';
import { AppError } from '../../core/errors.ts';
import { type KeyFiles, openKeyFiles } from './key-files.ts';
import { algorithmOf } from './make-key.ts';
import * as queries from './queries.ts';
import { readSettingsKeys, type SettingsKey } from './settings-keys.ts';
import { createSigner, type IssuerKey, type Signer } from './signer.ts';

/** The private halves this process can reach: files it made, and the settings. */
export interface Keyring {
  readonly files: KeyFiles;
  readonly settings: ReadonlyMap<string, SettingsKey>;
  holds(thumbprint: string): boolean;
  save(thumbprint: string, key: KeyObject): void;
  signer(key: IssuerKey): Promise<Signer | undefined>;
}

const keyrings = new WeakMap<Bank, Promise<Keyring>>();

async function thumbprintOf(key: KeyObject): Promise<string> {
  return calculateJwkThumbprint(await exportJWK(createPublicKey(key)));
}

async function openKeyring(bank: Bank): Promise<Keyring> {
  const files = openKeyFiles(bank.config.dataDir);
  const settings = new Map<string, SettingsKey>();
  for (const one of readSettingsKeys(bank.config)) {
    algorithmOf(one.key);
    settings.set(await thumbprintOf(one.key), one);
  }
  const imported = new Map<string, Promise<CryptoKey>>();
  const fileOf = (thumbprint: string) => `${thumbprint}.key.pem`;
  const pemFor = (thumbprint: string) =>
    settings.get(thumbprint)?.key.export({ type: 'pkcs8', format: 'pem' }).toString() ??
    files.read(fileOf(thumbprint));
  return {
    files,
    settings,
    holds: (thumbprint) => pemFor(thumbprint) !== undefined,
    save: (thumbprint, key) =>
      files.write(fileOf(thumbprint), key.export({ type: 'pkcs8', format: 'pem' }).toString()),
    async signer(key) {
      let privateKey = imported.get(key.thumbprint);
      if (!privateKey) {
        const pem = pemFor(key.thumbprint);
        if (!pem) return undefined;
        const pkcs8 = createPrivateKey(pem).export({ type: 'pkcs8', format: 'pem' }).toString();
        privateKey = importPKCS8(pkcs8, key.alg);
        imported.set(key.thumbprint, privateKey);
      }
      return createSigner(key, await privateKey);
    },
  };
}

/** One keyring for each bank of the process. */
export function keyringOf(bank: Bank): Promise<Keyring> {
  let keyring = keyrings.get(bank);
  if (!keyring) {
    keyring = openKeyring(bank);
    keyrings.set(bank, keyring);
  }
  return keyring;
}

/** One signer for each profile; with one key both use it. */
export interface IssuerSigners {
  readonly openBadges: Signer;
  readonly vcJose: Signer;
}

/** Who signs for an issuer now. @throws AppError UNAVAILABLE when no private key of the issuer is at hand */
export async function signersOf(bank: Bank, tx: Queryable, issuerId: string): Promise<IssuerSigners> {
  return signersFor(bank, await queries.selectActiveKeys(tx, issuerId));
}

/** Who signs with these keys. @throws AppError UNAVAILABLE when no private half of them is at hand */
export async function signersFor(bank: Bank, keys: readonly IssuerKey[]): Promise<IssuerSigners> {
  const keyring = await keyringOf(bank);
  const found = await Promise.all(keys.map((key) => keyring.signer(key)));
  const signers = found.filter((one) => one !== undefined);
  const rsa = signers.find((one) => one.alg === 'RS256') ?? signers[0];
  const ec = signers.find((one) => one.alg === 'ES256') ?? signers[0];
  if (!rsa || !ec)
    throw new AppError('UNAVAILABLE', {
      'zh-TW': '這個發證單位目前沒有可用的簽章金鑰。',
      en: 'This issuer has no signing key at hand.',
    });
  return { openBadges: rsa, vcJose: ec };
}
