import { quoted } from './answer-study.ts';
import { statesQuantity } from './find-numbers.ts';
import { titleOf } from './labels-of.ts';
import type { HeldPassage, HeldSentence, Library } from './library.ts';
import { matchWord, prepareText } from './match-words.ts';
import type { WeighedWord } from './pick-sentences.ts';
import { asksNumber, inContext, itemsAfter, weighWords } from './pick-sentences.ts';
import type { AnswerDraft } from './schema.ts';
import type { FoundPassage } from './search-documents.ts';
import { claimsOf } from './study-claims.ts';
import type { Question } from './understand-question.ts';

/** Passages quoted at most, and how near to the best the others must be. */
const PASSAGES = 3;
const NEAR = 0.72;
/** Sentences quoted of one passage, and how near to its best the others must be. */
const SENTENCES = 4;
const TELLING = 0.45;

function weigh(words: readonly WeighedWord[], sentence: HeldSentence, wantsNumber: boolean): number {
  const spoken = words.reduce(
    (sum, { word, weight }) => sum + weight * matchWord(word, sentence.prepared),
    0,
  );
  return spoken + (wantsNumber && statesQuantity(sentence.text) ? 1 : 0);
}

/** The sentences of a passage that speak most of what is asked, with those they lean on, in their order. */
function tellingSentences(
  passage: HeldPassage,
  words: readonly WeighedWord[],
  wantsNumber: boolean,
): HeldSentence[] {
  const all = [...passage.sentences()];
  if (all.length <= SENTENCES - 1) return all;
  const weighed = all.map((sentence) => ({ sentence, weight: weigh(words, sentence, wantsNumber) }));
  const best = Math.max(...weighed.map(({ weight }) => weight));
  const kept = weighed
    .filter(({ weight }) => weight >= best * TELLING)
    .sort((a, b) => b.weight - a.weight)
    .slice(0, SENTENCES)
    .flatMap(({ sentence }) => [...inContext(sentence), ...itemsAfter(sentence)]);
  return all.filter((sentence) => kept.includes(sentence)).slice(0, 2 * SENTENCES);
}

/** Share (0 to 1) of a question's words, by what they tell, that a passage with its headings speaks of. */
export function shareSpokenOf(question: Question, passage: HeldPassage, library: Library): number {
  const words = weighWords(question.words, library, new Set());
  const text = prepareText([passage.source.title, ...passage.path, passage.text].join('\n'));
  const total = words.reduce((sum, { weight }) => sum + weight, 0);
  return total && words.reduce((sum, { word, weight }) => sum + weight * matchWord(word, text), 0) / total;
}

function headingOf(passage: HeldPassage, question: Question): string {
  const title = titleOf(passage.source, question.language);
  return passage.section && passage.section !== title ? `${title}｜${passage.section}` : title;
}

/** The nearest passages in their own sentences; null when a number is asked and none states one. */
export function quotePassages(
  question: Question,
  found: readonly FoundPassage[],
  library: Library,
): AnswerDraft | null {
  const words = weighWords(question.words, library, new Set());
  const wantsNumber = asksNumber(question.folded);
  const [best] = found;
  const near = found.filter(({ score }) => score >= NEAR * best!.score);
  const parts = near
    .map(({ passage }) => ({ passage, sentences: tellingSentences(passage, words, wantsNumber) }))
    .filter(({ sentences }) => !wantsNumber || sentences.some(({ text }) => statesQuantity(text)))
    .slice(0, PASSAGES)
    .map(({ passage, sentences }) => ({
      heading: headingOf(passage, question),
      claims: claimsOf(sentences, (text) => quoted(text, passage, question)),
      style: sentences.length > 2 ? ('list' as const) : ('paragraph' as const),
    }));
  if (parts.length === 0) return null;
  return { outcome: 'answered', parts, suggestions: [] };
}
