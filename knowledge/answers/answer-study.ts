import { englishSections } from './aspects.ts';
import { titleOf } from './labels-of.ts';
import type { HeldPassage, HeldSentence, HeldSource, Library } from './library.ts';
import type { PreparedText } from './match-words.ts';
import { matchWord, prepareText } from './match-words.ts';
import type { WeighedWord } from './pick-sentences.ts';
import { inContext, itemsAfter, weighWords } from './pick-sentences.ts';
import type { AnswerDraft } from './schema.ts';
import { claimsOf } from './study-claims.ts';
import { asksFigure, givesFigure, lacksPlace } from './study-evidence.ts';
import type { Question } from './understand-question.ts';

interface RankedPassage {
  readonly passage: HeldPassage;
  readonly score: number;
  /** Share of the question's weight that heading and text speak of. */
  readonly covered: number;
}

const heads = new WeakMap<HeldPassage, PreparedText>();
const texts = new WeakMap<HeldPassage, PreparedText>();

function headOf(passage: HeldPassage): PreparedText {
  const known =
    heads.get(passage) ??
    prepareText([passage.source.title, passage.source.titleEn ?? '', ...passage.path].join('\n'));
  heads.set(passage, known);
  return known;
}

function textOf(passage: HeldPassage): PreparedText {
  const known = texts.get(passage) ?? prepareText(passage.text);
  texts.set(passage, known);
  return known;
}

function rank(words: readonly WeighedWord[], passage: HeldPassage): RankedPassage {
  let total = 0;
  let covered = 0;
  let inHead = 0;
  for (const { word, weight } of words) {
    const head = matchWord(word, headOf(passage));
    total += weight;
    covered += weight * Math.max(head, matchWord(word, textOf(passage)));
    inHead += weight * head;
  }
  if (total === 0) return { passage, score: 0, covered: 0 };
  return { passage, covered: covered / total, score: (covered + 0.5 * inHead) / total };
}

const NEEDED = 0.62;
const MOST = 6;
/** They say what kind of answer is wanted, not of what. */
const ASKING = /^(?:定義|意思|解釋|看法|名單|清單|介紹|長|樣子|defin|mean|list|exampl)$/u;
/** Said where a reason is given. */
const GIVES_REASON = /因為|由於|導致|以致|可能|所以|因此|若非|because|since|which may|so that|due to/u;
const ASKS_REASON = /為什麼|為何|何以|怎麼會|原因|理由|\bwhy\b|reason/u;

/** Passages that speak of what is asked, best first; none when too little of the question is met. */
function rankPassages(
  question: Question,
  passages: readonly HeldPassage[],
  library: Library,
  needed = NEEDED,
): RankedPassage[] {
  const asked = question.words.filter((word) => !ASKING.test(word.text));
  const words = weighWords(asked, library, new Set());
  const asksReason = ASKS_REASON.test(question.folded);
  return passages
    .filter((passage) => passage.language === question.language || !englishSections.has(passage.section))
    .map((passage) => {
      const ranked = rank(words, passage);
      const own = passage.language === question.language ? 0.08 : 0;
      const reason = asksReason && GIVES_REASON.test(passage.folded) ? 0.4 : 0;
      return { ...ranked, score: ranked.score + own + reason };
    })
    .filter((ranked) => ranked.covered >= needed)
    .sort((a, b) => b.score - a.score);
}

function sentencesOf(question: Question, passage: HeldPassage, library: Library): HeldSentence[] {
  const all = [...passage.sentences()];
  const numbers = asksFigure(question);
  if (!numbers && all.length <= MOST + 2) return all;
  const words = weighWords(question.words, library, new Set());
  const scored = all.map((sentence) => ({
    sentence,
    score:
      words.reduce((sum, { word, weight }) => sum + weight * matchWord(word, sentence.prepared), 0) +
      (numbers && givesFigure(question, sentence) ? 1 : 0),
  }));
  const best = Math.max(...scored.map(({ score }) => score));
  const kept = scored
    .filter(({ score }) => score >= best * (numbers ? 0.7 : 0.4))
    .map(({ sentence }) => sentence);
  const whole = kept.flatMap((sentence) => [...inContext(sentence), ...itemsAfter(sentence)]);
  return all.filter((sentence) => whole.includes(sentence)).slice(0, numbers ? 3 : MOST + 2);
}

/** It holds a quantity, and one of the kind asked where the kind is known. */
function isEvident(sentence: HeldSentence, question: Question): boolean {
  const aspect = question.aspects.find((one) => one.quantity);
  return (
    givesFigure(question, sentence) && (!aspect?.evidence || aspect.evidence.test(sentence.prepared.folded))
  );
}

export function quoted(text: string, passage: HeldPassage, question: Question): string {
  return question.language === 'en' && passage.language === 'zh-TW' ? `“${text}” (source in Chinese)` : text;
}

/** Other sections of the best passage's source that answer as well: a country's aims, method and results. */
function related(ranked: readonly RankedPassage[]): RankedPassage[] {
  const [best] = ranked;
  if (!best) return [];
  return ranked
    .filter(({ passage, score }) => passage.source === best.passage.source && score >= best.score * 0.92)
    .slice(0, 3);
}

function suggestionsFrom(sources: readonly HeldSource[], used: HeldSource, question: Question): string[] {
  const others = sources.filter((source) => source !== used).slice(0, 3);
  return others.map((source) =>
    question.language === 'en'
      ? `What does the study say about “${titleOf(source, 'en')}”?`
      : `研究對「${titleOf(source, 'zh-TW')}」怎麼說？`,
  );
}

export interface StudyAnswer {
  readonly draft: AnswerDraft;
  readonly score: number;
  /** Share of the question's weight that the best passage and its headings speak of. */
  readonly covered: number;
  readonly source: HeldSource;
}

/** The passages of the study that answer a question, in the sources' own sentences; null when none does. */
export function answerFromPassages(
  question: Question,
  passages: readonly HeldPassage[],
  library: Library,
  needed?: number,
): StudyAnswer | null {
  const ranked = rankPassages(question, passages, library, needed);
  const chosen = related(ranked);
  const [best] = chosen;
  if (!best) return null;
  if (
    asksFigure(question) &&
    !chosen.some(({ passage }) =>
      sentencesOf(question, passage, library).some((sentence) => isEvident(sentence, question)),
    )
  )
    return null;
  if (
    lacksPlace(
      question,
      chosen.flatMap(({ passage }) => [...passage.sentences()]),
    )
  )
    return null;
  const parts = chosen.map(({ passage }) => {
    const sentences = sentencesOf(question, passage, library);
    const lead = /[：:]$/.test(sentences[0]?.text ?? '') && sentences.length > 1;
    const claims = claimsOf(sentences.slice(lead ? 1 : 0), (text) => quoted(text, passage, question));
    return {
      ...(chosen.length > 1 && !englishSections.has(passage.section) ? { heading: passage.section } : {}),
      ...(lead ? { lead: sentences[0]!.text } : {}),
      claims,
      style: lead || claims.length > 2 ? ('list' as const) : ('paragraph' as const),
    };
  });
  if (parts.every(({ claims }) => claims.length === 0)) return null;
  const sources = [...new Set(ranked.map(({ passage }) => passage.source))];
  return {
    draft: {
      outcome: 'answered',
      parts,
      suggestions: suggestionsFrom(sources, best.passage.source, question),
    },
    score: best.score,
    covered: best.covered,
    source: best.passage.source,
  };
}
