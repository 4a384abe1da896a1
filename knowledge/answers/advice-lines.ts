import type { Language } from '../../core/language.ts';
import type { FoundTopic } from './advice-topics.ts';
import { englishSentencesFor } from './align-english.ts';
import { itemOf } from './claims.ts';
import type { ContentWord } from './content-words.ts';
import { headlineOf } from './find-entities.ts';
import { passagesIn } from './labels-of.ts';
import type { HeldCase, HeldSentence, Library } from './library.ts';
import { matchWord } from './match-words.ts';
import type { Question } from './understand-question.ts';
import { namesSomething } from './word-kind.ts';

export type AdvicePart = 'risks' | 'actions' | 'questions';

/** A sentence of a case, or a list item of it, that may advise. */
export interface AdviceLine {
  readonly held: HeldCase;
  readonly part: AdvicePart;
  readonly sentences: readonly HeldSentence[];
  readonly score: number;
  /** It speaks of the subject itself; other lines are but near it. */
  readonly apt: boolean;
}

/** A line on none of the topics has to speak of this much of the question itself. */
const SPOKEN_OF = 0.4;

const sectionsOf: Readonly<Record<AdvicePart, readonly string[]>> = {
  risks: ['失敗或風險', '成效'],
  actions: ['可借鏡之處', '治理作法'],
  questions: ['給主管的提問'],
};
/** The first section of a part says it best. */
const SECOND = 0.25;
const LONG = 70;
const CLOSELY_READ = 60;

function itemsIn(held: HeldCase, section: string): HeldSentence[][] {
  return passagesIn(held, section).flatMap((passage) =>
    passage
      .sentences()
      .filter((sentence, at) => at === 0 || sentence.opensItem)
      .map(itemOf),
  );
}

interface Draft {
  readonly held: HeldCase;
  readonly part: AdvicePart;
  readonly sentences: readonly HeldSentence[];
  readonly handicap: number;
}

const chinese = new WeakMap<HeldCase, readonly Draft[]>();

function chineseLines(held: HeldCase): readonly Draft[] {
  const known = chinese.get(held);
  if (known) return known;
  const lines = (Object.keys(sectionsOf) as AdvicePart[]).flatMap((part) =>
    sectionsOf[part].flatMap((section, place) =>
      itemsIn(held, section).map((sentences) => ({ held, part, sentences, handicap: place * SECOND })),
    ),
  );
  chinese.set(held, lines);
  return lines;
}

/** An English summary tells what to do in its last sentence, or where it tells what the Chinese lessons tell. */
function englishLines(held: HeldCase): Draft[] {
  const sentences = passagesIn(held, 'English summary').flatMap((passage) => passage.sentences());
  return sentences.slice(1).map((sentence) => {
    const last = sentence === sentences.at(-1);
    return { held, part: last ? 'actions' : 'risks', sentences: [sentence], handicap: 0 };
  });
}

function partOfEnglish(draft: Draft): AdvicePart {
  if (draft.part === 'actions') return 'actions';
  const told = englishSentencesFor(draft.held, [...sectionsOf.actions, ...sectionsOf.questions]);
  return told.includes(draft.sentences[0]!) ? 'actions' : 'risks';
}

function topicScore(text: string, topics: readonly FoundTopic[], library: Library): number {
  let sum = 0;
  for (const { topic, weight } of topics)
    for (const word of topic.words)
      if (word.pattern.test(text)) sum += weight * Math.max(0.25, library.rarity(word.text));
  return sum / (sum + 0.8);
}

function caseScore(held: HeldCase, topics: readonly FoundTopic[]): number {
  const headline = headlineOf(held).folded;
  let score = held.facts.country === 'TW' ? 0.06 : 0;
  for (const { topic, weight } of topics) {
    if (topic.cases?.test(headline)) score += 0.3 * weight;
    else if (topic.aiTypes.has(held.facts.ai_type)) score += 0.12 * weight;
  }
  return Math.min(0.6, score);
}

function foldedOf(draft: Draft): string {
  return draft.sentences.map((sentence) => sentence.prepared.folded).join(' ');
}

/** Words that name something tell more of what is asked than what is done or how it is. */
function weightOf(word: ContentWord): number {
  if (word.han && word.text.length === 1) return 0.2;
  return namesSomething(word) ? 1 : 0.4;
}

/** Share of the question's own words that the line speaks of, its case lending a little. */
function wordScore(draft: Draft, question: Question, library: Library): number {
  let total = 0;
  let met = 0;
  for (const word of question.words) {
    const weight = Math.max(0.1, library.rarity(word.text)) * weightOf(word);
    const own = Math.max(...draft.sentences.map((sentence) => matchWord(word, sentence.prepared)));
    total += weight;
    met += weight * Math.max(own, own < 0.5 ? 0.5 * matchWord(word, headlineOf(draft.held)) : 0);
  }
  return total === 0 ? 0 : met / total;
}

/**
 * Lines of the cases that advise on the topics, the most telling first.
 * @param found how well a passage was found by searching for the question, 0 to 1
 */
export function rankAdviceLines(
  question: Question,
  cases: readonly HeldCase[],
  topics: readonly FoundTopic[],
  library: Library,
  found: ReadonlyMap<string, number>,
  language: Language,
): AdviceLine[] {
  const drafts = cases.flatMap((held) => (language === 'en' ? englishLines(held) : chineseLines(held)));
  const ofCase = new Map(cases.map((held) => [held, caseScore(held, topics)]));
  const roughly = drafts
    .map((draft) => {
      const text = foldedOf(draft);
      const told = topicScore(text, topics, library);
      const searched = found.get(draft.sentences[0]!.passage.id) ?? 0;
      const long = Math.max(0, (text.length - (language === 'en' ? 3 : 1) * LONG) / 400);
      const score = 1.2 * told + 0.4 * searched + ofCase.get(draft.held)! - draft.handicap - long;
      return { draft, score, told };
    })
    .filter(({ told, draft }) => told > 0 || found.has(draft.sentences[0]!.passage.id))
    .sort((a, b) => b.score - a.score)
    .slice(0, CLOSELY_READ);
  return roughly
    .map(({ draft, score, told }) => {
      const spoken = wordScore(draft, question, library);
      return { draft, score: score + 0.9 * spoken, apt: told > 0.12 || spoken >= SPOKEN_OF };
    })
    .sort((a, b) => b.score - a.score || a.draft.held.externalId.localeCompare(b.draft.held.externalId))
    .map(({ draft, score, apt }) => ({
      held: draft.held,
      part: language === 'en' ? partOfEnglish(draft) : draft.part,
      sentences: draft.sentences,
      score,
      apt,
    }));
}
