import type { Context } from '../../core/context.ts';
import type { Queryable } from '../../core/db/client.ts';
import type { Language } from '../../core/language.ts';
import type { AnswerDraft } from '../answers/schema.ts';
import * as aboveOverall from './answers/above-overall.ts';
import * as ai from './answers/ai-competencies.ts';
import * as clusterFacts from './answers/cluster-facts.ts';
import * as columns from './answers/columns.ts';
import * as compare from './answers/compare.ts';
import { answerCompareGovernments } from './answers/compare-governments.ts';
import * as lists from './answers/competency-lists.ts';
import * as definitions from './answers/definitions.ts';
import { everydayNames } from './answers/definitions.ts';
import { answerDoubtNote } from './answers/doubt-notes.ts';
import * as doubts from './answers/doubts.ts';
import type { Answerer, Facts } from './answers/facts.ts';
import { answered, citeDraft, list } from './answers/facts.ts';
import { answerGroupOnly } from './answers/group-only.ts';
import * as keyLists from './answers/key-lists.ts';
import * as ofLevels from './answers/levels-of-competency.ts';
import * as oldMap from './answers/old-map.ts';
import * as people from './answers/people.ts';
import * as population from './answers/population.ts';
import * as rank from './answers/rank.ts';
import { Say } from './answers/say.ts';
import * as smallCells from './answers/small-cells.ts';
import * as statements from './answers/statements.ts';
import * as structure from './answers/structure.ts';
import * as survey from './answers/survey.ts';
import { answerTaskList } from './answers/task-list.ts';
import * as tasks from './answers/tasks.ts';
import * as unanswerable from './answers/unanswerable.ts';
import { answerValue } from './answers/value.ts';
import * as whichGroup from './answers/which-group.ts';
import { readLexicon } from './lexicon.ts';
import { pattern } from './pattern.ts';
import type { Reading } from './understand.ts';
import { understand } from './understand.ts';

/** The kinds of framework question, most particular first; the first that knows an answer gives it. */
const answerers: readonly Answerer[] = [
  people.answerNonCoreSize,
  smallCells.answerBases,
  oldMap.answerOldMap,
  unanswerable.answerUnanswerable,
  population.answerPopulationRow,
  clusterFacts.answerComponents,
  definitions.answerTwoProjectManagements,
  ai.answerIsAi,
  ofLevels.answerOnlyAtLevel,
  ofLevels.answerType,
  answerDoubtNote,
  statements.answerGovernmentClaim,
  statements.answerStatement,
  doubts.answerMisreading,
  clusterFacts.answerClusterName,
  ofLevels.answerPresence,
  smallCells.answerSmallCells,
  doubts.answerMethod,
  people.answerBaseN,
  survey.answerSurvey,
  answerTaskList,
  structure.answerStructureCount,
  people.answerPeople,
  clusterFacts.answerFiveClusters,
  answerGroupOnly,
  unanswerable.answerUnclearName,
  compare.answerCompareTypes,
  keyLists.answerKeyCompetencies,
  ai.answerAiCompetencies,
  tasks.answerTaskValue,
  tasks.answerTopTasks,
  clusterFacts.answerClusterStatements,
  clusterFacts.answerGovernmentClusters,
  columns.answerShare,
  aboveOverall.answerAboveOverall,
  compare.answerCompareCompetencies,
  compare.answerCompareClusters,
  whichGroup.answerWhichGroup,
  answerCompareGovernments,
  compare.answerCompareLevels,
  rank.answerRankOf,
  rank.answerColumnExtremes,
  columns.answerWholeColumn,
  lists.answerCompetencyList,
  clusterFacts.answerClusterTasks,
];

/** `sure`: the question can mean nothing but the framework, whatever else its words resemble. */
export interface FrameworkAnswer extends AnswerDraft {
  readonly sure: boolean;
  /** It is asked what a competency means, not for numbers. */
  readonly defines: boolean;
}

/** A value of the tables, as they print it. */
const quotesValue = /(?<![0-9.])[0-6][.][0-9]{2}(?![0-9])/u;

/** A question on how to do or learn something names competencies without asking for the tables. */
function asksForGuidance({ asks, levels, clusters, text }: Reading): boolean {
  return (
    (asks.advice || asks.learning) &&
    !/簡任|委任|薦任|樣本|母體/u.test(text) &&
    !quotesValue.test(text) &&
    !/目標值|達成率|及格/u.test(text) &&
    !(asks.measure && (levels.length > 0 || clusters.length > 0 || asks.rank))
  );
}

const others = pattern(
  '英國|美國|日本|法國|德國|荷蘭|瑞典|丹麥|挪威|芬蘭|愛沙尼亞|西班牙|比利時|澳洲|加拿大|新加坡|韓國|印度|巴西|奧地利|歐盟|copilot|chatgpt|試辦|試行|案例|(?<![a-z])(uk|usa|us|eu|british|britain|american?|japan(ese)?|french|france|german(y)?|dutch|netherlands|swed(en|ish)|denmark|danish|norw(ay|egian)|finland|estonia|spain|belgi(um|an)|australian?|canad(a|ian)|singapore|korean?|indian?|brazil|austria|trial|pilot|case stud(y|ies))(?![a-z])',
);

/** Counts, dates and surveys of another country, product or case. */
const countries = pattern(
  '英國|美國|新加坡|united kingdom|united states|singapore|(?<![a-z])(uk|us|usa|british|american?|singaporean)(?![a-z])',
);

function isAboutOthers({ text, competencies, clusters, levels, asks }: Reading): boolean {
  if (competencies.length > 0 || clusters.length > 0) return false;
  if (countries.test(text) && !asks.howMany && levels.length === 0) return true;
  return others.test(text) && !/職能|competenc/u.test(text);
}

async function answer(facts: Facts): ReturnType<typeof citeDraft> {
  if (isAboutOthers(facts.reading)) return null;
  if (facts.reading.asks.action || asksForGuidance(facts.reading)) return null;
  const { asks } = facts.reading;
  const order: Answerer[] =
    asks.meaning && !asks.measure
      ? [oldMap.answerOldMap, definitions.answerDefinition, ...answerers, answerValue]
      : asks.what && !asks.measure
        ? [...answerers, definitions.answerDefinition, answerValue]
        : [...answerers, answerValue, definitions.answerDefinition];
  for (const answerer of order) {
    const draft = await answerer(facts);
    if (draft) return citeDraft(facts, draft);
  }
  return null;
}

async function factsOf(db: Queryable, question: { text: string; language: Language }): Promise<Facts> {
  const lexicon = await readLexicon(db);
  const reading = await understand(question.text, lexicon, question.language);
  const { language } = reading;
  const t = (zh: string, en: string) => (language === 'en' ? en : zh);
  return { db, lexicon, reading, language, say: new Say(language, lexicon), t };
}

/** What the framework prints of competencies named by their printed names; null when none is one. */
export function describeCompetencies(
  ctx: Context,
  names: readonly string[],
  language: Language,
): Promise<AnswerDraft | null> {
  return ctx.db.transaction(async (db) => {
    const facts = await factsOf(db, { text: names.join('、'), language });
    const known = names.filter((name) => facts.lexicon.competencies.some((one) => one.name === name));
    const claims = known.flatMap((name) =>
      definitions.definitionClaims(
        facts,
        facts.lexicon.competencies.filter((one) => one.name === name),
      ),
    );
    return claims.length > 0 ? citeDraft(facts, answered([list(claims)])) : null;
  });
}

const tableWords = pattern(
  '職能|工作群|舊(版)?(架構|地圖)|新舊|(old|2023|previous) (competency )?(map|framework)|總平均|題組|工作項目|履約管理|技術領域管理|主成分|群集|分群|訪談|受訪者|competenc|(?<![a-z])(work )?clusters?(?![a-z])|interview(ed|ees?)?(?![a-z])|respondents?|2,?088|2,?133|2,?185',
);

function asksForMeaning({ asks }: Reading): boolean {
  return (asks.meaning || asks.what) && !asks.measure && !asks.howMany;
}

/** The question names things only the framework has, so its answer cannot be about a case. */
function isSure(reading: Reading): boolean {
  const { competencies, levels, clusters, governments, types, tasks, asks, text } = reading;
  if (reading.bare || (types.length > 0 && levels.length > 0)) return true;
  if (competencies.includes('系統開發專案管理') && (competencies.length > 1 || clusters.includes('pm')))
    return true;
  if (competencies.length > 0 && asks.meaning && /修正|架構|研究|的說明|revision|framework|study/u.test(text))
    return true;
  if (competencies.length + types.length + clusters.length > 0 && quotesValue.test(text)) return true;
  const placed = levels.length + clusters.length + governments.length > 0;
  const [competency] = competencies;
  if (competency)
    return (
      placed ||
      asks.overall ||
      tableWords.test(text) ||
      ((asks.measure || (asks.what && reading.competencyNamed)) && !everydayNames.has(competency))
    );
  return (
    tableWords.test(text) ||
    (/簡任|薦任|委任/u.test(text) && (levels.length > 0 || /樣本|母體|問卷/u.test(text))) ||
    (tasks.length > 0 && asks.task && (asks.whichCluster || asks.measure)) ||
    (clusters.length > 0 && (levels.length > 0 || tasks.length > 0 || asks.measure || asks.task))
  );
}

/** The question names competencies, clusters, levels, tasks or respondents: it is ours, answered or not. */
export function namesFramework(
  ctx: Context,
  question: { text: string; language: Language },
): Promise<boolean> {
  return ctx.db.transaction(async (db) => {
    const { reading } = await factsOf(db, question);
    const { competencies, clusters, levels, tasks, projectManagementUnclear, asks, text } = reading;
    const named = competencies.length + clusters.length + levels.length + tasks.length;
    return named > 0 || projectManagementUnclear || tableWords.test(text) || (asks.framework && asks.howMany);
  });
}

/**
 * Answers a question about the framework or the study's tables from the tables themselves.
 * @returns null when it is no such question, or when nothing of the answer could be cited
 */
export function answerFramework(
  ctx: Context,
  question: { text: string; language: Language },
): Promise<FrameworkAnswer | null> {
  return ctx.db.transaction(async (db) => {
    const facts = await factsOf(db, question);
    const draft = await answer(facts);
    if (!draft) return null;
    const missing = draft.outcome === 'no_source' && facts.reading.competencyNamed;
    return {
      ...draft,
      sure: draft.sure || missing || isSure(facts.reading),
      defines: asksForMeaning(facts.reading),
    };
  });
}
