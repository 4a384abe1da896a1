import { fold } from '../text/fold.ts';
import { answerCaseFact } from './answer-case-fact.ts';
import { aspectNames, headingOf } from './aspect-names.ts';
import type { Aspect } from './aspects.ts';
import { findAspect } from './aspects.ts';
import { caseLine } from './find-cases.ts';
import type { FoundCase } from './find-entities.ts';
import { findEntities } from './find-entities.ts';
import { shortTitleOf } from './labels-of.ts';
import type { HeldCase, Library } from './library.ts';
import type { AnswerDraft, AnswerPart } from './schema.ts';
import type { Question } from './understand-question.ts';
import { understandQuestion } from './understand-question.ts';

const ASKS = new RegExp(
  fold(
    '一個.{1,8}一個|比較(?!(高|低|多|少|好|不|容易))|比一比|相比|對比|差異|差別|差在|不同|不一樣|異同|哪(個|一個|邊|一邊|種).{0,8}(比較|更|較)|誰.{0,6}(比較|更|較)|對照|\\bvs\\b|versus|compare|comparison|differ|better than|which (is|was|one|of the two)',
  ),
  'iu',
);
const BETWEEN = /(?:以及|和|與|跟|及|,|\bvs\.?\b|\bversus\b|\band\b|\bwith\b|\bto\b|\bthan\b|\bor\b|還是)/u;
/** Said of the comparison, not of either side. */
const FRAME = new RegExp(
  fold(
    '請|比較一下|比較|比一比|相比|對比|差異|差別|差在(哪裡|哪)?|有(什麼|何)?(不同|不一樣)|不同|不一樣|異同|兩者|兩個(案例|系統)?|哪(個|一個|邊)|誰|更|較|在|之間|的(成效|風險|作法|做法|結果|治理|正確率|準確率)|compare|comparison|between|difference|differ|how (do|does|did)|what is the',
  ),
  'giu',
);

export function asksToCompare(folded: string): boolean {
  return ASKS.test(folded);
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
  return findEntities(full, library)[0];
}

/** The two (or three) cases a comparison is about, in the order named. */
export async function findSides(question: Question, library: Library): Promise<FoundCase[]> {
  const sides: FoundCase[] = [];
  for (const segment of question.folded.split(BETWEEN)) {
    const side = await findSide(segment, question, library);
    if (side && side.score >= LEAST && !sides.some((other) => other.held === side.held)) sides.push(side);
  }
  return sides.slice(0, 3);
}

const usual = ['results', 'risks', 'governance'] as const;

function missing(names: readonly string[], aspect: Aspect, question: Question): string {
  const what = aspectNames[aspect.id][question.language];
  return question.language === 'en'
    ? `Not recorded (${what}): ${names.join(', ')}.`
    : `來源未記載${what}：${names.join('、')}。`;
}

function comparePart(
  sides: readonly FoundCase[],
  aspect: Aspect,
  question: Question,
  library: Library,
): { part: AnswerPart; lacking: string[] } {
  const lacking: string[] = [];
  const claims = sides.flatMap((side) => {
    const name = shortTitleOf(side.held, question.language);
    const asked = {
      ...question,
      aspects: [aspect],
      folded: '',
      words: [],
      places: [],
      agencies: [],
      years: [],
    };
    const own = answerCaseFact(asked, side, library)
      .flatMap((answer) => answer.claims)
      .slice(0, 2);
    if (own.length === 0) lacking.push(name);
    return own.map((claim) => ({
      ...claim,
      text: `${name}${question.language === 'en' ? ': ' : '：'}${claim.text}`,
    }));
  });
  return { part: { heading: headingOf(aspect.id, question.language), claims, style: 'list' }, lacking };
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
  const compared = aspects.map((aspect) => ({ aspect, ...comparePart(sides, aspect, question, library) }));
  const gaps = compared
    .filter(({ lacking }) => lacking.length > 0)
    .map(({ aspect, lacking }) => missing(lacking, aspect, question));
  const parts: AnswerPart[] = [
    { claims: sides.map((side) => caseLine(side.held, language)), style: 'list' },
    ...compared.map(({ part }) => part).filter((part) => part.claims.length > 0),
  ];
  const names = sides.map((side) => shortTitleOf(side.held, language));
  const suggestions = names.map((name) =>
    language === 'en' ? `What can be learnt from “${name}”?` : `「${name}」有哪些可借鏡之處？`,
  );
  return {
    draft: {
      outcome: 'answered',
      parts,
      ...(gaps.length > 0 ? { notice: gaps.join(language === 'en' ? ' ' : '') } : {}),
      suggestions,
    },
    cases: sides.map((side) => side.held),
  };
}
