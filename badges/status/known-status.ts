import type { Bank } from '../../core/context.ts';
import { bitAt } from './bitstring.ts';
import { selectList } from './queries.ts';

/**
 * The hub's own lists as they are now. The embedded store belongs to one process, so what was read stays right until
 * this process revokes; on a server another process may revoke, so nothing is kept there.
 */
const cache = new WeakMap<Bank, Map<string, Uint8Array>>();

function keptLists(bank: Bank): Map<string, Uint8Array> {
  let lists = cache.get(bank);
  if (!lists) {
    lists = new Map();
    cache.set(bank, lists);
  }
  return lists;
}

export function invalidateStatus(bank: Bank): void {
  cache.delete(bank);
}

/** Whether the bit is set in a list of this hub; undefined when there is no such list. */
export async function findOwnStatus(bank: Bank, listId: string, index: number): Promise<boolean | undefined> {
  const lists = keptLists(bank);
  const kept = lists.get(listId);
  if (kept) return bitAt(kept, index);
  const row = await selectList(bank.store.system, listId);
  if (!row) return undefined;
  if (bank.store.engine === 'pglite' && cache.get(bank) === lists) lists.set(listId, row.bits);
  return bitAt(row.bits, index);
}
