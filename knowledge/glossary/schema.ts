import { z } from 'zod';

/** What a term belongs to; the order is the order of the filter on the glossary page. */
export const glossaryDomains = {
  ai: { 'zh-TW': 'AI 基本概念', en: 'AI basics' },
  'ai-type': { 'zh-TW': 'AI 類型', en: 'AI types' },
  governance: { 'zh-TW': '治理與當責', en: 'Governance and accountability' },
  risk: { 'zh-TW': '風險與偏誤', en: 'Risk and bias' },
  evaluation: { 'zh-TW': '評測與驗收', en: 'Evaluation and acceptance' },
  data: { 'zh-TW': '資料', en: 'Data' },
  privacy: { 'zh-TW': '隱私與個資', en: 'Privacy and personal data' },
  security: { 'zh-TW': '資通安全', en: 'Cybersecurity' },
  procurement: { 'zh-TW': '採購與委外', en: 'Procurement and outsourcing' },
  lifecycle: { 'zh-TW': '導入與維運', en: 'Adoption and operation' },
  law: { 'zh-TW': '法規', en: 'Laws and rules' },
  rights: { 'zh-TW': '權利與救濟', en: 'Rights and remedies' },
  sector: { 'zh-TW': '業務領域', en: 'Policy areas' },
  outcome: { 'zh-TW': '案例結果與階段', en: 'Case outcomes and stages' },
  system: { 'zh-TW': '系統與計畫', en: 'Systems and programmes' },
  framework: { 'zh-TW': '職能架構', en: 'Competency framework' },
  badges: { 'zh-TW': '開放徽章', en: 'Open badges' },
  'agency-tw': { 'zh-TW': '臺灣機關', en: 'Taiwan agencies' },
  'agency-foreign': { 'zh-TW': '外國機關', en: 'Agencies elsewhere' },
  country: { 'zh-TW': '國家與地區', en: 'Countries and regions' },
  administration: { 'zh-TW': '行政用語', en: 'Public administration' },
} as const;

export type GlossaryDomain = keyof typeof glossaryDomains;

const Domain = z.enum(Object.keys(glossaryDomains) as [GlossaryDomain, ...GlossaryDomain[]]);
const Word = z.string().trim().min(1).max(80);
const Words = z.array(Word);

export const GlossaryTerm = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  zh: Word,
  en: Word,
  synonymsZh: Words,
  synonymsEn: Words,
  /** Words people type when they do not know the term; they lead to it, but do not mean the same. */
  everyday: Words,
  definition: z.strictObject({ 'zh-TW': z.string().trim().min(4), en: z.string().trim().min(8) }),
  domain: Domain,
  /** Ids of cases and study sources in the bank whose text uses the term. */
  sources: Words.optional(),
  note: z.string().trim().min(1).optional(),
});
export type GlossaryTerm = z.infer<typeof GlossaryTerm>;

/** Everyday words and the official ones they may stand for; looser than a synonym. */
export const EverydayEntry = z.strictObject({
  everyday: Words.min(1),
  official: Words.min(1),
  domain: Domain,
});
export type EverydayEntry = z.infer<typeof EverydayEntry>;
