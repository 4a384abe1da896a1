import { quoted } from './answer-study.ts';
import { statesQuantity } from './find-numbers.ts';
import { titleOf } from './labels-of.ts';
import type { HeldPassage, HeldSentence, Library } from './library.ts';
import { matchWord, prepareText } from './match-words.ts';
import type { Picked, WeighedWord } from './pick-sentences.ts';
import { asksNumber, focusOf, inContext, itemsAfter, rankSentences, weighWords } from './pick-sentences.ts';
import type { AnswerDraft } from './schema.ts';
import type { FoundPassage } from './search-documents.ts';
import { claimsOf } from './study-claims.ts';
import type { Question } from './understand-question.ts';

/** Passages quoted at most, and how near to the best the others must be. */
const PASSAGES = 3;
const NEAR = 0.72;
/** Sentences quoted of one passage, and how near to its best the others must be. */
const SENTENCES = 3;
const TELLING = 0.75;
/** Of what is asked beside the document's own title, the share a quoted passage must speak of, or seem to in translation. */
const FOCUS = 0.3;
const FOCUS_TRANSLATED = 0.12;

function shareIn(text: string, words: readonly WeighedWord[]): number {
  const prepared = prepareText(text);
  const total = words.reduce((sum, { weight }) => sum + weight, 0);
  return (
    total && words.reduce((sum, { word, weight }) => sum + weight * matchWord(word, prepared), 0) / total
  );
}

/** Share (0 to 1) of a question's words, by what they tell, that a passage with its headings speaks of. */
export function shareSpokenOf(question: Question, passage: HeldPassage, library: Library): number {
  const words = weighWords(question.words, library, new Set());
  return shareIn([passage.source.title, ...passage.path, passage.text].join('\n'), words);
}

/** The words of a question; those a document's title says only name the document. */
function wordsBeside(title: string, question: Question, library: Library): WeighedWord[] {
  const prepared = prepareText(title);
  const naming = question.words.filter((word) => matchWord(word, prepared) >= 0.8).map(({ text }) => text);
  return weighWords(question.words, library, new Set(naming)).map((weighed) => {
    const focus = !naming.includes(weighed.word.text) && weighed.word.text.length > 1;
    // A document has no sections of its own for risks or results: the words that ask for them are looked for as all others.
    return focus ? { ...weighed, focus, weight: Math.max(0.08, library.rarity(weighed.word.text)) } : weighed;
  });
}

/** The sentences that tell what is asked, best first; none when the passage speaks of the title's subject only. */
function pickFrom(passage: HeldPassage, question: Question, library: Library): Picked[] {
  const words = wordsBeside(passage.source.title, question, library);
  const focus = focusOf(words);
  const needed = passage.language === question.language ? FOCUS : FOCUS_TRANSLATED;
  if (focus.length > 0 && shareIn([...passage.path, passage.text].join('\n'), focus) < needed) return [];
  const ranked = rankSentences([passage], { words, language: question.language, folded: question.folded });
  const fit = asksNumber(question.folded)
    ? ranked.filter(({ evident, sentence }) => evident && statesQuantity(sentence.text))
    : ranked;
  const best = fit[0]?.score ?? 0;
  return fit.filter(({ score }) => score >= TELLING * best).slice(0, SENTENCES);
}

/** What is quoted stands in the passage's order, each sentence with those it leans on or introduces. */
function inOrder(passage: HeldPassage, picked: readonly Picked[]): HeldSentence[] {
  const kept = picked.flatMap(({ sentence }) => [...inContext(sentence), ...itemsAfter(sentence)]);
  return passage.sentences().filter((sentence) => kept.includes(sentence));
}

function headingOf(passage: HeldPassage, question: Question): string {
  const title = titleOf(passage.source, question.language);
  return passage.section && passage.section !== title ? `${title}｜${passage.section}` : title;
}

/** The nearest passages in their own sentences; null when none tells what is asked. */
export function quotePassages(
  question: Question,
  found: readonly FoundPassage[],
  library: Library,
): AnswerDraft | null {
  const [best] = found;
  const parts = found
    .filter(({ score }) => score >= NEAR * best!.score)
    .map(({ passage }) => ({ passage, picked: pickFrom(passage, question, library) }))
    .filter(({ picked }) => picked.length > 0)
    .slice(0, PASSAGES)
    .map(({ passage, picked }) => {
      const sentences = inOrder(passage, picked);
      return {
        heading: headingOf(passage, question),
        claims: claimsOf(sentences, (text) => quoted(text, passage, question)),
        style: sentences.length > 2 ? ('list' as const) : ('paragraph' as const),
      };
    });
  if (parts.length === 0) return null;
  return { outcome: 'answered', parts, suggestions: [] };
}
