import { z } from 'zod';
import { LevelId } from '../../knowledge/framework/schema.ts';
import type { ImportedRow } from './queries.ts';

export const ImportedId = z.string().min(1).max(100);

export const ImportedBadge = z.object({
  id: z.string(),
  name: z.string(),
  issuer: z.object({ id: z.string(), name: z.string() }),
  /** The badge's own id, at its issuer's. */
  credential: z.string(),
  /** Competencies of the framework it names; level and proficiency are null where it does not state them. */
  competencies: z.array(
    z.object({
      competency: z.string(),
      level: LevelId.nullable(),
      proficiency: z.number().int().nullable(),
    }),
  ),
  /** What the last check found; `expired` as soon as its time is over. */
  state: z.enum([
    'valid',
    'revoked',
    'suspended',
    'expired',
    'not_yet_valid',
    'invalid',
    'unverifiable',
    'sandbox',
  ]),
  validFrom: z.string(),
  validUntil: z.string().nullable(),
  importedAt: z.string(),
  checkedAt: z.string(),
});
export type ImportedBadge = z.infer<typeof ImportedBadge>;

export function importedReply(row: ImportedRow, now: Date): ImportedBadge {
  const over = row.status === 'valid' && row.validUntil !== null && row.validUntil <= now;
  return {
    id: row.id,
    name: row.name,
    issuer: { id: row.issuer, name: row.issuerName },
    credential: row.credential,
    competencies: [...row.competencies],
    state: over ? 'expired' : row.status,
    validFrom: row.validFrom.toISOString(),
    validUntil: row.validUntil?.toISOString() ?? null,
    importedAt: row.importedAt.toISOString(),
    checkedAt: row.checkedAt.toISOString(),
  };
}
