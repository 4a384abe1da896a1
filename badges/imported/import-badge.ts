import { z } from 'zod';
import { defineCapability } from '../../core/capability.ts';
import type { Context } from '../../core/context.ts';
import type { Queryable } from '../../core/db/client.ts';
import { type AppError, conflict, invalidInput } from '../../core/errors.ts';
import { recordEvidence, removeEvidence } from '../../knowledge/evidence/record-evidence.ts';
import { readLexicon } from '../../knowledge/framework/lexicon.ts';
import { recordAudit } from '../../knowledge/people/queries.ts';
import { RecipientQuery } from '../credentials/schema.ts';
import { knownKeys } from '../issuers/known-keys.ts';
import { datesOf } from '../verify/check-dates.ts';
import { type ClaimedCredential, isObject } from '../verify/credential-form.ts';
import { showBadge, summarize } from '../verify/present-report.ts';
import { type Verification, verifyBadge } from '../verify/verify-badge.ts';
import { nameCompetencies } from './name-competencies.ts';
import * as queries from './queries.ts';
import { ImportedBadge, importedReply } from './schema.ts';

/** A badge that held in every check, with what it was read from. */
type Held = Verification & { readonly credential: ClaimedCredential };

/** Nobody vouches for a badge that is not valid; the message says what is wrong with it. */
function refusal(found: Verification): AppError {
  const summary = summarize(found);
  const path = found.checks.some((check) => check.code === 'recipient_mismatch') ? 'recipient' : 'credential';
  return invalidInput({ 'zh-TW': `不能匯入：${summary['zh-TW']}`, en: `Not imported: ${summary.en}` }, [
    { path, message: found.status },
  ]);
}

const alreadyHere = {
  'zh-TW': '這張徽章是本庫核發的，已經在這裡，不需要匯入。',
  en: 'This badge was issued here; it need not be imported.',
};
const alreadyBrought = {
  'zh-TW': '這張徽章已經由別人匯入，或您已經匯入較新的一份。',
  en: 'Somebody else has imported this badge, or you have imported a newer copy of it.',
};

const namedByItself = {
  'zh-TW': '請填核發時用的電子郵件或代號；徽章裡寫的識別碼人人看得到，不能證明是您的。',
  en: 'Give the e-mail or id it was issued to; the id written in the badge is there for all to see and proves nothing.',
};

/** A subject's id stands in the badge: knowing it shows no more than holding the file. */
function requireKnownToHolder(ctx: Context, found: Verification, who: RecipientQuery): void {
  const subject = found.credential?.members.credentialSubject;
  const id = isObject(subject) ? subject.id : undefined;
  if (who.id !== undefined && who.id === id && who.id !== ctx.actor.personId)
    throw invalidInput(namedByItself, [{ path: 'recipient', message: 'invalid' }]);
}

/**
 * Verifies what somebody holds as theirs.
 * @throws AppError INVALID_INPUT unless it is valid and theirs, CONFLICT for a badge of this hub
 */
async function requireHeld(
  ctx: Context,
  credential: string | Uint8Array | Record<string, unknown>,
  recipient: RecipientQuery | undefined,
): Promise<Held> {
  const who = recipient ?? { id: ctx.actor.personId! };
  const found = await verifyBadge(ctx.bank, credential, { recipient: who });
  const { byIssuerUrl } = await knownKeys(ctx.bank);
  const own = found.credential && byIssuerUrl.has(found.credential.issuerId);
  const genuine = found.checks.some((check) => check.name === 'signature' && check.ok);
  if (own && genuine) throw conflict(alreadyHere);
  if (!found.valid || !found.credential) throw refusal(found);
  requireKnownToHolder(ctx, found, who);
  return found as Held;
}

/** Two badges are one when issuer and id are equal, however they are escaped. @see Open Badges 3.0, "Credential equality" */
function comparable(id: string): string {
  try {
    return decodeURIComponent(id.trim());
  } catch {
    return id.trim();
  }
}

async function rowOf(ctx: Context, held: Held): Promise<queries.ImportedRow> {
  const { members, issuerId } = held.credential;
  const shown = showBadge(held);
  const { from, until } = datesOf(held.credential);
  const now = ctx.now();
  return {
    id: ctx.newId('imported'),
    personId: ctx.actor.personId!,
    issuer: comparable(issuerId).slice(0, 2_000),
    credential: comparable(String(members.id)).slice(0, 2_000),
    issuerName: shown.issuer?.name || issuerId.slice(0, 300),
    name: shown.badge?.name || '—',
    document: held.jws ?? JSON.stringify(members),
    competencies: nameCompetencies(await readLexicon(ctx.db), members),
    validFrom: from ?? now,
    validUntil: until ?? null,
    status: held.status,
    importedAt: now,
    checkedAt: now,
  };
}

/** Writes what a badge proves while it stands: the competencies for which it states level and proficiency. */
export async function writeEvidence(
  tx: Queryable,
  row: queries.ImportedRow,
  stands: boolean,
  now: Date,
): Promise<void> {
  await removeEvidence(tx, 'badge', row.id);
  const competencies = row.competencies.flatMap(({ competency, level, proficiency }) =>
    level === null || proficiency === null ? [] : [{ competency, level, proficiency }],
  );
  if (!stands || competencies.length === 0) return;
  const { personId, id: object, validFrom, validUntil } = row;
  await recordEvidence(tx, { personId, kind: 'badge', object, validFrom, validUntil, competencies }, now);
}

export const importBadge = defineCapability({
  name: 'import-badge',
  title: { 'zh-TW': '匯入徽章', en: 'Import a badge' },
  description: {
    'zh-TW':
      '把在別處取得的徽章帶進來：須來自信任的發證單位、驗證有效，而且是發給您的（填核發時用的電子郵件或代號）。',
    en: 'Brings in a badge earned elsewhere: from a trusted issuer, valid, and issued to you (by the e-mail or id it was issued to).',
  },
  input: z.object({
    credential: z.union([z.string().min(1), z.instanceof(Uint8Array), z.record(z.string(), z.unknown())]),
    recipient: RecipientQuery.optional(),
  }),
  output: ImportedBadge,
  allow: ['staff'],
  acts: true,
  async run(ctx, { credential, recipient }) {
    const held = await requireHeld(ctx, credential, recipient);
    const row = await rowOf(ctx, held);
    return ctx.bank.store.system.transaction(async (tx) => {
      const id = await queries.upsertImported(tx, row);
      if (id === undefined) throw conflict(alreadyBrought);
      await writeEvidence(tx, { ...row, id }, true, ctx.now());
      await recordAudit(tx, {
        at: ctx.now(),
        actor: ctx.actor.personId,
        action: 'import-badge',
        object: id,
        detail: { issuer: row.issuer, credential: row.credential },
      });
      return importedReply({ ...row, id }, ctx.now());
    });
  },
});
