import { fold } from '../text/fold.ts';
import { findAgencies } from './agency-names.ts';
import { answerCaseFact } from './answer-case-fact.ts';
import { asksForCases } from './asks-for-cases.ts';
import { aspectNames, headingOf } from './aspect-names.ts';
import type { Aspect } from './aspects.ts';
import { findAspect } from './aspects.ts';
import { eventsIn, sentenceOn } from './case-events.ts';
import { claimOf } from './claims.ts';
import { caseLine } from './find-cases.ts';
import type { FoundCase } from './find-entities.ts';
import { findEntities } from './find-entities.ts';
import { overviewOf, shortTitleOf } from './labels-of.ts';
import type { HeldCase, Library } from './library.ts';
import { noSource } from './no-source.ts';
import { findPlaces } from './places.ts';
import type { AnswerDraft, AnswerPart, Claim } from './schema.ts';
import type { Question } from './understand-question.ts';
import { understandQuestion } from './understand-question.ts';

const ASKS = new RegExp(
  fold(
    '哪(?:個|一個|邊|一邊|套).{0,6}(?:多|高|大|久|快|貴|低|少)(?:[?,]|$)|像在(哪|什麼)|(哪裡|哪)(像|一樣)|都.{1,8}(哪裡|哪兒|什麼地方|什麼)|哪(個|一個|邊|一邊).{0,4}被|一個.{1,8}一個|比較(?!(高|低|多|少|不|容易|好(嗎|$)))|比一(比|下)|同一(個|套|種|件|回事)|是不是一樣|一樣嗎|哪(個|一個|邊)(比較)?(好|有效|成功|準|可靠|嚴)|孰優|優劣|相比|對比|差異|差別|差在|不同|不一樣|異同|(共同|共通|相同|相似|類似)的?(點|之處|地方|錯|問題|教訓|做法|作法)|哪(個|一個|邊|一邊|種).{0,8}(比較|更|較)|誰.{0,6}(比較|更|較|得多|最)|對照|\\bvs\\b|versus|compare|comparison|differ|in common|better than|worse than|same (?:thing|system|as|tool)|more (?:accurate|successful|effective)|which (is|was|one|of the two)',
  ),
  'iu',
);
const BETWEEN =
  /(?:以及|和|與|跟|及|,|\bvs\.?\b|\bversus\b|\band\b|\bwith\b|\bto\b|\bthan\b|\bsame as\b|\bor\b|還是)/u;
const JOINED = /^的?\s*(?:以及|和|與|跟|及|,|vs\.?|versus|and)\s*(?:the )?$/u;
/** Said of the comparison, not of either side. */
const FRAME = new RegExp(
  fold(
    '請|把|各自|分別|兩邊|三邊|放在一起|擺在一起|比較一下|比一下|比較|比一比|是?(不是)?同一(個|套|種|件)(東西|系統|案例|工具|計畫|嗎)?|都是|都在|都用|一樣|哪(個|一個|邊)(比較)?(好|有效|成功)|相比|對比|差異|差別|差在(哪裡|哪)?|有(什麼|何)?(不同|不一樣)|不同|不一樣|異同|有(什麼|何|哪些)?(共同|共通|相同|相似|類似)(點|之處|的地方)|兩者|兩個(案例|系統)?|哪(個|一個|邊)|誰|更|較|在|之間|的(成效|風險|作法|做法|結果|治理|正確率|準確率)|compare|comparison|between|differ(?:s|ent|ences?)?\\b|have in common|in common|how (do|does|did)|both|each|whose|what (?:is|are)(?: the)?',
  ),
  'giu',
);

/** Said of two or more at once: each, both, which of them. */
const TOGETHER = new RegExp(
  fold(
    '各自|分別|各有|各是|各為|各(?:多少|幾)|(?<!這|那)[兩三](邊|案|者|國|地|套|起|種|座|所|件|個(?!月|小時|人|多|星期|禮拜))|(怎麼|如何|怎樣)比|(放在一起|擺在一起|一起|拿來)(比|看)|比起來|能不能比|可不可以比|\\bboth\\b|\\beach\\b|respectively|side by side|compared|(more|less|fewer) .{1,30} than|\\b(?!oth|rath)[a-z]+er than',
  ),
  'iu',
);

const AGENCY = 'agency';
/** Two countries or cities, or an agency and one, in one breath; 內政部與移民署 may be of one case. */
function namesTwoTogether(folded: string): boolean {
  const agencies = findAgencies(folded).map(({ found }) => {
    const start = folded.indexOf(found);
    return { start, end: start + found.length, place: { country: AGENCY } };
  });
  const places = [...findPlaces(folded), ...agencies].sort((a, b) => a.start - b.start);
  return places.some(
    ({ end, place }, at) =>
      places[at + 1]?.place.country !== place.country &&
      JOINED.test(folded.slice(end, places[at + 1]?.start ?? end)),
  );
}

export function asksToCompare(folded: string): boolean {
  if (ASKS.test(folded)) return true;
  return !asksForCases(folded) && (TOGETHER.test(folded) || namesTwoTogether(folded));
}

const LEAST = 0.75;

async function findSide(
  segment: string,
  question: Question,
  library: Library,
): Promise<FoundCase | undefined> {
  const bare = segment.replace(FRAME, ' ').trim();
  if (bare.length < 2) return undefined;
  const own = await understandQuestion(bare, question.language);
  const placeNames = question.places.flatMap(({ place }) => place.names);
  const onlyPlace = own.words.every((word) =>
    placeNames.some((name) => name.includes(word.text) || word.text.includes(name)),
  );
  if (!onlyPlace) return findEntities(own, library)[0];
  const subject = question.words
    .filter((word) => !placeNames.some((name) => name.includes(word.text)))
    .map((word) => word.text);
  const full = await understandQuestion(`${bare} ${subject.join(' ')}`, question.language);
  return closestIn(findEntities(full, library));
}

/** Of cases in one place that score alike, the one most about the subject. */
function closestIn(found: readonly FoundCase[]): FoundCase | undefined {
  const alike = found.filter(({ score, placed }) => placed && score >= 0.75 * (found[0]?.score ?? 0));
  return alike.sort((a, b) => b.score + 2 * b.fit - (a.score + 2 * a.fit))[0] ?? found[0];
}

function isNamed(side: FoundCase | undefined, segment: string): side is FoundCase {
  if (!side || side.score < LEAST) return false;
  return side.proper || (side.placed && findPlaces(segment).length > 0) || side.fit >= 0.5;
}

/** A place, or a name in Latin letters, of which no case is known. */
function unknownName(segment: string, text: string): string | undefined {
  const bare = segment.replace(FRAME, ' ').replace(/^[\s的]*(?:the )?|[\s的?.!]+$/gu, '');
  const named = findPlaces(bare).length > 0 || /[a-z]{3,}/.test(bare.replace(/^[a-z ]*$/u, ''));
  const at = text.toLowerCase().indexOf(bare);
  return named && bare.length <= 40 ? (at < 0 ? bare : text.slice(at, at + bare.length)) : undefined;
}

/** Two cases are meant, so the question is about them and not about the meaning of their names. */
export function areTwoCases({ sides }: Sides): boolean {
  return (
    sides.length > 1 &&
    sides.some(({ proper }) => proper) &&
    sides.every(({ named, placed }) => named || placed)
  );
}

export interface Sides {
  readonly sides: readonly FoundCase[];
  /** What was named and is not in the bank. */
  readonly unknown: readonly string[];
}

/** The two (or three) cases a comparison is about, in the order named. */
export async function findSides(question: Question, library: Library): Promise<Sides> {
  const sides: FoundCase[] = [];
  const unknown: string[] = [];
  for (const segment of question.folded.split(BETWEEN)) {
    const side = await findSide(segment, question, library);
    if (!isNamed(side, segment))
      unknown.push(...[unknownName(segment, question.text)].filter((name) => name !== undefined));
    else if (!sides.some((other) => other.held === side.held)) sides.push(side);
  }
  return { sides: sides.slice(0, 3), unknown };
}

const usual = ['results', 'risks', 'governance'] as const;

/** What a side does not record is said of it, on the passage that gives its facts. */
function missing(side: FoundCase, aspect: Aspect, { language }: Question): Claim {
  const name = shortTitleOf(side.held, language);
  const what = aspectNames[aspect.id][language];
  const text = language === 'en' ? `${name}: not recorded (${what}).` : `${name}：案例沒有記載${what}。`;
  return { text, passageIds: [overviewOf(side.held, language).id] };
}

/** What a side says of the very thing asked about (bias, a court, a refund), before the rest of its section. */
function eventClaims(held: HeldCase, aspect: Aspect, { folded, language }: Question): Claim[] {
  if (!aspect.whole) return [];
  return eventsIn(folded).flatMap((event) => {
    const sentence = sentenceOn(held, event, language);
    return sentence ? [claimOf(sentence, language)] : [];
  });
}

function comparePart(
  sides: readonly FoundCase[],
  aspect: Aspect,
  question: Question,
  library: Library,
  limit: number,
  shown: Set<string>,
): AnswerPart {
  let sidesTold = 0;
  const claims = sides.flatMap((side) => {
    const name = shortTitleOf(side.held, question.language);
    const line = caseLine(side.held, question.language).text;
    const asked = {
      ...question,
      aspects: [aspect],
      folded: '',
      words: [],
      places: [],
      agencies: [],
      years: [],
    };
    const told = [
      ...eventClaims(side.held, aspect, question),
      ...answerCaseFact(asked, side, library).flatMap((answer) => answer.claims),
    ];
    const own = told.filter(({ text }) => !line.includes(text) && !shown.has(text)).slice(0, limit);
    for (const { text } of own) shown.add(text);
    if (told.length === 0) return [missing(side, aspect, question)];
    if (own.length > 0) sidesTold++;
    return own.map((claim) => ({
      ...claim,
      text: `${name}${question.language === 'en' ? ': ' : '：'}${claim.text}`,
    }));
  });
  return {
    heading: headingOf(aspect.id, question.language),
    claims: sidesTold > 0 ? claims : [],
    style: 'list',
  };
}

export interface Comparison {
  readonly draft: AnswerDraft;
  readonly cases: readonly HeldCase[];
}

/** Both sides of a comparison under the same headings; what one side does not record is said. */
export function compareCases(question: Question, sides: readonly FoundCase[], library: Library): Comparison {
  const { language } = question;
  const asked = question.aspects.filter(
    (aspect) => !['summary', 'count', 'country', 'unverified'].includes(aspect.id),
  );
  const aspects = asked.length > 0 ? asked : usual.map(findAspect);
  const shown = new Set<string>();
  const compared = aspects.map((aspect) =>
    comparePart(sides, aspect, question, library, asked.length > 0 || aspect.id === 'results' ? 2 : 1, shown),
  );
  const parts: AnswerPart[] = [
    { claims: sides.map((side) => caseLine(side.held, language)), style: 'list' },
    ...compared.filter((part) => part.claims.length > 0),
  ];
  const names = sides.map((side) => shortTitleOf(side.held, language));
  const suggestions = names.map((name) =>
    language === 'en' ? `What can be learnt from “${name}”?` : `「${name}」有哪些可借鏡之處？`,
  );
  return {
    draft: {
      outcome: 'answered',
      parts,
      suggestions,
    },
    cases: sides.map((side) => side.held),
  };
}

/** One side only is in the bank: that is said, with what is known of the other. */
export function compareWithUnknown(
  question: Question,
  known: FoundCase,
  unknown: readonly string[],
): Comparison {
  const { language } = question;
  const names = unknown.join(language === 'en' ? ', ' : '、');
  const draft = noSource(language, { claims: [caseLine(known.held, language)] });
  const lead =
    language === 'en'
      ? `There is no case on “${names}” in the bank, so the two cannot be compared. Of the other it records:`
      : `知識庫裡沒有「${names}」的案例，因此無法比較；另一邊的記載：`;
  return { draft: { ...draft, parts: draft.parts.map((part) => ({ ...part, lead })) }, cases: [known.held] };
}
