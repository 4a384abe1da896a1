import type { Context } from '../../core/context.ts';
import type { Language } from '../../core/language.ts';
import type { AnswerDraft } from '../answers/schema.ts';
import * as columns from './answers/columns.ts';
import * as compare from './answers/compare.ts';
import * as counts from './answers/counts.ts';
import * as definitions from './answers/definitions.ts';
import * as doubts from './answers/doubts.ts';
import type { Answerer, Facts } from './answers/facts.ts';
import { citeDraft } from './answers/facts.ts';
import * as rank from './answers/rank.ts';
import { Say } from './answers/say.ts';
import * as statements from './answers/statements.ts';
import * as tasks from './answers/tasks.ts';
import * as unanswerable from './answers/unanswerable.ts';
import { answerValue } from './answers/value.ts';
import { readLexicon } from './lexicon.ts';
import type { Reading } from './understand.ts';
import { understand } from './understand.ts';

/** The kinds of framework question, most particular first; the first that knows an answer gives it. */
const answerers: readonly Answerer[] = [
  counts.answerNonCoreSize,
  definitions.answerOldMap,
  unanswerable.answerUnanswerable,
  definitions.answerComponents,
  definitions.answerTwoProjectManagements,
  definitions.answerIsAi,
  statements.answerGovernmentClaim,
  statements.answerStatement,
  doubts.answerMisreading,
  doubts.answerMethod,
  counts.answerBaseN,
  counts.answerSurvey,
  counts.answerStructureCount,
  counts.answerPeople,
  unanswerable.answerUnclearName,
  compare.answerCompareTypes,
  definitions.answerKeyCompetencies,
  definitions.answerAiCompetencies,
  tasks.answerTaskValue,
  tasks.answerTopTasks,
  definitions.answerClusterStatements,
  definitions.answerGovernmentClusters,
  columns.answerShare,
  rank.answerAboveOverall,
  compare.answerCompareCompetencies,
  compare.answerCompareClusters,
  rank.answerWhichGroup,
  compare.answerCompareGovernments,
  compare.answerCompareLevels,
  rank.answerRankOf,
  rank.answerColumnExtremes,
  columns.answerWholeColumn,
  definitions.answerCompetencyList,
  definitions.answerClusterTasks,
];

/** A question on how to do or learn something names competencies without asking for the tables. */
function asksForGuidance({ asks, levels, clusters }: Reading): boolean {
  return (
    (asks.advice || asks.learning) &&
    !(asks.measure && (levels.length > 0 || clusters.length > 0 || asks.rank))
  );
}

async function answer(facts: Facts): Promise<AnswerDraft | null> {
  if (facts.reading.asks.action || asksForGuidance(facts.reading)) return null;
  const { asks } = facts.reading;
  const order: Answerer[] =
    asks.meaning && !asks.measure
      ? [definitions.answerOldMap, definitions.answerDefinition, ...answerers, answerValue]
      : asks.what && !asks.measure
        ? [...answerers, definitions.answerDefinition, answerValue]
        : [...answerers, answerValue, definitions.answerDefinition];
  for (const answerer of order) {
    const draft = await answerer(facts);
    if (draft) return citeDraft(facts, draft);
  }
  return null;
}

/**
 * Answers a question about the framework or the study's tables from the tables themselves.
 * @returns null when it is no such question, or when nothing of the answer could be cited
 */
export function answerFramework(
  ctx: Context,
  question: { text: string; language: Language },
): Promise<AnswerDraft | null> {
  return ctx.db.transaction(async (db) => {
    const lexicon = await readLexicon(db);
    const reading = await understand(question.text, lexicon, question.language);
    const { language } = reading;
    const say = new Say(language, lexicon);
    const t = (zh: string, en: string) => (language === 'en' ? en : zh);
    return answer({ db, lexicon, reading, language, say, t });
  });
}
