import type { Actor } from '../../core/actor.ts';
import { hasRole } from '../../core/actor.ts';
import type { Queryable } from '../../core/db/client.ts';
import { AppError, invalidInput } from '../../core/errors.ts';
import { type Issuer, selectIssuer, selectIssuers } from '../issuers/queries.ts';

/**
 * The issuer a definition names, or the hub's own.
 * @throws AppError INVALID_INPUT for one that is not here
 */
export async function findIssuerFor(db: Queryable, id: string | undefined): Promise<Issuer> {
  const issuer = id === undefined ? (await selectIssuers(db))[0] : await selectIssuer(db, id);
  if (issuer) return issuer;
  throw invalidInput({ 'zh-TW': '沒有這個發證單位。', en: 'There is no such issuer.' }, [
    { path: 'issuer', message: id ?? '' },
  ]);
}

/** An issuer of an agency belongs to that agency's people; one without an agency to every issuer of the hub. */
export function ownsIssuer(actor: Actor, issuer: Pick<Issuer, 'agency'>): boolean {
  return hasRole(actor, 'issuer') && (issuer.agency === null || issuer.agency === actor.agency);
}

/** @throws AppError FORBIDDEN when the issuer is somebody else's */
export function requireOwnIssuer(actor: Actor, issuer: Pick<Issuer, 'agency'>): void {
  if (ownsIssuer(actor, issuer)) return;
  throw new AppError('FORBIDDEN', {
    'zh-TW': '這個發證單位不是您的單位。',
    en: 'This issuer is not your own.',
  });
}
