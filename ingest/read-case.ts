import {
  aiTypeLabels,
  basisLabels,
  countryLabel,
  governmentLevelLabels,
  outcomeLabels,
  riskLabels,
  stageLabels,
} from '../knowledge/cases/labels.ts';
import type { Metric } from '../knowledge/cases/schema.ts';
import { CaseFacts } from '../knowledge/cases/schema.ts';
import type { PassageRecord, SourceRecord } from '../knowledge/sources/schema.ts';
import { SourceRecord as SourceRecordSchema } from '../knowledge/sources/schema.ts';
import { detectLanguage } from '../knowledge/text/detect-language.ts';
import { splitMarkdown } from './split-markdown.ts';

function period(facts: CaseFacts): string {
  const started = facts.started ?? '';
  return facts.ended ? `${started || '？'} 至 ${facts.ended}` : started;
}

function overviewZh(facts: CaseFacts): string {
  const lines = [
    facts.summary_zh ?? '',
    `機關：${facts.agency_zh}（${countryLabel(facts.country, 'zh-TW')}，${governmentLevelLabels[facts.government_level]['zh-TW']}）`,
    `領域：${facts.sector}；技術：${aiTypeLabels[facts.ai_type]['zh-TW']}`,
    `階段：${stageLabels[facts.stage]['zh-TW']}；結果：${outcomeLabels[facts.outcome]['zh-TW']}`,
    facts.started ? `期間：${period(facts)}` : '',
    facts.risk_level
      ? `風險等級（本庫自行判定）：${riskLabels[facts.risk_level]['zh-TW']}。${facts.risk_basis ?? ''}`
      : '',
    facts.competencies.length > 0 ? `相關職能：${facts.competencies.join('、')}` : '',
  ];
  return lines.filter(Boolean).join('\n');
}

function overviewEn(facts: CaseFacts): string {
  const lines = [
    `${facts.title_en}.`,
    `Agency: ${facts.agency_en} (${countryLabel(facts.country, 'en')}, ${governmentLevelLabels[facts.government_level].en}).`,
    `Technique: ${aiTypeLabels[facts.ai_type].en}. Stage: ${stageLabels[facts.stage].en}. Outcome: ${outcomeLabels[facts.outcome].en}.`,
    facts.started ? `Started: ${facts.started}${facts.ended ? `; ended: ${facts.ended}` : ''}.` : '',
  ];
  return lines.filter(Boolean).join('\n');
}

function metricLine(metric: Metric): string {
  const mark = metric.source_index ? ` [${metric.source_index}]` : '';
  const basis = metric.basis ? `（${basisLabels[metric.basis]['zh-TW']}）` : '';
  return `- ${metric.name}：${typeof metric.value === 'number' ? metric.value.toLocaleString('en-US') : metric.value} ${metric.unit}${basis}${mark}`;
}

function structuredPassages(facts: CaseFacts): PassageRecord[] {
  const zh = (section: string, text: string): PassageRecord => ({
    section: [section],
    text,
    language: 'zh-TW',
    keywords: [],
  });
  return [
    { ...zh('案例概要', overviewZh(facts)), keywords: facts.keywords },
    { section: ['Overview'], text: overviewEn(facts), language: 'en', keywords: facts.keywords },
    ...(facts.metrics.length > 0 ? [zh('指標', facts.metrics.map(metricLine).join('\n'))] : []),
    ...(facts.unverified.length > 0
      ? [zh('未能查證', facts.unverified.map((line) => `- ${line}`).join('\n'))]
      : []),
  ];
}

/** Turns a case file's front matter and body into a source; throws a ZodError naming each bad key. */
export function readCase(attributes: Record<string, unknown>, body: string): SourceRecord {
  const facts = CaseFacts.parse(attributes);
  const written = splitMarkdown(body).map((section) => ({
    section: [...section.path],
    text: section.text,
    language: detectLanguage(section.text),
    keywords: [],
  }));
  return SourceRecordSchema.parse({
    externalId: facts.id,
    kind: 'case',
    title: facts.title_zh,
    titleEn: facts.title_en,
    sourceUrls: facts.sources,
    language: 'zh-TW',
    owner: facts.agency_zh,
    visibility: 'public',
    reviewedOn: facts.reviewed,
    details: facts,
    passages: [...structuredPassages(facts), ...written],
  });
}
