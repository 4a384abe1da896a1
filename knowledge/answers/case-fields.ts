import type { Language } from '../../core/language.ts';
import { riskLabels } from '../cases/labels.ts';
import type { Aspect } from './aspects.ts';
import { claimsOf } from './claims.ts';
import { overviewOf } from './labels-of.ts';
import type { HeldCase, HeldSentence } from './library.ts';
import type { Claim } from './schema.ts';

export function lines(held: HeldCase, language: Language, pattern: RegExp): HeldSentence[] {
  const own = overviewOf(held, language)
    .sentences()
    .filter((sentence) => pattern.test(sentence.text));
  return own.length > 0
    ? own
    : overviewOf(held, 'zh-TW')
        .sentences()
        .filter((sentence) => pattern.test(sentence.text));
}

function riskLevel(held: HeldCase, language: Language): Claim[] {
  const level = held.facts.risk_level;
  if (!level) return [];
  if (language === 'zh-TW') return claimsOf(lines(held, language, /^風險等級/u), language);
  return [
    {
      text: `Risk level, by this bank's own judgement: ${riskLabels[level].en}.`,
      passageIds: [overviewOf(held, 'zh-TW').id],
    },
  ];
}

function listOfSources(held: HeldCase, language: Language): Claim[] {
  const named = held.facts.sources
    .slice(0, 6)
    .map((link) =>
      [link.title, link.publisher, link.year].filter(Boolean).join(language === 'en' ? ', ' : '，'),
    );
  const count = held.facts.sources.length;
  const text =
    language === 'en'
      ? `It rests on ${count} sources, among them: ${named.join('; ')}.`
      : `本案例引用 ${count} 筆來源，包括：${named.join('；')}。`;
  return [{ text, passageIds: [overviewOf(held, language).id] }];
}

/** What happened in one sentence, where the case has one in the asker's language. */
function inBrief(held: HeldCase, language: Language): Claim[] {
  if (language === 'en' || !held.facts.summary_zh) return [];
  return claimsOf(overviewOf(held, language).sentences().slice(0, 1), language);
}

/** Aspects that structured fields answer, or start to. */
export function structured(held: HeldCase, aspect: Aspect, focus: number, language: Language): Claim[] {
  const of = (pattern: RegExp) => claimsOf(lines(held, language, pattern), language);
  switch (aspect.id) {
    case 'risk-level':
      return riskLevel(held, language);
    case 'competencies':
      return of(/^相關職能/u);
    case 'sources':
      return listOfSources(held, language);
    case 'agency':
    case 'country':
      return focus === 0 ? of(/^機關：|^Agency:/u) : [];
    case 'why':
    case 'risks':
    case 'summary':
    case 'why-failed':
    case 'why-stopped':
      return inBrief(held, language);
    case 'status':
      return [...inBrief(held, language), ...of(/^階段：|^Stage:|^期間：|^Started:/u)];
    case 'outcome':
      return [...inBrief(held, language), ...of(/^階段：.*結果：|^Outcome:/u)];
    case 'start':
    case 'end':
      return focus === 0 ? of(/^期間：|^Started:/u) : [];
    default:
      return [];
  }
}
