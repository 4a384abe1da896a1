import type { Language } from '../../core/language.ts';
import { countryLabel, outcomeLabels } from '../cases/labels.ts';
import type { HeldCase, HeldPassage, HeldSource } from './library.ts';

export function titleOf(source: HeldSource, language: Language): string {
  return (language === 'en' ? source.titleEn : undefined) ?? source.title;
}

/** The part of a title before its colon: short enough for a list, a table head or a question. */
export function shortTitleOf(source: HeldSource, language: Language): string {
  return titleOf(source, language)
    .split(/[：:]\s*/)[0]!
    .trim();
}

/** `英國，好壞參半`: where a case is from and how it went. */
export function placeAndOutcome(held: HeldCase, language: Language): string {
  const { country, outcome } = held.facts;
  const separator = language === 'en' ? ', ' : '，';
  return `${countryLabel(country, language)}${separator}${outcomeLabels[outcome][language]}`;
}

export function passagesIn(source: HeldSource, ...sections: readonly string[]): HeldPassage[] {
  return sections.flatMap((section) => source.passages.filter((passage) => passage.section === section));
}

/** The passage that states a case's structured fields, in the asker's language if there is one. */
export function overviewOf(source: HeldSource, language: Language): HeldPassage {
  const [own] = passagesIn(source, language === 'en' ? 'Overview' : '案例概要');
  return own ?? source.passages[0]!;
}
