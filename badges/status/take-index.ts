import { randomInt } from 'node:crypto';
import type { Context } from '../../core/context.ts';
import type { Queryable } from '../../core/db/client.ts';
import type { Issuer } from '../issuers/queries.ts';
import type { Signer } from '../keys/signer.ts';
import { emptyBits, listEntries } from './bitstring.ts';
import * as queries from './queries.ts';
import { signList } from './sign-list.ts';

/** A list is closed when it is half full: random draws stay quick, and free places stay unknown. */
const closeAt = listEntries / 2;

export interface StatusPlace {
  readonly listId: string;
  readonly index: number;
}

async function openList(ctx: Context, tx: Queryable, issuer: Issuer, signer: Signer): Promise<void> {
  const list = { id: ctx.newId('list'), bits: emptyBits() };
  const signed = await signList(signer, issuer, list, ctx.now());
  await queries.insertList(tx, { ...list, ...signed, issuerId: issuer.id, now: ctx.now() });
}

/** So many that all of them being taken, in a list at most half full, does not happen. */
const draws = 64;

/** A random free place in the issuer's list, held by the running transaction. */
export async function takeIndex(
  ctx: Context,
  tx: Queryable,
  issuer: Issuer,
  signer: Signer,
): Promise<StatusPlace> {
  const drawn = Array.from({ length: draws }, () => randomInt(listEntries));
  let place = await queries.takePlace(tx, issuer.id, drawn);
  if (!place || place.used > closeAt) {
    if (place) await queries.closeList(tx, place.id);
    await openList(ctx, tx, issuer, signer);
    place = (await queries.takePlace(tx, issuer.id, drawn))!;
  }
  const { id, taken } = place;
  const index = drawn.find((one) => !taken.includes(one));
  if (index === undefined) throw new Error(`no free place in status list ${id}`);
  return { listId: id, index };
}
