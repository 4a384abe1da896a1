import { z } from 'zod';
import type { Language } from '../../core/language.ts';
import { countryLabel } from './labels.ts';
import type { PublishedRow } from './queries.ts';

/** One line of the list of cases. */
export const CaseItem = z.object({
  id: z.string(),
  sourceId: z.string(),
  title: z.string(),
  titleEn: z.string().nullable(),
  agency: z.string(),
  country: z.object({ id: z.string(), name: z.string() }),
  governmentLevel: z.string().nullable(),
  sector: z.string().nullable(),
  aiType: z.string().nullable(),
  stage: z.string().nullable(),
  outcome: z.string().nullable(),
  started: z.string().nullable(),
  ended: z.string().nullable(),
  riskLevel: z.string().nullable(),
  competencies: z.array(z.string()),
  summary: z.string().nullable(),
  visibility: z.string(),
  reviewedOn: z.string().nullable(),
  version: z.number().int(),
});
export type CaseItem = z.infer<typeof CaseItem>;

export function caseItem(row: PublishedRow, language: Language): CaseItem {
  const facts = row.details;
  const country = facts.country ?? '';
  return {
    id: row.externalId,
    sourceId: row.sourceId,
    title: row.title,
    titleEn: row.titleEn,
    agency: (language === 'en' ? facts.agency_en : undefined) ?? facts.agency_zh ?? '',
    country: { id: country, name: country ? countryLabel(country, language) : '' },
    governmentLevel: facts.government_level ?? null,
    sector: facts.sector ?? null,
    aiType: facts.ai_type ?? null,
    stage: facts.stage ?? null,
    outcome: facts.outcome ?? null,
    started: facts.started ?? null,
    ended: facts.ended ?? null,
    riskLevel: facts.risk_level ?? null,
    competencies: facts.competencies ?? [],
    summary: facts.summary_zh ?? null,
    visibility: row.visibility,
    reviewedOn: row.reviewedOn,
    version: row.version,
  };
}
