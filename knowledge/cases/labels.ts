import type { z } from 'zod';
import type { Language, Text } from '../../core/language.ts';
import type { AiType, CaseOutcome, GovernmentLevel, MetricBasis, RiskLevel, Stage } from './schema.ts';

type Labels<E extends z.ZodType<string>> = Readonly<Record<z.output<E>, Text>>;

export const outcomeLabels: Labels<typeof CaseOutcome> = {
  success: { 'zh-TW': '成功', en: 'success' },
  mixed: { 'zh-TW': '好壞參半', en: 'mixed' },
  ongoing: { 'zh-TW': '進行中，成效待驗證', en: 'ongoing, results yet to be shown' },
  failure: { 'zh-TW': '失敗', en: 'failure' },
};

export const stageLabels: Labels<typeof Stage> = {
  policy: { 'zh-TW': '政策或指引', en: 'policy or guideline' },
  pilot: { 'zh-TW': '試辦', en: 'pilot' },
  production: { 'zh-TW': '正式上線', en: 'in production' },
  scaled: { 'zh-TW': '擴大推行', en: 'scaled up' },
  suspended: { 'zh-TW': '暫停', en: 'suspended' },
  withdrawn: { 'zh-TW': '已停用', en: 'withdrawn' },
};

export const aiTypeLabels: Labels<typeof AiType> = {
  generative: { 'zh-TW': '生成式 AI', en: 'generative AI' },
  predictive: { 'zh-TW': '預測模型', en: 'predictive model' },
  computer_vision: { 'zh-TW': '影像辨識', en: 'computer vision' },
  nlp: { 'zh-TW': '自然語言處理', en: 'natural language processing' },
  classification: { 'zh-TW': '分類模型', en: 'classification' },
  recommender: { 'zh-TW': '推薦系統', en: 'recommender' },
  rules_based: { 'zh-TW': '規則式自動決策', en: 'rules-based automation' },
  mixed: { 'zh-TW': '多種技術', en: 'several techniques' },
};

export const governmentLevelLabels: Labels<typeof GovernmentLevel> = {
  central: { 'zh-TW': '中央', en: 'central government' },
  municipality: { 'zh-TW': '市（含直轄市）', en: 'city' },
  local: { 'zh-TW': '其他地方政府', en: 'other local government' },
  cross: { 'zh-TW': '跨機關或跨層級', en: 'across agencies or levels' },
};

export const riskLabels: Labels<typeof RiskLevel> = {
  minimal: { 'zh-TW': '低風險', en: 'minimal risk' },
  limited: { 'zh-TW': '有限風險', en: 'limited risk' },
  high: { 'zh-TW': '高風險', en: 'high risk' },
  unacceptable: { 'zh-TW': '不可接受風險', en: 'unacceptable risk' },
};

export const basisLabels: Labels<typeof MetricBasis> = {
  measured: { 'zh-TW': '統計值', en: 'counted or measured' },
  independent: { 'zh-TW': '獨立評估', en: 'independently assessed' },
  self_reported: { 'zh-TW': '自述', en: 'self-reported' },
  expected: { 'zh-TW': '預估值', en: 'expected, not measured' },
  target: { 'zh-TW': '目標或規劃值', en: 'a target or plan, not a result' },
};

const countryNames: Readonly<Record<string, Text>> = {
  TW: { 'zh-TW': '臺灣', en: 'Taiwan' },
  EU: { 'zh-TW': '歐盟', en: 'European Union' },
};

/** The everyday name of a two-letter country code. */
export function countryLabel(code: string, language: Language): string {
  const own = countryNames[code];
  if (own) return own[language];
  return (
    new Intl.DisplayNames([language === 'en' ? 'en' : 'zh-Hant-TW'], { type: 'region' }).of(code) ?? code
  );
}
