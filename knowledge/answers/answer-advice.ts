import type { Language } from '../../core/language.ts';
import { fold } from '../text/fold.ts';
import { englishSentencesFor } from './align-english.ts';
import { findAspect } from './aspects.ts';
import { claimOf, claimsByItem, itemOf } from './claims.ts';
import { caseLine } from './find-cases.ts';
import type { FoundCase } from './find-entities.ts';
import { passagesIn, shortTitleOf } from './labels-of.ts';
import type { HeldCase, HeldSentence, Library } from './library.ts';
import { rankSentences, weighWords } from './pick-sentences.ts';
import type { AnswerDraft, AnswerPart, Claim } from './schema.ts';
import type { Question } from './understand-question.ts';

const ASKS = new RegExp(
  fold(
    '怎樣才|怎麼才|如何才|才不會|我們|我(想|要|正)|我(的)?機關|本(機關|局|府|部|署|單位)|(該|應該|要|需要|得).{0,6}(注意|小心|避免|考慮|準備|防)|注意(什麼|哪些|事項)|(怎麼|如何)(避免|防止|預防|降低|減少|因應|確保|開始|評估|驗收|選|挑|規劃|設計|管理|監督|處理)|有(什麼|哪些|沒有)建議|建議(我|怎麼|作法|做法)|該不該|應不應該|適不適合|最佳做法|好的做法|踩雷|地雷|(?:how|what) (?:can|should|could|must|do) (?:we|i|you|one|managers|agencies)|should (?:we|i|agencies|managers)|we (?:want|plan|are|need|intend|would)|our (?:agency|department|office|team|city)|advice|avoid|watch out|best practice|pitfall|be careful|before (?:buying|launching|adopting|using|introducing|deploying)|recommend',
  ),
  'iu',
);

export function asksForAdvice(folded: string): boolean {
  return ASKS.test(folded);
}

const headings: Readonly<Record<Language, readonly [string, string, string, string]>> = {
  'zh-TW': ['發生過什麼', '哪裡容易出問題', '可以怎麼做', '可以先問的問題'],
  en: ['What happened', 'What went wrong', 'What to do', 'Questions to ask'],
};
const CASES = 3;

/** The likeliest cases, with one that failed among them if any near the top did. */
function choose(found: readonly FoundCase[]): HeldCase[] {
  const [top] = found;
  if (!top) return [];
  const field = (one: FoundCase) => (one.held.facts.sector === top.held.facts.sector ? 0.4 : 0);
  const near = found
    .map((one) => ({ ...one, score: one.score + field(one) }))
    .sort((a, b) => b.score - a.score)
    .filter(({ score }) => score >= top.score * 0.5)
    .slice(0, 8)
    .map(({ held }) => held);
  const chosen = near.slice(0, CASES);
  const failed = near.find((held) => held.facts.outcome === 'failure');
  if (failed && chosen.length === CASES && !chosen.some((held) => held.facts.outcome === 'failure'))
    chosen[CASES - 1] = failed;
  return chosen;
}

function best(
  held: HeldCase,
  aspectId: 'risks' | 'lessons' | 'questions',
  question: Question,
  library: Library,
): HeldSentence | undefined {
  const section = findAspect(aspectId).sections[0]!;
  if (question.language === 'en') {
    const [english] = englishSentencesFor(
      held,
      aspectId === 'lessons' ? ['可借鏡之處', '給主管的提問'] : [section],
    ).slice(aspectId === 'lessons' ? -1 : 0);
    if (english && aspectId !== 'questions') return english;
  }
  const wanted = {
    words: weighWords(question.words, library, new Set()),
    language: 'zh-TW' as const,
    folded: question.folded,
    aspect: { ...findAspect(aspectId), sections: [section], only: true },
  };
  return rankSentences(passagesIn(held, section), wanted)[0]?.sentence;
}

function named(held: HeldCase, sentence: HeldSentence, language: Language): Claim {
  const claim = claimsByItem(itemOf(sentence), language)[0] ?? claimOf(sentence, language);
  const name = shortTitleOf(held, language);
  return { ...claim, text: language === 'en' ? `${name}: ${claim.text}` : `${name}：${claim.text}` };
}

function part(
  heading: string,
  cases: readonly HeldCase[],
  aspectId: 'risks' | 'lessons' | 'questions',
  question: Question,
  library: Library,
): AnswerPart {
  const claims = cases.flatMap((held) => {
    const sentence = best(held, aspectId, question, library);
    return sentence ? [named(held, sentence, question.language)] : [];
  });
  return { heading, claims, style: 'list' };
}

export interface Advice {
  readonly draft: AnswerDraft;
  readonly cases: readonly HeldCase[];
}

/** What several cases teach about a subject: what happened, what failed, what to do, what to ask. */
export function answerAdvice(
  question: Question,
  found: readonly FoundCase[],
  library: Library,
): Advice | null {
  const cases = choose(found);
  if (cases.length === 0) return null;
  const { language } = question;
  const [happened, failed, todo, ask] = headings[language];
  const parts: AnswerPart[] = [
    { heading: happened, claims: cases.map((held) => caseLine(held, language)), style: 'list' },
    part(failed, cases, 'risks', question, library),
    part(todo, cases, 'lessons', question, library),
    part(ask, cases, 'questions', question, library),
  ];
  const suggestions = cases.map((held) =>
    language === 'en'
      ? `What were the risks in “${shortTitleOf(held, 'en')}”?`
      : `「${shortTitleOf(held, 'zh-TW')}」的治理作法是什麼？`,
  );
  return { draft: { outcome: 'answered', parts, suggestions }, cases };
}
