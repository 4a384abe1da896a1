import type { Language } from '../../core/language.ts';
import { fold } from '../text/fold.ts';
import type { AspectAnswer } from './answer-case-fact.ts';
import { answerCaseFact } from './answer-case-fact.ts';
import { aspectNames, headingOf } from './aspect-names.ts';
import type { FoundCase } from './find-entities.ts';
import { overviewOf, shortTitleOf } from './labels-of.ts';
import type { HeldCase, Library } from './library.ts';
import { nearestQuestions, noSource } from './no-source.ts';
import { asksNumber } from './pick-sentences.ts';
import type { AnswerDraft, AnswerPart, Claim } from './schema.ts';
import { speaksOfStudy } from './study-words.ts';
import type { Question } from './understand-question.ts';

export interface Routed {
  readonly route:
    | 'scope'
    | 'framework'
    | 'definition'
    | 'comparison'
    | 'list'
    | 'advice'
    | 'case'
    | 'study'
    | 'document'
    | 'learning'
    | 'nothing';
  readonly draft: AnswerDraft;
  /** The cases the answer is about, for follow-ups. */
  readonly cases: readonly HeldCase[];
}

const PREDICTS = new RegExp(
  fold(
    '明年|後年|未來.{0,8}(會|將|怎|如何|幾)|將來|以後會|再過.{0,4}年|(十|五|幾)年後|下一(個|次|任)|next year|in the future|will .{0,40}(be|become|happen|succeed|replace)|predict',
  ),
  'iu',
);
const PLANNED = /未來|預測|forecast|predict|預計|規劃|將|擬|預期|目標|plan|expect|will|aim|target/iu;
function suggestionsFor(held: HeldCase, answered: readonly AspectAnswer[], question: Question): string[] {
  const used = new Set(answered.map(({ aspect }) => aspect?.id));
  const name = shortTitleOf(held, question.language);
  const zh = {
    results: `「${name}」的成效如何？`,
    risks: `「${name}」有哪些風險或失敗？`,
    lessons: `「${name}」有哪些可借鏡之處？`,
    questions: `看完「${name}」，主管該問什麼？`,
  };
  const en = {
    results: `What were the results of “${name}”?`,
    risks: `What went wrong in “${name}”?`,
    lessons: `What can be learnt from “${name}”?`,
    questions: `What should managers ask about “${name}”?`,
  };
  const texts = question.language === 'en' ? en : zh;
  return (Object.keys(texts) as (keyof typeof texts)[])
    .filter((id) => !used.has(id))
    .map((id) => texts[id])
    .slice(0, 3);
}

function partsOf(answers: readonly AspectAnswer[], question: Question): AnswerPart[] {
  const told = answers.filter(({ claims }) => claims.length > 0);
  const ids = new Set(told.map(({ aspect }) => aspect?.id));
  const headed = told.length > 1 && ids.size === told.length && !ids.has(undefined);
  return told.map(({ aspect, claims }) => ({
    ...(headed && aspect ? { heading: headingOf(aspect.id, question.language) } : {}),
    claims,
    style: claims.length > 2 ? ('list' as const) : ('paragraph' as const),
  }));
}

/** What was asked besides and the case does not tell: in its own words where it says so. */
function missingClaims(held: HeldCase, answers: readonly AspectAnswer[], language: Language): Claim[] {
  const said = answers.flatMap(({ claims }) => claims.map(({ text }) => fold(text))).join(' ');
  const missing = answers.filter(
    ({ claims, aspect }) => claims.length === 0 && aspect && (!aspect.whole || aspect.only),
  );
  const open = missing.filter(({ aspect, known }) => known.length === 0 && !aspect?.evidence?.test(said));
  const names = [...new Set(open.map(({ aspect }) => aspectNames[aspect!.id][language]))];
  const text =
    language === 'en' ? `The case does not say: ${names.join(', ')}.` : `案例沒有記載：${names.join('、')}。`;
  const unsaid = names.length > 0 ? [{ text, passageIds: [overviewOf(held, language).id] }] : [];
  const points = answers.flatMap(({ open }) => open ?? []).filter(({ text }) => !said.includes(fold(text)));
  const further = [...new Map(points.map((claim) => [claim.text, claim])).values()];
  return [...missing.flatMap(({ known }) => known.slice(0, 1)), ...further, ...unsaid];
}

function caseDraft(question: Question, found: FoundCase, answers: readonly AspectAnswer[]): AnswerDraft {
  const parts = partsOf(answers, question);
  if (parts.length === 0)
    return noSource(question.language, {
      held: isMeant(found) ? found.held : undefined,
      claims: answers.flatMap(({ known }) => known),
      suggestions: suggestionsFor(found.held, [], question),
    });
  const missing = missingClaims(found.held, answers, question.language);
  return {
    outcome: 'answered',
    parts: missing.length > 0 ? [...parts, { claims: missing, style: 'paragraph' }] : parts,
    suggestions: suggestionsFor(found.held, answers, question),
  };
}

/** The question asked of each of several cases that fit it equally. */
function clarify(question: Question, cases: readonly HeldCase[]): AnswerDraft {
  const { language } = question;
  const names = cases.slice(0, 4).map((held) => shortTitleOf(held, language));
  const asked = question.text.replace(/^[\s,，]+/, '');
  return {
    outcome: 'clarify',
    parts: [],
    notice:
      language === 'en'
        ? 'Several cases fit this question. Which one do you mean?'
        : '有幾則案例都符合這個問題，請選擇您想問的是哪一則：',
    suggestions: names.map((name) =>
      language === 'en' ? `In “${name}”: ${asked}` : `「${name}」：${asked}`,
    ),
  };
}

const LIKELY = 0.85;
/** In the place named and as near as this, it is the case meant. */
const SURE_PLACE = 2;
const RIVAL = 0.75;

/** Sure enough that the question is about this case to say that the case does not tell. */
function isMeant(found: FoundCase): boolean {
  return found.proper || found.score >= 1.6;
}

function fits(found: FoundCase): boolean {
  const sure = found.placed && (found.named || found.score >= SURE_PLACE);
  if (found.score >= LIKELY) return found.proper || found.fit >= (sure ? 0.25 : 0.45);
  return found.score >= 0.5 && found.fit >= 0.85;
}

function tells(answers: readonly AspectAnswer[]): boolean {
  return answers.some(({ claims }) => claims.length > 0);
}

/** Several cases about one subject, each with what it says to the aspect asked. */
function acrossCases(
  question: Question,
  rivals: readonly { found: FoundCase; answers: readonly AspectAnswer[] }[],
): Routed {
  const { language } = question;
  const parts = rivals.slice(0, 3).map(({ found, answers }) => ({
    heading: shortTitleOf(found.held, language),
    claims: answers.flatMap(({ claims }) => claims).slice(0, 2),
    style: 'list' as const,
  }));
  const cases = rivals.map(({ found }) => found.held);
  return {
    route: 'case',
    draft: { outcome: 'answered', parts, suggestions: nearestQuestions(cases, language) },
    cases,
  };
}

function isPrediction(question: Question, answers: readonly AspectAnswer[]): boolean {
  return (
    PREDICTS.test(question.folded) &&
    !answers.some(({ claims }) => claims.some(({ text }) => PLANNED.test(text)))
  );
}

interface Rival {
  readonly found: FoundCase;
  readonly answers: readonly AspectAnswer[];
}

/** What it is worth that a rival's answer speaks of what is asked, beside being meant. */
const COVERS = 0.25;

/** The one rival that both fits the question and answers it clearly better than the rest. */
function clearWinner(rivals: readonly Rival[]): Rival | undefined {
  const strength = ({ answers }: Rival) => Math.max(...answers.map((answer) => answer.strength));
  const covered = ({ answers }: Rival) => Math.max(...answers.map((answer) => answer.covered));
  const most = Math.max(...rivals.map(strength));
  const top = rivals[0]?.found.score ?? 1;
  const scored = rivals
    .map((rival) => ({
      rival,
      merit: rival.found.score / top + strength(rival) / most + COVERS * covered(rival),
    }))
    .sort((a, b) => b.merit - a.merit);
  const [first, second] = scored;
  return first && (!second || first.merit - second.merit > 0.12) ? first.rival : undefined;
}

export function routeToCase(
  question: Question,
  found: readonly FoundCase[],
  library: Library,
): Routed | null {
  const likely = found.filter(fits);
  const [top] = likely;
  if (!top || (speaksOfStudy(question.folded) && !isMeant(top))) return null;
  const rivals = likely
    .filter((other) => other.score >= top.score * RIVAL)
    .slice(0, 4)
    .map((one) => ({ found: one, answers: answerCaseFact(question, one, library) }));
  const close = top.proper ? rivals.filter(({ found: one }) => one.score >= top.score * 0.93) : rivals;
  const telling = close.filter(({ answers }) => tells(answers));
  const broad = question.aspects.some((aspect) => aspect.whole);
  const alike = likely.filter((one) => one.fit >= top.fit - 0.05 && one.score >= top.score * 0.45);
  if (
    !broad &&
    !top.proper &&
    question.places.length === 0 &&
    alike.length >= 3 &&
    asksNumber(question.folded)
  ) {
    const cases = alike.map(({ held }) => held);
    return { route: 'case', draft: clarify(question, cases), cases };
  }
  if (telling.length === 0 && !top.proper) {
    const further = likely.filter(
      (one) =>
        !rivals.some((rival) => rival.found === one) &&
        one.score >= top.score * 0.5 &&
        one.fit >= top.fit - 0.1,
    );
    for (const one of further.slice(0, 3)) {
      const answers = answerCaseFact(question, one, library);
      if (tells(answers)) telling.push({ found: one, answers });
    }
  }
  const winner = clearWinner(telling);
  if (telling.length > 1 && !top.proper && !winner) {
    if (broad || telling.length === 2) return acrossCases(question, telling);
    return {
      route: 'case',
      draft: clarify(
        question,
        telling.map((one) => one.found.held),
      ),
      cases: telling.map((one) => one.found.held),
    };
  }
  const chosen = winner ?? telling[0] ?? rivals[0]!;
  if (isPrediction(question, chosen.answers))
    return {
      route: 'case',
      draft: noSource(question.language, {
        held: chosen.found.held,
        suggestions: suggestionsFor(chosen.found.held, [], question),
      }),
      cases: [chosen.found.held],
    };
  return {
    route: 'case',
    draft: caseDraft(question, chosen.found, chosen.answers),
    cases: [chosen.found.held],
  };
}
