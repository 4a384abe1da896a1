import type { Context } from '../../core/context.ts';
import { answerAdvice } from './answer-advice.ts';
import { asksForAdvice, mayAskForAdvice } from './asks-for-advice.ts';
import { asksForCases, asksForSeveral } from './asks-for-cases.ts';
import { findCases } from './find-cases.ts';
import type { FoundCase } from './find-entities.ts';
import { bodyOf, headlineOf } from './find-entities.ts';
import type { Library } from './library.ts';
import { asksNumber } from './pick-sentences.ts';
import type { Routed } from './route-to-case.ts';
import type { Question } from './understand-question.ts';

/** A case called by a name of its own, for sure. */
const NAMED = 1.5;
/** Advice for the asker's own project, whatever case it is like. */
const FOR_US =
  /我們|(?:怎麼|如何)(?:防|避免|辦|處理)|本局|本府|本機關|該|要注意|建議|其他機關|別的機關|\b(?:we|our|us|should)\b/u;

/** The first case is called by a name of its own. */
export function isNamed([first]: readonly FoundCase[]): boolean {
  return first?.proper === true && first.score >= NAMED;
}

/** One case far ahead of the rest: the question is about it. */
export function isMeantAlone([first, next]: readonly FoundCase[]): boolean {
  return (
    first !== undefined &&
    first.fit >= 0.6 &&
    ((first.score >= 3 && first.score > 1.4 * (next?.score ?? 0)) ||
      (first.score >= 2 && first.score > 1.6 * (next?.score ?? 0)))
  );
}

/** An agency that no case is of and none mentions. */
export function isUnknownAgency(question: Question, library: Library): boolean {
  const { agencies } = question;
  if (agencies.length === 0 || question.places.some(({ place }) => place.country !== 'TW')) return false;
  return agencies.every(
    ({ names }) =>
      !library.cases.some((held) =>
        names.some((name) => bodyOf(held).folded.includes(name) || headlineOf(held).folded.includes(name)),
      ),
  );
}

/** The cases a request describes; null when it asks for none, or means one. */
function listCases(question: Question, found: readonly FoundCase[], library: Library): Routed | null {
  if (!asksForCases(question.folded)) return null;
  const [first, next] = found;
  const single =
    first !== undefined && first.score >= 2 && first.fit >= 0.6 && first.score > 1.6 * (next?.score ?? 0);
  if ((single || first?.proper) && !asksForSeveral(question.folded)) return null;
  const list = findCases(question, library);
  if (!list || (list.partial && isMeantAlone(found))) return null;
  const one = list.cases.length === 1 && (asksNumber(question.folded) || isNamed(found));
  return one ? null : { route: 'list', draft: list.draft, cases: list.cases };
}

/** The question names a place, an agency or the main part of a title; being like one case alone means none. */
function pointsAtOne({ places, agencies }: Question, [first]: readonly FoundCase[]): boolean {
  const called = [...(first?.identity ?? [])].some((name) => name.length >= 4);
  return first?.proper === true || called || places.length > 0 || agencies.length > 0;
}

/** A question that names nothing and is like no case in particular. */
function isOpenQuestion(question: Question, found: readonly FoundCase[]): boolean {
  const [first] = found;
  const likely = first !== undefined && first.score >= 1.2 && first.fit >= 0.6;
  return (
    !likely &&
    !pointsAtOne(question, found) &&
    !asksNumber(question.folded) &&
    mayAskForAdvice(question.folded)
  );
}

/** Advice from several cases, if the question asks for it and no single case is meant. */
async function advise(
  ctx: Context,
  question: Question,
  found: readonly FoundCase[],
  library: Library,
): Promise<Routed | null> {
  if (isNamed(found) || isUnknownAgency(question, library)) return null;
  const asked = asksForAdvice(question.folded);
  if (!asked && !isOpenQuestion(question, found)) return null;
  if (
    pointsAtOne(question, found) &&
    isMeantAlone(found) &&
    !asksForSeveral(question.folded) &&
    !FOR_US.test(question.folded)
  )
    return null;
  const advice = await answerAdvice(ctx, question, library, asked ? 'nearest' : 'direct');
  return advice && { route: 'advice', draft: advice.draft, cases: advice.cases };
}

/** A list of cases, or advice from several, if the question asks for either and no single case is meant. */
export async function answerAcrossCases(
  ctx: Context,
  question: Question,
  found: readonly FoundCase[],
  library: Library,
): Promise<Routed | null> {
  const list = listCases(question, found, library);
  if (list && (list.cases.length > 1 || !asksForAdvice(question.folded))) return list;
  return (await advise(ctx, question, found, library)) ?? list;
}
