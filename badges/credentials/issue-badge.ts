import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { defineCapability, parseInput } from '../../core/capability.ts';
import type { Context } from '../../core/context.ts';
import type { Queryable } from '../../core/db/client.ts';
import { AppError, invalidInput, notFound } from '../../core/errors.ts';
import { recordEvidence } from '../../knowledge/evidence/record-evidence.ts';
import { recordAudit } from '../../knowledge/people/queries.ts';
import { requireOwnIssuer } from '../definitions/issuer-of.ts';
import { type BadgeRow, type IssuableRow, selectBadge, shareIssuable } from '../definitions/queries.ts';
import { BadgeId } from '../definitions/schema.ts';
import { badgeText, requireState } from '../definitions/states.ts';
import { credentialUrl } from '../issuers/addresses.ts';
import { type KnownKeys, knownKeys } from '../issuers/known-keys.ts';
import { type Issuer, selectIssuer } from '../issuers/queries.ts';
import { type IssuerSigners, signersFor } from '../keys/keyring.ts';
import { selectActiveKeys } from '../keys/queries.ts';
import type { IssuerKey } from '../keys/signer.ts';
import { type StatusPlace, takeIndex } from '../status/take-index.ts';
import { buildCredential } from './build-credential.ts';
import * as queries from './queries.ts';
import { identify } from './recipient.ts';
import {
  CredentialRequest,
  type IssuedReply,
  IssuedReply as IssuedReplySchema,
  IssueInput,
} from './schema.ts';
import { signCredential } from './sign-credential.ts';
import { type Validity, validityOf } from './times.ts';

interface Issuable {
  readonly badge: BadgeRow;
  readonly issuer: Issuer;
  readonly signers: IssuerSigners;
}

/**
 * The badge as other people approved it, held as it is to the end of the transaction, and who signs it.
 * @throws AppError NOT_FOUND, FORBIDDEN for another's issuer, CONFLICT when it is not approved
 */
async function requireIssuable(ctx: Context, tx: Queryable, id: string, known: KnownKeys): Promise<Issuable> {
  const badge = await shareIssuable(tx, id);
  if (!badge) throw notFound(badgeText);
  const issuer = (await selectIssuer(tx, badge.issuerId))!;
  requireOwnIssuer(ctx.actor, issuer);
  requireState(badge, ['approved']);
  if (badge.approvedHash !== badge.recordHash || badge.approvals === 0)
    throw new AppError('CONFLICT', {
      'zh-TW': '這個徽章的內容與核定的版本不符，不能核發。',
      en: 'This badge is not what was approved; it cannot be issued.',
    });
  return { badge, issuer, signers: await signersFor(ctx.bank, await keysOf(tx, badge, known)) };
}

/** The keys the statement named, as known already; read anew when one has just been added. */
async function keysOf(tx: Queryable, badge: IssuableRow, { byThumbprint }: KnownKeys): Promise<IssuerKey[]> {
  const known = badge.keys.flatMap((thumbprint) => byThumbprint.get(thumbprint)?.key ?? []);
  return known.length === badge.keys.length ? known : selectActiveKeys(tx, badge.issuerId);
}

function requireEvidence(issuer: Issuer, request: CredentialRequest): void {
  if (issuer.sandbox || request.evidence.length > 0) return;
  throw invalidInput(
    { 'zh-TW': '核發徽章至少要附一項證明。', en: 'A badge needs at least one piece of evidence.' },
    [{ path: 'evidence', message: 'at least one' }],
  );
}

/** One badge on its way: everything but its signatures. */
interface Draft {
  readonly id: string;
  readonly subject: string;
  readonly validity: Validity;
  readonly place: StatusPlace;
  readonly credential: Record<string, unknown>;
}

/** @throws AppError INVALID_INPUT for dates that cannot be */
async function draftOf(
  ctx: Context,
  tx: Queryable,
  { badge, issuer, signers }: Issuable,
  request: CredentialRequest,
): Promise<Draft> {
  const ends = [signers.openBadges, signers.vcJose].map((one) => one.certificateUntil.getTime());
  const latest = new Date(Math.min(...ends));
  const validity = validityOf(request, { months: badge.record.validityMonths, latest, now: ctx.now() });
  const id = ctx.newId('credential');
  const subject = `urn:uuid:${randomUUID()}`;
  const identities = identify(request.recipient, issuer.showNames);
  const place = await takeIndex(ctx, tx, issuer, signers.openBadges);
  const parts = { id, subject, identities, badge, issuer, request, validity, place };
  return { id, subject, validity, place, credential: buildCredential(parts) };
}

/** Evidence and audit of a badge. @returns the hub's person it is for, if the hub knows one */
async function writeRecords(
  ctx: Context,
  tx: Queryable,
  { badge, issuer }: Issuable,
  { id, validity }: Draft,
  recipient: CredentialRequest['recipient'],
): Promise<string | null> {
  const personId = recipient.id ? await queries.selectPersonKey(tx, recipient.id) : null;
  const { competencies } = badge.record;
  const dates = { validFrom: validity.from, validUntil: validity.until ?? null };
  if (!issuer.sandbox)
    await recordEvidence(tx, { personId, kind: 'badge', object: id, ...dates, competencies }, ctx.now());
  await recordAudit(tx, {
    at: ctx.now(),
    actor: ctx.actor.personId,
    action: 'issue-badge',
    object: id,
    detail: { badge: badge.id, version: badge.version, hash: badge.recordHash, issuer: issuer.id },
  });
  return personId;
}

/** Both results; a failure of either is told once both have ended, so that nothing runs on in a closed transaction. */
async function both<A, B>(one: Promise<A>, other: Promise<B>): Promise<[A, B]> {
  await Promise.allSettled([one, other]);
  return Promise.all([one, other]);
}

/** Signed, stored, given its place in the status list, written as evidence and audited: all or nothing. */
async function issueOne(ctx: Context, badgeId: string, request: CredentialRequest): Promise<IssuedReply> {
  // Before the transaction: the embedded store has one connection, and inside it belongs to this issue alone.
  const known = await knownKeys(ctx.bank);
  return ctx.bank.store.system.transaction(async (tx) => {
    const issuable = await requireIssuable(ctx, tx, badgeId, known);
    const { badge, issuer, signers } = issuable;
    requireEvidence(issuer, request);
    const draft = await draftOf(ctx, tx, issuable, request);
    const { id, subject, validity, place, credential } = draft;
    // Signing keeps a processor busy for milliseconds; what does not wait for it is written meanwhile.
    const [forms, personId] = await both(
      signCredential(credential, validity, signers, ctx.now()),
      writeRecords(ctx, tx, issuable, draft, request.recipient),
    );
    await queries.insertCredential(tx, {
      id,
      badgeId,
      badgeVersion: badge.version,
      badgeHash: badge.recordHash,
      issuerId: issuer.id,
      personId,
      subject,
      language: request.language,
      credential,
      ...forms,
      listId: place.listId,
      listIndex: place.index,
      validFrom: validity.from,
      validUntil: validity.until ?? null,
      issuedBy: ctx.actor.personId!,
      issuedAt: ctx.now(),
    });
    return { id, url: credentialUrl(issuer, id), credential: forms.jws };
  });
}

/** An issuer sees whether there is such a badge before anything else is looked at. */
async function requireVisible(ctx: Context, id: string): Promise<void> {
  if (!(await selectBadge(ctx.db, id))) throw notFound(badgeText);
}

export const issueBadge = defineCapability({
  name: 'issue-badge',
  title: { 'zh-TW': '核發徽章', en: 'Issue a badge' },
  description: {
    'zh-TW': '把一個已核定的徽章核發給一個人，附上證明；收件人以雜湊保存。',
    en: 'Issues an approved badge to one person, with evidence; the recipient is kept as a hash.',
  },
  input: IssueInput,
  output: IssuedReplySchema,
  allow: ['issuer'],
  acts: true,
  async run(ctx, { id, ...request }) {
    await requireVisible(ctx, id);
    return issueOne(ctx, id, request);
  },
});

const BatchRow = z.object({
  ok: z.boolean(),
  id: z.string().optional(),
  url: z.string().optional(),
  credential: z.string().optional(),
  error: z
    .object({
      code: z.string(),
      message: z.string(),
      fields: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
    })
    .optional(),
});
export type BatchRow = z.infer<typeof BatchRow>;

function failureOf(ctx: Context, error: unknown): BatchRow {
  if (!(error instanceof AppError)) {
    ctx.log.error('issue-badge', {
      requestId: ctx.requestId,
      error: String((error as Error)?.stack ?? error),
    });
    const message =
      ctx.language === 'en' ? 'Something went wrong; nothing was issued.' : '發生錯誤，這一筆沒有核發。';
    return { ok: false, error: { code: 'INTERNAL', message } };
  }
  const { code, fields } = error;
  const message = error.messageIn(ctx.language);
  return { ok: false, error: { code, message, ...(fields.length > 0 && { fields: [...fields] }) } };
}

/**
 * Issues many, each all or nothing, in order; a bad row harms no other.
 * @param batch.rows as they came, each checked for itself
 */
export async function issueBatch(
  ctx: Context,
  batch: { badgeId: string; rows: readonly unknown[] },
  onProgress: (done: number, total: number) => void = () => {},
): Promise<BatchRow[]> {
  await requireVisible(ctx, batch.badgeId);
  const results: BatchRow[] = [];
  for (const raw of batch.rows) {
    try {
      results.push({
        ok: true,
        ...(await issueOne(ctx, batch.badgeId, parseInput(CredentialRequest, raw, ctx.language))),
      });
    } catch (error) {
      results.push(failureOf(ctx, error));
    }
    onProgress(results.length, batch.rows.length);
  }
  return results;
}

export const issueBadges = defineCapability({
  name: 'issue-badges',
  title: { 'zh-TW': '批次核發徽章', en: 'Issue badges to many' },
  description: {
    'zh-TW': '一次核發給多人（最多 1,000 人），逐筆回報結果；有問題的那一筆不影響其他人。',
    en: 'Issues one badge to up to 1,000 people and reports each; a bad row harms no other.',
  },
  input: z.object({ id: BadgeId, credentials: z.array(z.unknown()).min(1).max(1_000) }),
  output: z.object({ results: z.array(BatchRow) }),
  allow: ['issuer'],
  acts: true,
  async run(ctx, { id, credentials }) {
    return { results: await issueBatch(ctx, { badgeId: id, rows: credentials }) };
  },
});
