import { aiTypeLabels, countryLabel, outcomeLabels, stageLabels } from '../../cases/labels.ts';
import type { CaseFacts } from '../../cases/schema.ts';
import { detectLanguage } from '../../text/detect-language.ts';
import type { CitedPassage } from '../compose-answer.ts';
import type { HeldSource, Library } from '../library.ts';
import type { CheckedPassage } from './check-claim.ts';

const languages = ['zh-TW', 'en'] as const;

function factsSaid(facts: CaseFacts): string[] {
  return [
    facts.agency_zh,
    facts.agency_en,
    ...languages.flatMap((language) => [
      countryLabel(facts.country, language),
      outcomeLabels[facts.outcome][language],
      stageLabels[facts.stage][language],
      aiTypeLabels[facts.ai_type][language],
    ]),
  ];
}

function sourcesOf(library: Library): Map<string, HeldSource> {
  const known = bySource.get(library);
  if (known) return known;
  const sources = [...library.cases, ...library.study, ...library.glossary];
  const made = new Map(sources.map((source) => [source.id, source]));
  bySource.set(library, made);
  return made;
}

const bySource = new WeakMap<Library, Map<string, HeldSource>>();

/** A cited passage with what its source is about, as the check compares it. */
export function passageForCheck(cited: CitedPassage, library: Library): CheckedPassage {
  const source = sourcesOf(library).get(cited.sourceId);
  const about = [
    cited.title,
    ...(source?.titleEn ? [source.titleEn] : []),
    ...cited.section,
    ...(source?.facts ? factsSaid(source.facts) : []),
  ];
  return { id: cited.id, text: cited.text, about, language: detectLanguage(cited.text) };
}
