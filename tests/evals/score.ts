import { foldPattern, foldText } from './fold-text.ts';
import { findMarkerFaults, findUncitedLines } from './markers.ts';
import type { CiteExpectation, EvalOutcome, EvalQuestion } from './question.ts';
import type { AskReply } from './target.ts';

/** What came back: a reply, or the reason there was none. */
export type EvalReply =
  | { outcome: Exclude<EvalOutcome, 'rejected' | 'failed'>; reply: AskReply }
  | { outcome: 'rejected' | 'failed'; reply?: undefined; message: string };

export interface Score {
  outcomeOk: boolean;
  /** Markers in order, every claim line marked, the expected sources among the citations. */
  citedOk: boolean;
  sayOk: boolean;
  notOk: boolean;
  languageOk: boolean;
  /** All of the above. */
  complete: boolean;
  /** An answer where none was allowed, or one that does not admit what the sources leave open. */
  wrongAnswer: boolean;
  faults: string[];
}

const noAnswerWanted: ReadonlySet<string> = new Set(['unanswerable', 'out-of-scope', 'hostile']);

export function scoreReply(question: EvalQuestion, got: EvalReply): Score {
  const answered = got.outcome === 'answered';
  const outcomeFaults = question.expect.outcome.includes(got.outcome)
    ? []
    : [`outcome ${got.outcome}, expected ${question.expect.outcome.join(' or ')}`];
  const citeFaults = got.reply ? checkCitations(question, got.reply) : [];
  const mustSay = answered || (question.expect.always && got.outcome === 'no_source');
  const sayFaults = mustSay && got.reply ? checkSaid(question, got.reply.answer) : [];
  const notFaults = got.reply ? checkNotSaid(question, got.reply.answer) : [];
  const languageFaults = got.reply ? checkLanguage(question, got.reply) : [];
  const faults = [...outcomeFaults, ...citeFaults, ...sayFaults, ...notFaults, ...languageFaults];
  const contentFaults = outcomeFaults.length + sayFaults.length + notFaults.length;
  return {
    outcomeOk: outcomeFaults.length === 0,
    citedOk: citeFaults.length === 0,
    sayOk: sayFaults.length === 0,
    notOk: notFaults.length === 0,
    languageOk: languageFaults.length === 0,
    complete: faults.length === 0,
    wrongAnswer: noAnswerWanted.has(question.kind) && answered && contentFaults > 0,
    faults,
  };
}

function checkCitations(question: EvalQuestion, reply: AskReply): string[] {
  const numbers = reply.citations.map((citation) => citation.n);
  const faults = findMarkerFaults(reply.answer, numbers);
  if (reply.outcome !== 'answered') return faults;
  const uncited = findUncitedLines(reply.answer).map((line) => `no marker on: ${line.slice(0, 80)}`);
  const none = reply.citations.length === 0 ? ['answered without a citation'] : [];
  return [...faults, ...none, ...uncited, ...checkSources(question.expect.cite ?? {}, reply)];
}

function checkSources(expected: CiteExpectation, reply: AskReply): string[] {
  const cited = new Set(reply.citations.flatMap((citation) => citation.externalId ?? []));
  const kinds = new Set(reply.citations.map((citation) => citation.kind));
  const sources = new Set(reply.citations.map((citation) => citation.sourceId));
  const faults: string[] = [];
  for (const id of expected.all ?? []) if (!cited.has(id)) faults.push(`does not cite ${id}`);
  for (const id of expected.none ?? []) if (cited.has(id)) faults.push(`must not cite ${id}`);
  if (expected.any && !expected.any.some((id) => cited.has(id)))
    faults.push(`cites none of ${expected.any.join(', ')}`);
  if (expected.atLeast) {
    const hits = expected.atLeast.of.filter((id) => cited.has(id)).length;
    if (hits < expected.atLeast.n)
      faults.push(`cites ${hits} of the fitting sources, expected ${expected.atLeast.n}`);
  }
  if (expected.minSources && sources.size < expected.minSources)
    faults.push(`cites ${sources.size} sources, expected ${expected.minSources}`);
  if (expected.kind && !expected.kind.some((kind) => kinds.has(kind)))
    faults.push(`cites no ${expected.kind.join(' or ')}`);
  return faults;
}

function checkSaid(question: EvalQuestion, answer: string): string[] {
  const text = foldText(answer);
  const lists = [
    ...(question.expect.say ?? []).map((pattern) => [pattern]),
    ...(question.expect.sayAny ?? []),
  ];
  return lists
    .filter((list) => !list.some((pattern) => foldPattern(pattern).test(text)))
    .map((list) => `does not say ${list.join(' | ')}`);
}

function checkNotSaid(question: EvalQuestion, answer: string): string[] {
  const folded = foldText(answer);
  return (question.expect.not ?? [])
    .filter((pattern) => foldPattern(pattern).test(folded) || foldPattern(pattern).test(answer))
    .map((pattern) => `says ${pattern}`);
}

function checkLanguage(question: EvalQuestion, reply: AskReply): string[] {
  const expected = question.expect.language ?? (question.lang === 'zh' ? 'zh-TW' : 'en');
  if (expected === 'any') return [];
  const faults = reply.language === expected ? [] : [`language ${reply.language}, expected ${expected}`];
  const share = hanShare(reply.answer);
  const fits = expected === 'zh-TW' ? share >= 0.3 : share <= 0.5;
  if (!fits) faults.push(`text is ${Math.round(share * 100)} % Chinese characters, expected ${expected}`);
  return faults;
}

/** Chinese characters among Chinese characters and Latin words; names in the other script are tolerated. */
function hanShare(text: string): number {
  const han = text.match(/\p{Script=Han}/gu)?.length ?? 0;
  const words = text.match(/[A-Za-z]+/g)?.length ?? 0;
  return han + words === 0 ? 0.35 : han / (han + words);
}
