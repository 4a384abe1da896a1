import type { Language } from '../../core/language.ts';
import type { Metric } from '../cases/schema.ts';
import { findNumbers, sameNumber, withoutDates } from './find-numbers.ts';
import type { HeldSentence } from './library.ts';

type MetricBasis = NonNullable<Metric['basis']>;
type Weak = Exclude<MetricBasis, 'measured' | 'independent'>;

const notes: Readonly<Record<Weak, Readonly<Record<Language, string>>>> = {
  self_reported: { 'zh-TW': '數字為機關自述', en: 'figures are self-reported' },
  expected: { 'zh-TW': '數字為預期或推估，非實測', en: 'figures are expected, not measured' },
  target: { 'zh-TW': '數字為目標，非成果', en: 'figures are targets, not results' },
};
/** The sentence itself already says how its figures arose. */
const said: Readonly<Record<Weak, RegExp>> = {
  self_reported:
    /自述|自稱|自測|自評|稱|宣稱|公布|表示|指出|說明|答詢|問卷|回覆|受訪|統計|報導|self-report|reported|said|says|claim|told|survey|according/iu,
  expected: /預期|預估|預計|推估|估計|估算|將|擬|規劃|expect|project|estimat|modelled|forecast|would/iu,
  target: /目標|預期|擬|規劃|將|target|aim|goal|plan/iu,
};

function valuesOf(metric: Metric): number[] {
  return typeof metric.value === 'number' ? [metric.value] : findNumbers(metric.value);
}

function isWeak(basis: MetricBasis | undefined): basis is Weak {
  return basis === 'self_reported' || basis === 'expected' || basis === 'target';
}

/** What to add to a sentence whose figures are only self-reported, expected or targets and that does not say so itself. */
export function figureNote(sentence: HeldSentence, language: Language): string | undefined {
  const facts = sentence.passage.source.facts;
  if (!facts || sentence.passage.section === '指標') return undefined;
  const figures = findNumbers(withoutDates(sentence.text));
  const bases = new Set(
    facts.metrics
      .filter((metric) =>
        valuesOf(metric).some((value) => value >= 2 && figures.some((figure) => sameNumber(figure, value))),
      )
      .map((metric) => metric.basis)
      .filter(isWeak)
      .filter((basis) => !said[basis].test(sentence.text)),
  );
  if (bases.size === 0) return undefined;
  return [...bases].map((basis) => notes[basis][language]).join(language === 'en' ? '; ' : '；');
}
