import type { Language } from '../../core/language.ts';
import { englishSentencesFor } from './align-english.ts';
import type { Aspect } from './aspects.ts';
import { passagesIn } from './labels-of.ts';
import type { HeldCase, HeldSentence } from './library.ts';
import { matchWord } from './match-words.ts';
import { inOwnLanguage } from './pick-fact.ts';
import type { Picked, Wanted } from './pick-sentences.ts';
import { focusOf } from './pick-sentences.ts';

/** How many sentences a broad question gets, and one for a whole list. */
const MOST = { whole: 5, english: 6, list: 14 } as const;
/** Share of the question's own words a sentence speaks of to come first. */
const LEADS = 0.25;
const REASON = /理由|原因|因為|為了|為避免|目的|考量|希望|依據/u;

/** The sections that tell what is asked, with how many sentences of each. */
const told: Readonly<Partial<Record<Aspect['id'], readonly (readonly [string, number])[]>>> = {
  summary: [
    ['導入作法', 2],
    ['成效', 2],
    ['失敗或風險', 2],
  ],
  outcome: [
    ['成效', 3],
    ['失敗或風險', 2],
  ],
  results: [
    ['成效', 5],
    ['失敗或風險', 1],
  ],
  'why-failed': [
    ['失敗或風險', 3],
    ['導入作法', 2],
  ],
  status: [
    ['成效', 1],
    ['失敗或風險', 3],
  ],
};

function sentencesIn(held: HeldCase, section: string): HeldSentence[] {
  return passagesIn(held, section).flatMap((passage) => passage.sentences());
}

function sectionSentences(held: HeldCase, aspect: Aspect): HeldSentence[] {
  const parts = told[aspect.id];
  if (parts) return parts.flatMap(([section, most]) => sentencesIn(held, section).slice(0, most));
  if (aspect.id === 'why-started')
    return [...sentencesIn(held, '問題背景'), ...sentencesIn(held, '導入作法')].filter(
      (sentence) => sentence.passage.section === '問題背景' || REASON.test(sentence.text),
    );
  const [section] = aspect.sections.filter((name) => passagesIn(held, name).length > 0);
  return section ? sentencesIn(held, section) : [];
}

/** Sentences that meet what the question picks out, the likeliest first. */
function leading(ranked: readonly Picked[], wanted: Wanted): HeldSentence[] {
  const lane = inOwnLanguage(
    ranked.filter((picked) => picked.covered >= LEADS),
    wanted.language,
  );
  return lane
    .filter((picked) => picked.score >= (lane[0]?.score ?? 0) - 0.6)
    .slice(0, 3)
    .map((picked) => picked.sentence);
}

/** The one sentence that speaks of most of what the question picks out of the case's topics. */
function onTopic(ranked: readonly Picked[], wanted: Wanted): HeldSentence[] {
  const topics = wanted.words.filter(({ topic }) => topic);
  const total = topics.reduce((sum, { weight }) => sum + weight, 0);
  const share = ({ sentence }: Picked) =>
    topics.reduce((sum, { word, weight }) => sum + weight * matchWord(word, sentence.prepared), 0) / total;
  const first =
    topics.length > 0 && inOwnLanguage(ranked, wanted.language).find((picked) => share(picked) >= 0.45);
  return first ? [first.sentence] : [];
}

/** The English summary as a whole: what meets the question first, the rest in its own order. */
function inEnglish(held: HeldCase, first: readonly HeldSentence[], aspect: Aspect): HeldSentence[] {
  const summary = sentencesIn(held, 'English summary');
  if (summary.length === 0) return [];
  const upshot = told[aspect.id] ? [] : englishSentencesFor(held, aspect.sections.slice(0, 1)).slice(0, 3);
  const before = first.filter((sentence) => summary.includes(sentence));
  const rest = [...new Set([...upshot, ...summary])].filter((sentence) => !before.includes(sentence));
  const kept = new Set(rest.slice(0, MOST.english - before.length));
  return [...before, ...summary.filter((sentence) => kept.has(sentence))];
}

/** A broad question: the section that answers it, led by the sentences that meet the question's other words. */
export function tellStory(
  held: HeldCase,
  ranked: readonly Picked[],
  wanted: Wanted,
  aspect: Aspect,
): HeldSentence[] {
  if (aspect.only) return sectionSentences(held, aspect).slice(0, MOST.list);
  const bound = (wanted.mentions ?? []).length > 0 || (wanted.years ?? []).length > 0;
  const first = focusOf(wanted.words).length > 0 || bound ? leading(ranked, wanted) : onTopic(ranked, wanted);
  if (bound) return first;
  const english = wanted.language === 'en' ? inEnglish(held, first, aspect) : [];
  if (english.length > 0) return english;
  const section = sectionSentences(held, aspect).filter((sentence) => !first.includes(sentence));
  return [...first, ...section].slice(0, MOST.whole);
}

/** Why it was stopped: the sentences that tell of the stop, then the risks that explain it. */
export function withReasons(
  held: HeldCase,
  stopped: readonly HeldSentence[],
  language: Language,
): HeldSentence[] {
  const rest = sentencesIn(held, language === 'en' ? 'English summary' : '失敗或風險');
  const reasons = rest.filter((sentence) => !stopped.includes(sentence));
  return [...stopped, ...reasons].slice(0, language === 'en' ? MOST.english : MOST.whole);
}
