import type { Bank } from '../../core/context.ts';
import type { Queryable } from '../../core/db/client.ts';
import { recordAudit } from '../../knowledge/people/queries.ts';
import { openAuthority } from '../keys/authority.ts';
import { type Keyring, keyringOf } from '../keys/keyring.ts';
import { type CertifiedKey, certifyKey, describeKey, makePrivateKey } from '../keys/make-key.ts';
import * as keyQueries from '../keys/queries.ts';
import type { SettingsKey } from '../keys/settings-keys.ts';
import { type IssuerKey, type SigningAlgorithm, signingAlgorithms } from '../keys/signer.ts';
import { issuerUrl } from './addresses.ts';
import type { Issuer } from './queries.ts';
import * as queries from './queries.ts';

async function adopt(
  bank: Bank,
  tx: Queryable,
  issuer: Issuer,
  key: CertifiedKey,
  origin: IssuerKey['origin'],
): Promise<void> {
  await keyQueries.insertKey(tx, { ...key, issuerId: issuer.id, origin, createdAt: bank.now() });
  await queries.updateRoot(tx, issuer.id, key.rootPem);
  await recordAudit(tx, {
    at: bank.now(),
    actor: undefined,
    action: 'add-badge-key',
    object: issuer.id,
    detail: { key: key.thumbprint, alg: key.alg, origin },
  });
}

async function makeKey(bank: Bank, tx: Queryable, issuer: Issuer, alg: SigningAlgorithm): Promise<void> {
  const keyring = await keyringOf(bank);
  const privateKey = await makePrivateKey(alg);
  const authority = await openAuthority(keyring.files, bank.now());
  const about = { name: `Badge Signer ${issuer.id} ${alg}`, url: issuerUrl(issuer) };
  const key = await certifyKey(authority, privateKey, about, bank.now());
  keyring.save(key.thumbprint, privateKey);
  await adopt(bank, tx, issuer, key, 'made');
}

async function certifySettingsKey(
  bank: Bank,
  keyring: Keyring,
  issuer: Issuer,
  { key, chain, rootPem }: SettingsKey,
): Promise<CertifiedKey> {
  const url = issuerUrl(issuer);
  if (chain.length > 0) return describeKey(key, chain, { kidBase: url, rootPem });
  const authority = await openAuthority(keyring.files, bank.now());
  return certifyKey(authority, key, { name: `Badge Signer ${issuer.id}`, url }, bank.now());
}

/** The keys of the settings are the hub's own issuer's only active ones; its others retire and stay published. */
async function useSettingsKeys(
  bank: Bank,
  tx: Queryable,
  issuer: Issuer,
  given: ReadonlyMap<string, SettingsKey>,
): Promise<void> {
  const keyring = await keyringOf(bank);
  const known = await keyQueries.selectKeys(tx, issuer.id);
  for (const key of known)
    if (!given.has(key.thumbprint)) await keyQueries.retireKey(tx, key.thumbprint, bank.now());
  for (const [thumbprint, settingsKey] of given) {
    if (known.some((key) => key.thumbprint === thumbprint)) await keyQueries.reviveKey(tx, thumbprint);
    else
      await adopt(bank, tx, issuer, await certifySettingsKey(bank, keyring, issuer, settingsKey), 'settings');
  }
}

/** The keys of the settings, without those somebody reported as compromised. */
async function trustedSettings(tx: Queryable, keyring: Keyring): Promise<Map<string, SettingsKey>> {
  const bad = (await keyQueries.selectKeys(tx)).filter((key) => key.compromisedAt !== null);
  return new Map(
    [...keyring.settings].filter(([thumbprint]) => !bad.some((key) => key.thumbprint === thumbprint)),
  );
}

/** Gives an issuer an active key of each algorithm whose private half is at hand; one without it is replaced. */
export async function ensureKeys(bank: Bank, tx: Queryable, issuer: Issuer, isHub: boolean): Promise<void> {
  const keyring = await keyringOf(bank);
  const given = isHub ? await trustedSettings(tx, keyring) : new Map();
  if (given.size > 0) return useSettingsKeys(bank, tx, issuer, given);
  const active = await keyQueries.selectActiveKeys(tx, issuer.id);
  for (const alg of signingAlgorithms) {
    const key = active.find((one) => one.alg === alg);
    if (key && keyring.holds(key.thumbprint)) continue;
    if (key) await keyQueries.retireKey(tx, key.thumbprint, bank.now());
    await makeKey(bank, tx, issuer, alg);
  }
}

/** New keys of both algorithms; the old ones stay published for the badges they signed. */
export async function replaceKeys(bank: Bank, tx: Queryable, issuer: Issuer): Promise<void> {
  for (const key of await keyQueries.selectActiveKeys(tx, issuer.id))
    await keyQueries.retireKey(tx, key.thumbprint, bank.now());
  for (const alg of signingAlgorithms) await makeKey(bank, tx, issuer, alg);
}
