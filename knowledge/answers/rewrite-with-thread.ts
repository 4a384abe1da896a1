import { fold } from '../text/fold.ts';
import type { Turn } from './conversation.ts';
import type { FoundCase } from './find-entities.ts';
import { bodyOf, findEntities } from './find-entities.ts';
import { shortTitleOf } from './labels-of.ts';
import type { HeldCase, Library } from './library.ts';
import { isNewTopic } from './new-topic.ts';
import { findScopeProblem } from './out-of-scope.ts';
import type { Place } from './places.ts';
import { findPlaces } from './places.ts';
import type { Question } from './understand-question.ts';
import { understandQuestion } from './understand-question.ts';

function pattern(source: string): RegExp {
  return new RegExp(fold(source), 'iu');
}

const POINTS = pattern(
  '^(那|那麼|所以|然後|還有|另外|而|至於|再來|接著)|它|他們|她|這(個|則|件|套|項)?(案例|系統|計畫|專案|案子|工具|模型|機關|國家|政策|研究|徽章)?(?!裡|是什麼知識庫)|該(案|系統|計畫|機關|國)|此案|上面|前面|剛剛|剛才|前(述|者)|後者|同樣的|^(and|but|so|then|what about|how about|also|why\\??$|when\\??$)|\\b(it|its|they|their|them|this|that|these|those|the (former|latter|same|first|second|third) one?)\\b|呢[?？!]*$',
);
const ORDINALS: readonly [RegExp, number][] = [
  [pattern('第(一|1)(個|則|件|案|項)|the first|first one'), 0],
  [pattern('第(二|2)(個|則|件|案|項)|the second|second one'), 1],
  [pattern('第(三|3)(個|則|件|案|項)|the third|third one'), 2],
  [pattern('第(四|4)(個|則|件|案|項)|the fourth'), 3],
  [pattern('第(五|5)(個|則|件|案|項)|the fifth'), 4],
  [pattern('最後(一)?(個|則|件|案)|the last'), -1],
];
/** Levels, clusters and kinds of government: a follow-up that names another one asks the same question of it. */
const SLOTS: readonly RegExp[] = [
  pattern('基層|中階|高階|basic|mid(-level)?|senior'),
  pattern(
    '硬體維護|硬體|系統規劃|專案管理|複合功能|非核心|hardware|planning|project management|mixed|non-core',
  ),
  pattern('中央|直轄市|地方|central|municipalit(y|ies)|local'),
  pattern('共通|技術職能|管理職能'),
];

/** It stands for what was talked of. */
const PRONOUN = /它|他們|她們|\b(?:it|its|they|their|them)\b/u;

const SAME_AGAIN = pattern('同樣|一樣的?問題|同一題|再換|改成|換成|same (?:thing|question|one)');

function pick(turn: Turn, folded: string): string | undefined {
  const ordinal = ORDINALS.find(([asked]) => asked.test(folded));
  if (!ordinal) return undefined;
  return turn.cases.at(ordinal[1]);
}

/** The same slot filled anew in the earlier question: 基層最重視… + 那中階呢 → 中階最重視…. */
function refill(earlier: string, folded: string): string | undefined {
  for (const slot of SLOTS) {
    const given = slot.exec(folded)?.[0];
    const had = slot.exec(fold(earlier))?.[0];
    if (given && had && given !== had && (folded.length <= 16 || SAME_AGAIN.test(folded)))
      return fold(earlier).replace(had, given);
  }
  return undefined;
}

/** 其中中階幾位 after a question on a cluster: the level narrows the same question. */
function narrowTo(last: Turn, folded: string): string | undefined {
  if (last.route !== 'framework' || folded.length > 24) return undefined;
  const before = fold(last.question);
  const given = SLOTS.map((slot) => slot.exec(folded)?.[0]).find((found) => found !== undefined);
  const had = SLOTS.map((slot) => slot.exec(before)?.[0]).find((found) => found !== undefined);
  if (!given || !had || before.includes(given)) return undefined;
  return /\p{Script=Han}/u.test(given) ? `${given}${before}` : `${before} ${given}`;
}

function nameOf(place: Place): string {
  return place.names[0]!;
}

/** Another place in a short follow-up asks the earlier question of that place. */
export function replacePlace(earlier: string, question: Question): string | undefined {
  const [given] = question.places;
  if (!given) return undefined;
  const rest = question.words.filter(
    (word) => !given.place.names.some((name) => name.includes(word.text) || word.text.includes(name)),
  );
  if (rest.length > 0) return undefined;
  const before = fold(earlier);
  const had = findPlaces(before);
  if (had.length === 0) return `${nameOf(given.place)} ${before}`;
  return before.slice(0, had[0]!.start) + nameOf(given.place) + before.slice(had.at(-1)!.end);
}

/** 那英國的審計署呢: the same question of another body. */
const AND_OF = /^(?:那|and |what about ).+?(?:呢)?[?]*$/u;

function isElsewhere(found: FoundCase | undefined, country: string): found is FoundCase {
  return found !== undefined && found.held.facts.country === country && found.placed && found.fit >= 0.6;
}

/** 台北的呢？ after a case that speaks of Taipei too: the same question of that part of the case. */
function ofPlaceWithin(last: Turn, question: Question, library: Library): string | undefined {
  const held = library.cases.find((one) => one.externalId === last.cases[0]);
  const [given] = question.places;
  if (!held || !given || given.place.kind === 'country') return undefined;
  const body = bodyOf(held).folded;
  if (!given.place.names.some((name) => body.includes(name))) return undefined;
  const name = nameOf(given.place);
  return `${shortTitleOf(held, question.language)} ${name}${withoutTitle(last.question, held, question.language === 'en')}`;
}

/** 荷蘭的呢？ after a case elsewhere: the case there in the same field, or a list of that field when there are several. */
function sameFieldElsewhere(last: Turn, question: Question, library: Library): string | undefined {
  const [given] = question.places;
  const held = library.cases.find((one) => one.externalId === last.cases[0]);
  if (!given || !held || last.cases.length !== 1) return undefined;
  const country = given.place.country;
  if (country === held.facts.country && given.place.kind === 'country') return undefined;
  const there = library.cases.filter(
    (one) => one.facts.country === country && one.facts.sector === held.facts.sector,
  );
  const english = question.language === 'en';
  const [named] = findEntities({ ...question, aspects: [] }, library);
  if (there.length !== 1 && AND_OF.test(question.folded) && isElsewhere(named, country))
    return shortTitleOf(named.held, question.language) + withoutTitle(last.question, held, english);
  if (there.length !== 1)
    return english
      ? `Which cases are there in ${nameOf(given.place)}?`
      : `${nameOf(given.place)}有哪些案例？`;
  return shortTitleOf(there[0]!, question.language) + withoutTitle(last.question, held, english);
}

function withoutTitle(earlier: string, held: HeldCase, english: boolean): string {
  const own = [
    shortTitleOf(held, 'zh-TW'),
    shortTitleOf(held, 'en'),
    ...(held.facts.title_zh.match(/[\p{Script=Latin}][\p{Script=Latin}\d.@ -]{2,}/gu) ?? []),
  ]
    .map(fold)
    .filter((name) => name.length > 2);
  const places = findPlaces(fold(earlier)).flatMap(({ place }) => place.names);
  const rest = [...own, ...places]
    .reduce((text, name) => text.replaceAll(name.trim(), ' '), fold(earlier))
    .trim();
  return ` ${rest || (english ? 'what happened' : '是什麼')}`;
}

/** A request to act or a greeting is about no case, whatever was talked of. */
function isNoQuestion({ folded }: Question): boolean {
  const problem = findScopeProblem(folded);
  return problem !== undefined && problem !== 'subject';
}

/** True when the question says itself what it is about. */
function standsAlone(question: Question, library: Library): boolean {
  const own = findEntities({ ...question, aspects: [] }, library)[0];
  if (own === undefined || own.score < 1.6) return false;
  return own.proper || !PRONOUN.test(question.folded);
}

/** The one case talked of; a turn that found nothing does not end the talk about it. */
function subjectOf(turns: readonly Turn[]): string | undefined {
  const [last, before] = turns;
  const spoken = last?.cases.length === 0 && /^(?:nothing|scope)$/.test(last.route) ? before : last;
  return spoken?.cases.length === 1 ? spoken.cases[0] : undefined;
}

function titleOfCase(
  externalId: string | undefined,
  library: Library,
  question: Question,
): string | undefined {
  const held = library.cases.find((one) => one.externalId === externalId);
  return held && shortTitleOf(held, question.language);
}

/**
 * A follow-up as a full question. A question that stands alone comes back as it is.
 * @param turns earlier turns of the conversation, latest first
 * @param byModel asked where the rules could only put the two questions side by side
 */
export async function rewriteWithThread(
  question: Question,
  turns: readonly Turn[],
  library: Library,
  byModel?: () => Promise<string | undefined>,
): Promise<Question> {
  const [last] = turns;
  if (!last) return question;
  const again = (text: string) => understandQuestion(text, question.language);
  const about = async (externalId: string | undefined, text: string): Promise<Question> => ({
    ...(await again(text)),
    ...(externalId ? { subject: externalId } : {}),
  });
  const chosen = titleOfCase(pick(last, question.folded), library, question);
  if (chosen) {
    const rest = ORDINALS.reduce((text, [asked]) => text.replace(asked, ''), question.folded)
      .replace(/^那麼?|呢[?]?$/gu, '')
      .trim();
    return about(
      pick(last, question.folded),
      `${chosen} ${rest.length > 1 ? rest : question.language === 'en' ? 'what happened' : '是什麼'}`,
    );
  }
  const points = POINTS.test(question.folded);
  const bare = question.words.every((word) =>
    question.places.some(({ place }) =>
      place.names.some((name) => name.includes(word.text) || word.text.includes(name)),
    ),
  );
  const within = bare && last.cases.length === 1 ? ofPlaceWithin(last, question, library) : undefined;
  if (within) return about(last.cases[0], within);
  const elsewhere =
    question.places.length > 0 && (bare || AND_OF.test(question.folded))
      ? sameFieldElsewhere(last, question, library)
      : undefined;
  if (elsewhere) return again(elsewhere);
  const refilled =
    refill(last.question, question.folded) ??
    narrowTo(last, question.folded) ??
    (points || question.folded.length <= 12 ? replacePlace(last.question, question) : undefined);
  if (refilled) return again(refilled);
  if (standsAlone(question, library) || isNoQuestion(question)) return question;
  const subject = subjectOf(turns);
  const title = titleOfCase(subject, library, question);
  const leaning = points || question.aspects.length > 0;
  if (subject && title && (leaning || !isNewTopic(question, library, subject)))
    return about(
      subject,
      `${title} ${question.text.replace(/^(?:那麼?|所以|然後|and|what about|how about|so|but)[\s,，]*/iu, '')}`,
    );
  if (points && question.text.length <= 40)
    return again((await byModel?.()) ?? `${last.question} ${question.text}`);
  return question;
}
