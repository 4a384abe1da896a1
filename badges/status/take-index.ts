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

/** A random free place in the issuer's list, held by the running transaction. */
export async function takeIndex(
  ctx: Context,
  tx: Queryable,
  issuer: Issuer,
  signer: Signer,
): Promise<StatusPlace> {
  let place = await queries.takePlace(tx, issuer.id);
  if (!place || place.used > closeAt) {
    if (place) await queries.closeList(tx, place.id);
    await openList(ctx, tx, issuer, signer);
    place = (await queries.takePlace(tx, issuer.id))!;
  }
  for (;;) {
    const drawn = Array.from({ length: 8 }, () => randomInt(listEntries));
    const taken = await queries.selectTaken(tx, place.id, drawn);
    const index = drawn.find((one) => !taken.includes(one));
    if (index !== undefined) return { listId: place.id, index };
  }
}
