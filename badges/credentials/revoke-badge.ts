import { z } from 'zod';
import { defineCapability } from '../../core/capability.ts';
import { conflict, notFound } from '../../core/errors.ts';
import { revokeEvidence } from '../../knowledge/evidence/record-evidence.ts';
import { recordAudit } from '../../knowledge/people/queries.ts';
import { requireOwnIssuer } from '../definitions/issuer-of.ts';
import { selectIssuer } from '../issuers/queries.ts';
import { PlainText } from '../issuers/schema.ts';
import { invalidateStatus } from '../status/known-status.ts';
import { setStatusBit } from '../status/own-lists.ts';
import * as queries from './queries.ts';
import { CredentialId } from './schema.ts';

const credentialText = { 'zh-TW': '徽章證書', en: 'credential' };

export const revokeBadge = defineCapability({
  name: 'revoke-badge',
  title: { 'zh-TW': '撤銷徽章', en: 'Revoke a badge' },
  description: {
    'zh-TW': '撤銷一張已核發的徽章並寫明理由；撤銷立即生效，不能復原。',
    en: 'Revokes an issued badge with a reason; it takes effect at once and is final.',
  },
  input: z.object({ id: CredentialId, reason: PlainText(1_000) }),
  output: z.object({ id: z.string(), revoked: z.literal(true), revokedAt: z.string() }),
  allow: ['issuer'],
  acts: true,
  async run(ctx, { id, reason }) {
    const now = ctx.now();
    await ctx.bank.store.system.transaction(async (tx) => {
      const row = await queries.lockCredential(tx, id);
      if (!row) throw notFound(credentialText);
      requireOwnIssuer(ctx.actor, (await selectIssuer(tx, row.issuerId))!);
      if (row.revokedAt)
        throw conflict({ 'zh-TW': '這張徽章已經撤銷過了。', en: 'This badge has been revoked already.' });
      await queries.updateRevoked(tx, { id, by: ctx.actor.personId!, reason, now });
      await setStatusBit(ctx.bank, tx, row.listId, row.listIndex);
      await revokeEvidence(tx, 'badge', id, now);
      await recordAudit(tx, {
        at: now,
        actor: ctx.actor.personId,
        action: 'revoke-badge',
        object: id,
        detail: { reason, badge: row.badgeId, issuer: row.issuerId },
      });
    });
    invalidateStatus(ctx.bank);
    return { id, revoked: true as const, revokedAt: now.toISOString() };
  },
});
