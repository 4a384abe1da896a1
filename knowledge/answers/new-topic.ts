import { asksForAdvice } from './asks-for-advice.ts';
import { asksForCases } from './asks-for-cases.ts';
import type { ContentWord } from './content-words.ts';
import { bodyOf, findEntities } from './find-entities.ts';
import type { HeldCase, Library } from './library.ts';
import { matchWord } from './match-words.ts';
import { findScopeProblem } from './out-of-scope.ts';
import { speaksOfStudy } from './study-words.ts';
import type { Question } from './understand-question.ts';
import { isDictionaryWord, namesSomething } from './word-kind.ts';

/** A case that fits the new question this well, and better than the case talked of, is what it is about. */
const ANOTHER = { score: 1, fit: 0.6 } as const;
const SURE = 1.6;
/** A weaker match than this is no sign that the case speaks of a word. */
const SPOKEN_OF = 0.45;
const MEANING =
  /什麼是|什麼叫|什麼意思|的(?:意思|定義|差別|差異)|差在哪|白話|\bdefine\b|meaning of|what (?:is|are) (?:an? )?[\w -]+\??$|what does .+ mean|difference between/u;

/** Who is responsible may be asked of the case; who should be, is not. */
const FOR_ONESELF = /我們|本[局府署機]|該|應|建議|怎麼[辦做]|如何|should|\bwe\b|\bour\b/u;

/** True when no case is asked about: advice, a list, a term, the study, or nothing of ours. */
function leavesCases(question: Question): boolean {
  const { folded } = question;
  return (
    findScopeProblem(folded) !== undefined ||
    speaksOfStudy(folded) ||
    asksForCases(folded) ||
    (asksForAdvice(folded) && FOR_ONESELF.test(folded)) ||
    MEANING.test(folded)
  );
}

/** No source speaks of it. */
const UNHEARD = 0.95;

/** Two words or more, or things no source speaks of, and the case speaks of none of them. */
function isForeignTo(question: Question, held: HeldCase | undefined, library: Library): boolean {
  const words = question.words.filter(({ text }) => text.length > 1);
  const names = words.filter((word) => namesSomething(word) && isDictionaryWord(word));
  const unheard = names.length > 0 && names.every(({ text }) => library.rarity(text) >= UNHEARD);
  const foreign = (word: ContentWord) => matchWord(word, bodyOf(held!)) < SPOKEN_OF;
  return (
    held !== undefined && ((words.length > 1 && words.every(foreign)) || (unheard && names.every(foreign)))
  );
}

/** True when a question in a conversation about a case is about another case or about none. */
export function isNewTopic(question: Question, library: Library, subject: string): boolean {
  const found = findEntities(question, library);
  const other = found.find(({ held }) => held.externalId !== subject);
  const own = found.find(({ held }) => held.externalId === subject);
  const ahead = other !== undefined && other.score > (own?.score ?? 0);
  if (ahead && (other.score >= SURE || (other.score >= ANOTHER.score && other.fit >= ANOTHER.fit)))
    return true;
  const held = library.cases.find(({ externalId }) => externalId === subject);
  return leavesCases(question) || isForeignTo(question, held, library);
}
