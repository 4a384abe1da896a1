import { z } from 'zod';
import { defineCapability } from '../../core/capability.ts';
import { notFound } from '../../core/errors.ts';
import { removeEvidence } from '../../knowledge/evidence/record-evidence.ts';
import { recordAudit } from '../../knowledge/people/queries.ts';
import { type Verification, verifyBadge } from '../verify/verify-badge.ts';
import { writeEvidence } from './import-badge.ts';
import * as queries from './queries.ts';
import { ImportedBadge, ImportedId, importedReply } from './schema.ts';

const importedText = { 'zh-TW': '匯入的徽章', en: 'imported badge' };

/** A badge whose issuer merely cannot be reached now proves what it proved; any other doubt ends that. */
function stillStands(found: Verification): boolean {
  const wrong = found.checks.filter((check) => !check.ok);
  return wrong.every((check) => check.code === 'status_unavailable');
}

export const checkImportedBadge = defineCapability({
  name: 'check-imported-badge',
  title: { 'zh-TW': '重新查驗匯入的徽章', en: 'Check an imported badge again' },
  description: {
    'zh-TW': '再次驗證一張匯入的徽章：被撤銷、停用或過期的，不再算作職能證明。',
    en: 'Verifies an imported badge again; one revoked, suspended or expired no longer proves a competency.',
  },
  input: z.object({ id: ImportedId }),
  output: ImportedBadge,
  allow: ['staff'],
  acts: true,
  async run(ctx, { id }) {
    const row = await queries.selectOneImported(ctx.db, ctx.actor.personId!, id);
    if (!row) throw notFound(importedText);
    const found = await verifyBadge(ctx.bank, row.document);
    const checked = { ...row, status: found.status, checkedAt: ctx.now() };
    await ctx.bank.store.system.transaction(async (tx) => {
      await queries.updateChecked(tx, checked);
      await writeEvidence(tx, checked, stillStands(found), ctx.now());
    });
    return importedReply(checked, ctx.now());
  },
});

export const deleteImportedBadge = defineCapability({
  name: 'delete-imported-badge',
  title: { 'zh-TW': '刪除匯入的徽章', en: 'Delete an imported badge' },
  description: {
    'zh-TW': '刪除一張您匯入的徽章，以及它所證明的職能。',
    en: 'Deletes a badge you imported, and what it proved.',
  },
  input: z.object({ id: ImportedId }),
  output: z.object({ id: z.string(), deleted: z.literal(true) }),
  allow: ['staff'],
  acts: true,
  async run(ctx, { id }) {
    await ctx.bank.store.system.transaction(async (tx) => {
      if (!(await queries.deleteImported(tx, ctx.actor.personId!, id))) throw notFound(importedText);
      await removeEvidence(tx, 'badge', id);
      await recordAudit(tx, {
        at: ctx.now(),
        actor: ctx.actor.personId,
        action: 'delete-imported-badge',
        object: id,
        detail: {},
      });
    });
    return { id, deleted: true as const };
  },
});
