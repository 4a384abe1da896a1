import type { Bank } from '../../core/context.ts';
import type { Queryable } from '../../core/db/client.ts';
import { notFound } from '../../core/errors.ts';
import { selectIssuer } from '../issuers/queries.ts';
import { signersOf } from '../keys/keyring.ts';
import { withBit } from './bitstring.ts';
import * as queries from './queries.ts';
import { listTtlMs, signList } from './sign-list.ts';

/** A list is signed anew when less than half of its life is left. */
const renewBeforeMs = 12 * 3_600_000;

async function renew(
  bank: Bank,
  tx: Queryable,
  row: queries.StatusListRow,
  bits: Uint8Array,
): Promise<queries.StatusListRow> {
  const issuer = (await selectIssuer(tx, row.issuerId))!;
  const { openBadges } = await signersOf(bank, tx, issuer.id);
  const list = { id: row.id, bits, notBefore: row.signedAt };
  const renewed = { ...row, bits, ...(await signList(openBadges, issuer, list, bank.now())) };
  await queries.updateList(tx, renewed);
  return renewed;
}

/** Sets a bit and signs the list again, in the transaction of the revocation. */
export async function setStatusBit(bank: Bank, tx: Queryable, listId: string, index: number): Promise<void> {
  const row = (await queries.lockList(tx, listId))!;
  await renew(bank, tx, row, withBit(row.bits, index));
}

/** Signs every list of an issuer again: after its key changed under suspicion. */
export async function renewLists(bank: Bank, tx: Queryable, issuerId: string): Promise<void> {
  for (const id of await queries.selectListIds(tx, issuerId)) {
    const row = (await queries.lockList(tx, id))!;
    await renew(bank, tx, row, row.bits);
  }
}

export interface PublishedList {
  readonly jws: string;
  /** For `Cache-Control: max-age`: never past the end of the list's own validity. */
  readonly maxAgeSeconds: number;
}

/**
 * A status list as it is published, signed anew when its validity runs out.
 * @throws AppError NOT_FOUND
 */
export async function getStatusList(bank: Bank, listId: string): Promise<PublishedList> {
  const { system } = bank.store;
  const found = await queries.selectList(system, listId);
  if (!found) throw notFound({ 'zh-TW': '狀態清單', en: 'status list' });
  const leftMs = (row: queries.StatusListRow) => row.validUntil.getTime() - bank.now().getTime();
  const row =
    leftMs(found) > renewBeforeMs
      ? found
      : await system.transaction(async (tx) => {
          const locked = (await queries.lockList(tx, listId))!;
          return leftMs(locked) > renewBeforeMs ? locked : renew(bank, tx, locked, locked.bits);
        });
  return { jws: row.jws, maxAgeSeconds: Math.floor(Math.min(listTtlMs, leftMs(row)) / 1_000) };
}
