import { fold } from '../text/fold.ts';
import type { HeldPassage, HeldSentence, HeldSource, Library } from './library.ts';
import { noSource } from './no-source.ts';
import type { AnswerDraft, AnswerPart } from './schema.ts';
import { claimsOf } from './study-claims.ts';
import { asksFigure, givesFigure } from './study-evidence.ts';
import type { StudyTopic } from './study-topics.ts';
import { studyTopics } from './study-topics.ts';
import type { Question } from './understand-question.ts';

const MOST_SENTENCES = 24;
const ENGLISH = 'English summary';

function topicsOf(folded: string): StudyTopic[] {
  const fitting = studyTopics.filter(({ asked }) => asked.every((word) => word.test(folded)));
  const [first] = fitting;
  if (!first) return [];
  const rest = fitting.slice(1).filter((topic) => adds(first, topic));
  return [first, ...rest];
}

/** A later topic adds to the first: another section of its source, or the other half of strengths and difficulties. */
function adds(first: StudyTopic, topic: StudyTopic): boolean {
  if (topic.general || first.general || !first.sections || !topic.sections) return false;
  return (
    topic.source === first.source ||
    topic.asked.some((word) => first.asked.includes(word) && word !== first.asked[0])
  );
}

function isWanted({ sections }: StudyTopic, passage: HeldPassage): boolean {
  if (passage.section === ENGLISH) return false;
  return sections ? sections.test(fold(passage.section)) : true;
}

function chineseParts(topic: StudyTopic, source: HeldSource): AnswerPart[] {
  const passages = source.passages.filter(
    (passage) => passage.language === 'zh-TW' && isWanted(topic, passage),
  );
  const sections = [...new Set(passages.map(({ section }) => section))];
  return sections.map((section) => {
    const sentences = passages
      .filter((one) => one.section === section)
      .flatMap((one) => [...one.sentences()]);
    return partOf(sentences, sections.length > 1 ? section : undefined);
  });
}

function englishParts(topic: StudyTopic, source: HeldSource): AnswerPart[] {
  const sentences = source.passages
    .filter((passage) => passage.language === 'en')
    .flatMap((passage) => [...passage.sentences()])
    .filter((sentence) => !topic.english || topic.english.test(sentence.text));
  return sentences.length > 0 ? [partOf(sentences)] : [];
}

function partOf(sentences: readonly HeldSentence[], heading?: string): AnswerPart {
  const [first] = sentences;
  const lead = first && /[：:]$/.test(first.text) && sentences.length > 1 ? first.text : undefined;
  const claims = claimsOf(sentences.slice(lead ? 1 : 0));
  return {
    ...(heading && { heading }),
    ...(lead && { lead }),
    claims,
    style: lead || claims.length > 3 ? 'list' : 'paragraph',
  };
}

function suggestionsFrom(library: Library, used: HeldSource, question: Question): string[] {
  return library.study
    .filter((source) => source !== used && source.externalId.startsWith(used.externalId.slice(0, 9)))
    .slice(0, 3)
    .map((source) =>
      question.language === 'en'
        ? `What does the study say about “${source.titleEn ?? source.title}”?`
        : `研究對「${source.title}」怎麼說？`,
    );
}

/** One of the sentences told gives the figure asked for. */
function holdsFigure(question: Question, source: HeldSource, told: ReadonlySet<string>): boolean {
  return source.passages
    .flatMap((passage) => [...passage.sentences()])
    .some((sentence) => told.has(sentence.text) && givesFigure(question, sentence));
}

/**
 * What the study says on one of its topics, in its own sentences; null when the question is on none of them.
 * A figure it does not print is no source.
 */
export function answerStudyTopic(question: Question, library: Library): AnswerDraft | null {
  const parts: AnswerPart[] = [];
  let used: HeldSource | undefined;
  const seen = new Set<string>();
  for (const topic of topicsOf(question.folded)) {
    const source = library.study.find((one) => one.externalId === topic.source);
    if (!source) continue;
    used ??= source;
    const told = question.language === 'en' ? englishParts(topic, source) : chineseParts(topic, source);
    for (const part of told) {
      const claims = part.claims.filter(({ text }) => !seen.has(text));
      for (const { text } of claims) seen.add(text);
      if (claims.length > 0 && seen.size <= MOST_SENTENCES) parts.push({ ...part, claims });
    }
  }
  if (!used || parts.length === 0) return null;
  const suggestions = suggestionsFrom(library, used, question);
  if (asksFigure(question) && !holdsFigure(question, used, seen))
    return noSource(question.language, { suggestions });
  return { outcome: 'answered', parts, suggestions };
}
