import type { Context } from '../../core/context.ts';
import type { FrameworkAnswer } from '../framework/answer-framework.ts';
import { answerFramework, describeCompetencies, namesFramework } from '../framework/answer-framework.ts';
import { fold } from '../text/fold.ts';
import { answerAcrossCases, isMeantAlone, isNamed, isUnknownAgency } from './answer-across-cases.ts';
import { answerCourses } from './answer-courses.ts';
import { answerInventory } from './answer-inventory.ts';
import { answerPath } from './answer-path.ts';
import type { StudyAnswer } from './answer-study.ts';
import { answerFromPassages } from './answer-study.ts';
import { answerStudyTopic } from './answer-study-topic.ts';
import { asksForCases } from './asks-for-cases.ts';
import { namesAnAspect } from './aspects.ts';
import { areTwoCases, asksToCompare, compareCases, compareWithUnknown, findSides } from './compare-cases.ts';
import type { Definition } from './define-term.ts';
import { defineNamed, defineTerm, nameDescribed } from './define-term.ts';
import type { FoundCase } from './find-entities.ts';
import { findEntities } from './find-entities.ts';
import type { HeldPassage, Library } from './library.ts';
import { matchWord, prepareText } from './match-words.ts';
import { noSource } from './no-source.ts';
import { exampleQuestions, findScopeProblem, outOfScope } from './out-of-scope.ts';
import type { Routed } from './route-to-case.ts';
import { routeToCase } from './route-to-case.ts';
import type { AnswerDraft } from './schema.ts';
import { isOurSubject } from './scope-words.ts';
import { answerFromDocuments, areOnSubject, findDocuments, type NearnessNeeded } from './search-documents.ts';
import { speaksOfStudy } from './study-words.ts';
import type { Question } from './understand-question.ts';

const OF_THIS_STUDY = new RegExp(
  fold('這(份|項|個)研究|本研究|研究團隊|研究者|計畫主持人|this study|the study'),
  'iu',
);
const PERSONAL_LEGAL = new RegExp(
  fold(
    '(會不會|會|要|可以|能).{0,8}(被關|坐牢|判刑|被告|有罪|被起訴|吃官司|被懲處|記過|免職)|(可以|能|能不能|可不可以)(不|拒)(繳|付|罰|理)|(我|我的|同事|主管|朋友|老闆|某人|他|她).{0,20}(有罪|犯法|違法嗎|犯罪|要賠多少|怎麼告|可以告|被起訴|被告)|(can|could|will|would) (i|my .{1,20}|he|she) (be )?(sue|sued|jail|fired|prosecut|charged|arrest)',
  ),
  'iu',
);

const ANY_SURVEY = /訪談|問卷|受訪|survey|interview/gu;

/** A survey or an interview may be a case's own. */
function isOfStudy({ folded, places }: Question, found: readonly FoundCase[]): boolean {
  const elsewhere = places.length > 0 && isMeantAlone(found);
  return speaksOfStudy(elsewhere ? folded.replace(ANY_SURVEY, ' ') : folded);
}

/** Said of everything here, so naming it names no subject. */
const GENERIC =
  /^(?:ai|人工智慧|政府|機關|案例|系統|分數|數值|數字|排名|名次|結果|government|case|system|agency|score|valu|number|rank|result)s?$/u;

/** It points at something nobody has named. */
const POINTING =
  /^(?:那|這|它|他們|她們|此)(?!份|項?研究)|^(?:(?:is|was|were|are|did|does|do|can|will|how|why) )?(?:it|they|this|that|these|those)\b(?! (?:study|survey|research))/u;

/** 那個委員會, "did they": somebody or something a conversation would have named. */
const POINTING_AT =
  /^(?:那|這|此)(?:個|次|件|套|家|位|份|項|些|群|場|場次)(?!人|世界|時候|月|禮拜|週|年|城市|地方)|^(?:他們|她們|它)|^(?:(?:and|but|so) )?(?:(?:is|was|were|are|did|does|do|has|have|how|why|when|what) )+(?:it|they|them|its|their)\b/u;

/** Which of what is not said: 哪一個比較高. */
const BARE_COMPARISON =
  /^(?:那|所以|請問|到底)*(?:哪|誰)(?:一?(?:個|邊|種|者|案|國|項|家))?(?:是|會|比較|更|最|相對|得)*(?:好|高|低|多|少|大|小|貴|便宜|準|快|慢|強|差|重要|有效|成功|嚴重)(?:一點|些|呢|啊)*[?]*$|^(?:and |so )?(?:which|who)(?: one)?(?: of (?:them|these|those|the two))? (?:is|was|are|were|does|did|has) (?:the )?(?:more |most )?[a-z]+[?]*$/u;

/** Only an aspect is asked (那成效呢？) and no conversation says of what. */
function isWithoutSubject(question: Question): boolean {
  const { words, places, agencies, folded } = question;
  if (POINTING.test(folded) && words.length < 2 && places.length + agencies.length === 0) return true;
  return (
    places.length === 0 &&
    agencies.length === 0 &&
    words.every((word) => namesAnAspect(word.asked) || word.text.length === 1 || GENERIC.test(word.text))
  );
}

function whichCase(question: Question): AnswerDraft {
  const { language } = question;
  return {
    outcome: 'clarify',
    parts: [],
    notice:
      language === 'en'
        ? 'Which case, country or subject do you mean? Please ask again and name it.'
        : '請問您想問的是哪一個案例、國家或主題？請連同名稱再問一次，例如：',
    suggestions: exampleQuestions[language],
  };
}

function passagesOf(library: Library): HeldPassage[] {
  return library.study.flatMap((source) => source.passages);
}

const FITS = 0.6;

function fitsWell({ score, fit }: FoundCase): boolean {
  return score >= 1 && fit >= FITS;
}

/** Our subject by its words, by the agency or place with a word of ours, or by a case's own name. */
function isOurs(question: Question, found: readonly FoundCase[]): boolean {
  return (
    isOurSubject(question.folded, question.places.length > 0) ||
    question.agencies.length > 0 ||
    found.some(({ proper }) => proper)
  );
}

async function nothing(ctx: Context, question: Question, found: readonly FoundCase[]): Promise<Routed> {
  const { language, text } = question;
  const known =
    isOurs(question, found) || found.some(fitsWell) || (await namesFramework(ctx, { text, language }));
  if (!known && POINTING_AT.test(question.folded))
    return { route: 'nothing', draft: whichCase(question), cases: [] };
  if (!known) return { route: 'scope', draft: outOfScope('subject', language), cases: [] };
  return {
    route: 'nothing',
    draft: noSource(language, { nearest: found.slice(0, 3).map(({ held }) => held) }),
    cases: [],
  };
}

/** Too little of what is asked in it, and an answer from the tables is one to another question. */
function speaksOfSubject(text: string, question: Question): boolean {
  const words = question.words.filter((word) => !word.han || word.text.length > 1);
  const prepared = prepareText(text);
  const met = words.filter((word) => matchWord(word, prepared) >= 0.45).length;
  return words.length === 0 || met / words.length >= 0.34;
}

function textOf(draft: AnswerDraft): string {
  return fold(
    [
      draft.notice ?? '',
      ...draft.parts.flatMap((part) => [
        part.lead ?? '',
        part.heading ?? '',
        ...part.claims.map((claim) => claim.text),
      ]),
    ].join(' '),
  );
}

/** The tables know nothing of other countries and years: an answer from them has to name those the question names. */
function namesPlacesAndYears(draft: AnswerDraft, question: Question): boolean {
  const text = textOf(draft);
  const abroad = question.places.filter(({ place }) => place.country !== 'TW');
  return (
    abroad.every(({ place }) => place.names.some((name) => text.includes(name))) &&
    question.years.every((year) => text.includes(String(year)) || text.includes(`${year - 1911}`))
  );
}

function speaksOf(draft: AnswerDraft, question: Question): boolean {
  return speaksOfSubject(textOf(draft), question) && namesPlacesAndYears(draft, question);
}

/** The study speaks of all that is asked, and no case is far enough ahead to be meant. */
function isOfStudyAlone(study: StudyAnswer, question: Question, found: readonly FoundCase[]): boolean {
  const telling = question.words.filter((word) => word.text.length > 1 && !GENERIC.test(word.text));
  return (
    telling.length > 1 &&
    study.covered >= 0.85 &&
    study.score >= 1 &&
    !isMeantAlone(found) &&
    !asksForCases(question.folded)
  );
}

/** A place and a little of what is asked: the study tells of one programme in each country. */
const ABROAD = 0.4;

/** Where the study tells of a country the question names. */
function passagesOnPlaces({ places }: Question, library: Library): HeldPassage[] {
  const names = places.filter(({ place }) => place.country !== 'TW').flatMap(({ place }) => place.names);
  return library.study
    .filter((source) => names.some((name) => fold(source.title).includes(name)))
    .flatMap((source) => source.passages);
}

function answered(draft: AnswerDraft | null): draft is AnswerDraft {
  return draft !== null && draft.outcome === 'answered';
}

/** A term that is a competency is defined by the framework too; null when the question asks for its numbers. */
async function withFramework(
  ctx: Context,
  { draft, competencies }: Definition,
  framework: FrameworkAnswer | null,
  question: Question,
): Promise<AnswerDraft | null> {
  if (framework?.sure && !framework.defines) return null;
  if (competencies.length === 0) return draft;
  const printed = await describeCompetencies(ctx, competencies, question.language);
  return printed ? { ...draft, parts: [...draft.parts, ...printed.parts] } : draft;
}

/** So far ahead of anything shipped, a document is what is asked about. */
const ALONE = 1.5;

/** Cases and the nearest document answer together, the nearer one first. */
function withDocument(cases: AnswerDraft, document: AnswerDraft, lead: number): AnswerDraft {
  const nearest = document.parts.slice(0, 2);
  return { ...cases, parts: lead >= 1 ? [...nearest, ...cases.parts] : [...cases.parts, ...nearest] };
}

/** Finds the route a question belongs to and what that route answers. */
export async function routeQuestion(ctx: Context, question: Question, library: Library): Promise<Routed> {
  const problem = findScopeProblem(question.folded);
  const found = findEntities(question, library);
  const named = isNamed(found);
  const namesCase = found.some((one) => isNamed([one]));
  const ofCase =
    problem === 'subject' && (question.subject !== undefined || namesCase || isMeantAlone(found));
  // Most questions are answered without the documents, so they are searched when first needed, and once.
  let near: ReturnType<typeof findDocuments> | undefined;
  const documents = () => (near ??= findDocuments(ctx, question));
  const fromDocuments = async (when: NearnessNeeded) =>
    answerFromDocuments(question, await documents(), library, when);
  const reported = named ? null : await answerInventory(ctx, question);
  if (reported) {
    const beside = await answerAcrossCases(ctx, question, found, library);
    const parts = beside?.route === 'list' ? beside.draft.parts : [];
    return { route: 'document', draft: { ...reported, parts: [...reported.parts, ...parts] }, cases: [] };
  }
  if (problem && !ofCase) {
    // Another subject to us is none to whoever added documents on it.
    const draft = problem === 'subject' ? await fromDocuments('other-subject') : null;
    if (draft) return { route: 'document', draft, cases: [] };
    return { route: 'scope', draft: outOfScope(problem, question.language), cases: [] };
  }
  if (PERSONAL_LEGAL.test(question.folded)) return nothing(ctx, question, found);
  if (BARE_COMPARISON.test(question.folded) && !question.subject && !named)
    return { route: 'nothing', draft: whichCase(question), cases: [] };
  const told = answerStudyTopic(question, library);
  const learning =
    named || told ? null : ((await answerPath(ctx, question)) ?? (await answerCourses(ctx, question)));
  if (learning) return { route: 'learning', draft: learning, cases: [] };

  const ofStudy = isOfStudy(question, found);
  const aside = (named || isMeantAlone(found)) && !ofStudy;
  const framework = aside
    ? null
    : await answerFramework(ctx, { text: question.text, language: question.language });
  const furtherOf = question.subject !== undefined && !question.aspects.some(({ id }) => id === 'summary');
  const definition = furtherOf ? null : await defineTerm(question, library);
  const defined = definition && (await withFramework(ctx, definition, framework, question));
  const topic = framework?.sure || aside ? null : told;
  const compared = asksToCompare(question.folded) ? await findSides(question, library) : undefined;
  const twoSystems = compared !== undefined && areTwoCases(compared);
  if (defined && !twoSystems)
    return {
      route: 'definition',
      draft: { ...defined, parts: [...defined.parts, ...(topic?.parts ?? [])] },
      cases: named || aside ? [found[0]!.held] : [],
    };
  const called = named || framework?.sure ? null : await nameDescribed(question, library);
  if (called) return { route: 'definition', draft: called, cases: [] };
  if (topic && answered(topic)) return { route: 'study', draft: topic, cases: [] };

  if (!framework?.sure && compared) {
    const { sides, unknown } = compared;
    if (sides.length > 1) return { route: 'comparison', ...compareCases(question, sides, library) };
    if (sides[0]?.proper && unknown.length > 0)
      return { route: 'comparison', ...compareWithUnknown(question, sides[0], unknown) };
  }
  if (framework?.sure) return { route: 'framework', draft: framework, cases: [] };
  const leading =
    named || ofStudy ? null : await fromDocuments(isOurs(question, found) ? 'before-cases' : 'other-subject');
  if (leading) {
    const { lead } = (await documents())!;
    const beside = lead >= ALONE ? null : await answerAcrossCases(ctx, question, found, library);
    if (!beside) return { route: 'document', draft: leading, cases: [] };
    return { ...beside, draft: withDocument(beside.draft, leading, lead) };
  }
  const study = named ? null : answerFromPassages(question, passagesOf(library), library);
  const printed = framework && speaksOf(framework, question) ? framework : null;
  if (printed && ofStudy && !named) return { route: 'framework', draft: printed, cases: [] };
  if (study && !printed && isOfStudyAlone(study, question, found))
    return { route: 'study', draft: study.draft, cases: [] };
  if (topic) {
    const draft = (await fromDocuments('last')) ?? topic;
    return { route: draft === topic ? 'study' : 'document', draft, cases: [] };
  }
  const across = ofStudy ? null : await answerAcrossCases(ctx, question, found, library);
  if (across) return across;
  if (printed && (!named || ofStudy)) return { route: 'framework', draft: printed, cases: [] };
  const meaning = furtherOf || named ? null : await defineNamed(question, library);
  if (meaning && !study && !found.some(fitsWell)) return { route: 'definition', draft: meaning, cases: [] };
  if (isWithoutSubject(question)) return { route: 'nothing', draft: whichCase(question), cases: [] };
  if (study && ofStudy) return { route: 'study', draft: study.draft, cases: [] };
  const further = ofStudy && !named ? await answerAcrossCases(ctx, question, found, library) : null;
  if (further) return further;
  if (OF_THIS_STUDY.test(question.folded) && !named) return nothing(ctx, question, []);
  if (isUnknownAgency(question, library)) return nothing(ctx, question, []);
  const routed = routeToCase(question, found, library);
  if (routed && answered(routed.draft)) return routed;
  const late =
    study && study.score >= 0.95
      ? study
      : answerFromPassages(question, passagesOnPlaces(question, library), library, ABROAD);
  if (late && namesPlacesAndYears(late.draft, question))
    return { route: 'study', draft: late.draft, cases: [] };
  const last = await fromDocuments('last');
  if (last) return { route: 'document', draft: last, cases: [] };
  const said =
    framework &&
    (framework.outcome === 'no_source' || (answered(framework) && namesPlacesAndYears(framework, question)));
  if (said && !named) return { route: 'framework', draft: framework, cases: [] };
  if (meaning) return { route: 'definition', draft: meaning, cases: [] };
  if (routed) return routed;
  if (areOnSubject(await documents()))
    return { route: 'nothing', draft: noSource(question.language), cases: [] };
  return nothing(ctx, question, found);
}
