import type { Bank } from '../../core/context.ts';
import { setCurrentBase } from './current-base.ts';
import { ensureKeys } from './issuer-keys.ts';
import { invalidateKeys } from './known-keys.ts';
import { type Issuer, insertIssuer, lockIssuers, selectIssuers } from './queries.ts';

const hubIssuerId = 'hub';
const hubProfile = { name: { 'zh-TW': 'AI 治理實作知識庫', en: 'AI Governance Knowledge Bank' } };

function warnOfMove(bank: Bank, issuers: readonly Issuer[], baseUrl: string): void {
  for (const issuer of issuers)
    if (issuer.baseUrl !== baseUrl)
      bank.log.warn('badge-issuer-moved', { issuer: issuer.id, madeUnder: issuer.baseUrl, now: baseUrl });
}

/**
 * Makes the hub's own issuer on the first start, and keys and certificates wherever an issuer lacks them.
 * @param baseUrl where this server answers, without a slash at the end
 */
export async function prepareIssuers(bank: Bank, baseUrl: string): Promise<void> {
  await bank.store.system.transaction(async (tx) => {
    await lockIssuers(tx);
    if ((await selectIssuers(tx)).length === 0)
      await insertIssuer(tx, {
        id: hubIssuerId,
        baseUrl,
        profile: hubProfile,
        agency: null,
        sandbox: false,
        showNames: false,
        now: bank.now(),
      });
    const issuers = await selectIssuers(tx);
    for (const [index, issuer] of issuers.entries()) await ensureKeys(bank, tx, issuer, index === 0);
    warnOfMove(bank, issuers, baseUrl);
  });
  setCurrentBase(bank, baseUrl);
  invalidateKeys(bank);
}
