import { z } from 'zod';
import { saying } from '../../core/capability.ts';
import { findPersonalData } from '../privacy/find-personal-data.ts';
import { SourceLink, Visibility } from '../sources/schema.ts';

export const GovernmentLevel = z.enum(['central', 'municipality', 'local', 'cross']);
export const AiType = z.enum([
  'generative',
  'predictive',
  'computer_vision',
  'nlp',
  'classification',
  'recommender',
  'rules_based',
  'mixed',
]);
export const Stage = z.enum(['policy', 'pilot', 'production', 'scaled', 'suspended', 'withdrawn']);
export const CaseOutcome = z.enum(['success', 'mixed', 'ongoing', 'failure']);
export type CaseOutcome = z.infer<typeof CaseOutcome>;
export const RiskLevel = z.enum(['minimal', 'limited', 'high', 'unacceptable']);

/** How a figure came to be; an answer says so when it is not an independent measurement. */
export const MetricBasis = z.enum(['measured', 'independent', 'self_reported', 'expected', 'target']);

export const Metric = z.object({
  name: z.string().min(1).max(300),
  value: z.union([z.number(), z.string().max(200)]),
  unit: z.string().max(60).default(''),
  /** 1-based place in the case's sources. */
  source_index: z.number().int().min(1).optional(),
  basis: MetricBasis.optional(),
});
export type Metric = z.infer<typeof Metric>;

/** A year, a month or a day. */
const Month = z.union([z.iso.date(), z.string().regex(/^\d{4}(-(0[1-9]|1[0-2]))?$/)]);

/** The front matter of a case file. */
export const CaseFacts = z.object({
  id: z.string(),
  title_zh: z.string(),
  title_en: z.string(),
  agency_zh: z.string(),
  agency_en: z.string(),
  country: z.string().regex(/^[A-Z]{2}$/),
  government_level: GovernmentLevel,
  sector: z.string(),
  ai_type: AiType,
  stage: Stage,
  outcome: CaseOutcome,
  started: Month.nullish(),
  ended: Month.nullish(),
  risk_level: RiskLevel.nullish(),
  risk_basis: z.string().nullish(),
  competencies: z.array(z.string()).default([]),
  metrics: z.array(Metric).default([]),
  sources: z.array(SourceLink).default([]),
  unverified: z.array(z.string()).default([]),
  summary_zh: z.string().optional(),
  keywords: z.array(z.string()).default([]),
  reviewed: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
  language: z.string().default('zh-TW'),
});
export type CaseFacts = z.output<typeof CaseFacts>;

/** Where a case written here stands. */
export const CaseState = z.enum(['draft', 'submitted', 'returned', 'published', 'withdrawn']);
export type CaseState = z.infer<typeof CaseState>;

const Prose = z.string().trim().max(10_000).default('');

/** The parts of a case, in the order they are shown. */
const CaseSections = z.object({
  background: Prose,
  approach: Prose,
  results: Prose,
  risks: Prose,
  governance: Prose,
  lessons: Prose,
  questions: Prose,
});

/** An address is kept as it is, so it must not carry anybody's data. */
const CaseSource = SourceLink.extend({
  url: z
    .url({ protocol: /^https?$/ })
    .max(4_000)
    .refine(
      (url) => findPersonalData(url).every(({ certain }) => !certain),
      saying({ 'zh-TW': '網址裡有個人資料', en: 'holds personal data' }),
    ),
});

/** A case as its author writes it (design §5, POST /cases). */
export const CaseDraft = z.object({
  title: z.string().trim().min(1).max(300),
  agency: z.string().trim().min(1).max(200),
  country: z
    .string()
    .trim()
    .regex(/^[A-Z]{2}$/)
    .default('TW'),
  governmentLevel: GovernmentLevel,
  sector: z.string().trim().min(1).max(100),
  aiType: AiType,
  stage: Stage,
  outcome: CaseOutcome,
  started: Month.optional(),
  ended: Month.optional(),
  sections: CaseSections,
  metrics: z.array(Metric).max(50).default([]),
  sources: z.array(CaseSource).max(50).default([]),
  competencies: z.array(z.string().max(60)).max(30).default([]),
  visibility: Visibility.default('government'),
  credit: z.enum(['named', 'anonymous']).default('named'),
});
export type CaseDraft = z.output<typeof CaseDraft>;

/** A case being written: whatever is known so far, saved as its author goes. */
export const UnfinishedCase = CaseDraft.extend({
  title: z.string().trim().max(300).default(''),
  agency: z.string().trim().max(200).default(''),
  sector: z.string().trim().max(100).default(''),
  governmentLevel: GovernmentLevel.optional(),
  aiType: AiType.optional(),
  stage: Stage.optional(),
  outcome: CaseOutcome.optional(),
  sections: CaseSections.prefault({}),
});
export type UnfinishedCase = z.output<typeof UnfinishedCase>;
