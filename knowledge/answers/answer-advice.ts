import type { Context } from '../../core/context.ts';
import type { Language } from '../../core/language.ts';
import { searchPassages } from '../search/search-passages.ts';
import { fold } from '../text/fold.ts';
import type { AdviceLine, AdvicePart } from './advice-lines.ts';
import { rankAdviceLines } from './advice-lines.ts';
import type { FoundTopic } from './advice-topics.ts';
import { findAdviceTopics } from './advice-topics.ts';
import { asksForQuestions } from './asks-for-advice.ts';
import { claimOf, claimsByItem } from './claims.ts';
import { headlineOf } from './find-entities.ts';
import { loadThesaurus } from './glossary-words.ts';
import { shortTitleOf } from './labels-of.ts';
import type { HeldCase, Library } from './library.ts';
import type { Place } from './places.ts';
import type { AnswerDraft, AnswerPart, Claim } from './schema.ts';
import { isSurelyOurs } from './scope-words.ts';
import type { Question } from './understand-question.ts';

const headings: Readonly<Record<Language, Readonly<Record<AdvicePart, string>>>> = {
  'zh-TW': { risks: '發生過什麼', actions: '可以怎麼做', questions: '可以先問的問題' },
  en: { risks: 'What happened elsewhere', actions: 'What to do', questions: 'Questions to ask' },
};
const nearLead: Readonly<Record<Language, string>> = {
  'zh-TW': '沒有案例直接談這個問題，以下是最接近的經驗：',
  en: 'No case speaks of exactly this; the closest experience is:',
};
type Plan = readonly (readonly [AdvicePart, number])[];
/** Lines per part, in the order shown. */
const usual: Plan = [
  ['risks', 2],
  ['actions', 3],
  ['questions', 2],
];
const whenAsking: Plan = [
  ['questions', 4],
  ['actions', 2],
  ['risks', 2],
];
/** What to do is chosen first, so that the best cases are quoted for it. */
const choosingOrder: readonly AdvicePart[] = ['actions', 'questions', 'risks'];
const HITS = 40;
/** Fewer cases than this are no ground for advice. */
const FEWEST = 2;
const LEAST_SCORE = 0.55;
/** The same when no case speaks of the subject itself. */
const LEAST_NEAR = 0.35;
const USED_BEFORE = 0.3;

/** The places asked about; a manager's own city is none. */
function placesAskedOf({ places, folded }: Question): readonly Place[] {
  return places.map(({ place }) => place).filter(({ country }) => country !== 'TW' || !WE.test(folded));
}

function isIn(held: HeldCase, place: Place): boolean {
  if (place.kind === 'country') return held.facts.country === place.country;
  return place.names.some((name) => headlineOf(held).folded.includes(name));
}

/** The cases that can tell: in the place named, and about the subject if only such cases know of it. */
function eligible(question: Question, topics: readonly FoundTopic[], library: Library): readonly HeldCase[] {
  const places = placesAskedOf(question);
  const placed = library.cases.filter(
    (held) => places.length === 0 || places.some((place) => isIn(held, place)),
  );
  const subjects = topics.filter(({ topic, weight }) => topic.only && weight >= 0.8);
  const about = placed.filter((held) =>
    subjects.every(({ topic }) => topic.cases?.test(headlineOf(held).folded)),
  );
  const either = placed.filter((held) =>
    subjects.some(({ topic }) => topic.cases?.test(headlineOf(held).folded)),
  );
  if (about.length >= 3) return about;
  return either.length >= FEWEST ? either : placed;
}

/** Managers at work; without it words as common as 停 or cost say nothing of our subject. */
const AT_WORK = new RegExp(
  fold(
    '長官|老闆|首長|上級|同事|調走|離職|調職|退休|交接|把關|評估|試辦|小規模|全機關|小工具|程式|經費|預算|政策|公布|開錯單|罰單|同仁|值班|現場|人員|警報|警示|主管|廠商|系統|專案|機器|平臺|單位|首長|承辦|民眾|上線|外包|委外|project|system|tool|staff|manager|vendor|citizen|public|policy|budget|boss|minister|officer|consultant|contractor',
  ),
  'iu',
);
const WE = /我們|本(?:機關|局|府|部|署)|\bwe\b|\bour\b/u;
/** Characters that tell a subject: two Chinese words, or a longer English one. */
const TELLING = { 'zh-TW': 2, en: 5 } satisfies Record<Language, number>;

function isAboutOurs(question: Question, topics: readonly FoundTopic[]): boolean {
  if (isSurelyOurs(question.folded) || topics.some(({ topic }) => topic.ai)) return true;
  const governance = topics.filter(({ topic }) => !topic.only);
  const length = governance.reduce((sum, one) => sum + one.length, 0);
  const telling = TELLING[question.language];
  if (AT_WORK.test(question.folded)) return length >= telling;
  return length >= (WE.test(question.folded) ? 2 : 3) * telling;
}

async function findPassages(ctx: Context, question: Question): Promise<Map<string, number>> {
  const { expand } = await loadThesaurus();
  const hits = await searchPassages(ctx, { question: question.text, limit: HITS, expand });
  const own = hits.filter((hit) => hit.language === question.language);
  return new Map(own.map((hit, rank) => [hit.passageId, 1 - rank / HITS]));
}

/** The best lines of one part; a case already quoted has to be clearly better to be quoted again. */
function pick(
  lines: readonly AdviceLine[],
  limit: number,
  leastScore: number,
  used: Map<HeldCase, number>,
): AdviceLine[] {
  const picked: AdviceLine[] = [];
  const left = [...lines];
  const least = Math.max(leastScore, 0.5 * (lines[0]?.score ?? 0));
  while (picked.length < limit) {
    const worth = (line: AdviceLine) => line.score - USED_BEFORE * (used.get(line.held) ?? 0);
    const [best] = left
      .filter((line) => line.score >= least && !picked.some(({ held }) => held === line.held))
      .sort((a, b) => worth(b) - worth(a));
    if (!best) break;
    picked.push(best);
    left.splice(left.indexOf(best), 1);
    used.set(best.held, (used.get(best.held) ?? 0) + 1);
  }
  return picked;
}

interface Choice {
  readonly lines: ReadonlyMap<AdvicePart, readonly AdviceLine[]>;
  readonly cases: readonly HeldCase[];
}

function choose(lines: readonly AdviceLine[], plan: Plan, leastScore: number): Choice {
  const used = new Map<HeldCase, number>();
  const chosen = new Map<AdvicePart, AdviceLine[]>();
  for (const part of choosingOrder) {
    const limit = plan.find(([id]) => id === part)![1];
    const own = lines.filter((line) => line.part === part);
    chosen.set(part, pick(own, limit, leastScore, used));
  }
  return { lines: chosen, cases: [...used.keys()] };
}

function claim({ held, sentences }: AdviceLine, language: Language): Claim {
  const told =
    sentences.length === 1
      ? claimOf(sentences[0]!, language)
      : (claimsByItem(sentences, language)[0] ?? claimOf(sentences[0]!, language));
  return { ...told, text: `${shortTitleOf(held, language)}${language === 'en' ? ': ' : '：'}${told.text}` };
}

function suggestionsFor(cases: readonly HeldCase[], language: Language): string[] {
  return cases
    .slice(0, 3)
    .map((held) => shortTitleOf(held, language))
    .map((name) => (language === 'en' ? `What happened in “${name}”?` : `「${name}」發生了什麼事？`));
}

export interface Advice {
  readonly draft: AnswerDraft;
  readonly cases: readonly HeldCase[];
}

/**
 * What several cases teach about a subject: what failed, what to do, what to ask; null when too few speak of it.
 * @param reach whether cases that are only near the subject will do
 */
export async function answerAdvice(
  ctx: Context,
  question: Question,
  library: Library,
  reach: 'nearest' | 'direct',
): Promise<Advice | null> {
  const { language } = question;
  const topics = await findAdviceTopics(question.folded);
  if (!isAboutOurs(question, topics)) return null;
  const cases = eligible(question, topics, library);
  const found = await findPassages(ctx, question);
  const asking = asksForQuestions(question.folded);
  const lines = rankAdviceLines(question, cases, topics, library, found, language);
  if (language === 'en' && asking)
    lines.push(
      ...rankAdviceLines(question, cases, topics, library, found, 'zh-TW').filter(
        ({ part }) => part === 'questions',
      ),
    );
  const plan = asking && language !== 'en' ? whenAsking : usual;
  const direct = choose(
    lines.filter(({ apt }) => apt),
    plan,
    LEAST_SCORE,
  );
  const near = direct.cases.length < FEWEST;
  if (near && (reach === 'direct' || topics.length === 0)) return null;
  const choice = near ? choose(lines, plan, LEAST_NEAR) : direct;
  if (choice.cases.length < FEWEST) return null;
  const parts: AnswerPart[] = plan.flatMap(([part]) => {
    const claims = choice.lines.get(part)!.map((line) => claim(line, language));
    return claims.length > 0 ? [{ heading: headings[language][part], claims, style: 'list' as const }] : [];
  });
  const [first, ...rest] = parts;
  return {
    draft: {
      outcome: 'answered',
      parts: near && first ? [{ ...first, lead: nearLead[language] }, ...rest] : parts,
      suggestions: suggestionsFor(choice.cases, language),
    },
    cases: choice.cases,
  };
}
