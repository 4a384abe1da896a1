import type { Context } from '../../core/context.ts';
import type { Language } from '../../core/language.ts';
import { selectOverviews } from '../courses/queries.ts';
import { readLexicon } from '../framework/lexicon.ts';
import type { NameRow } from '../framework/queries.ts';
import { type PathWords, readPathWords } from '../paths/read-words.ts';
import { recommendPath } from '../paths/recommend-path.ts';
import type { RecommendedPath } from '../paths/schema.ts';
import { fold } from '../text/fold.ts';
import type { AnswerDraft, Claim } from './schema.ts';
import type { Question } from './understand-question.ts';

const pattern = (source: string, flags = 'iu') => new RegExp(fold(source), flags);

/** Asks what to learn, of nothing in particular. */
const WHAT_TO_LEARN = pattern(
  '(學|修|上|進修|補強|加強|看)(習|點|些|一?下)*(什麼|甚麼|啥|哪些|哪一?門|哪幾門|什麼課)|學習路徑|學習計畫|(怎麼|如何|幫我)(安排|規劃|排)(學習|進修|課)|下一步.{0,4}(學|修)|what (should|can|could|do|shall) (i|we) (need to )?(learn|study|take)|what to learn|learning (path|plan)|which (courses|modules) should (i|we)',
);
const FILLERS = pattern(
  `${WHAT_TO_LEARN.source}|請問|我們?|本人|身為|作為|擔任|屬於|是|在|做|一?個|名|位|的|同仁|人員|主管|工作群|群|層級|這週|本週|每週|今年|總共|只有|只|有|給我|給|內|裡|之內|時間|時數|可以|應該|該|要|想|先|來|用|課程|課|模組|呢|嗎|吧|了|推薦|建議|小時|\\b(i|am|a|an|the|my|in|at|of|with|have|has|for|me|im|hours?|level|cluster|group|next|please|should|take|who|works?|as|to|and|manager|staff|given|within|only)\\b`,
  'giu',
);
const OF_ONESELF = pattern('我|本人|身為|\\b(i|me|my|we|im)\\b');

const names = (rows: readonly NameRow[], language: Language) =>
  rows.map((row) => ({ id: row.id, name: language === 'en' ? row.nameEn : row.name }));

function hoursIn(words: PathWords, language: Language): string {
  if (words.hoursAvailable === undefined) return '';
  return language === 'en' ? ` ${words.hoursAvailable} hours` : ` ${words.hoursAvailable} 小時`;
}

const asking = {
  'zh-TW': (cluster: string, level: string, hours: string) =>
    `我是${cluster}${level}，${hours ? `${hours.trim()}內` : ''}該學什麼？`,
  en: (cluster: string, level: string, hours: string) =>
    `I work in ${cluster}, ${level}: what should I learn${hours ? ` in${hours}` : ''}?`,
};

/** What is missing is asked for, every choice a question that says it all. */
async function askBack(ctx: Context, words: PathWords, language: Language): Promise<AnswerDraft> {
  const lexicon = await readLexicon(ctx.db);
  const clusters = names(lexicon.clusters, language).filter(
    ({ id }) => !words.cluster || id === words.cluster,
  );
  const levels = names(lexicon.levels, language).filter(({ id }) => !words.level || id === words.level);
  const level = levels[Math.floor(levels.length / 2)]!;
  const pairs = words.cluster
    ? levels.map((one) => [clusters[0]!, one] as const)
    : clusters.map((one) => [one, level] as const);
  return {
    outcome: 'clarify',
    parts: [],
    notice:
      language === 'en'
        ? 'What to learn depends on your cluster and level. Choose below, run `/diagnose` to find your cluster, or open [the learning path](/path).'
        : '該學什麼要看您的工作群與層級。請從下面選一個、用 `/診斷` 找出工作群，或到[學習路徑](/path)頁面。',
    suggestions: pairs.map(([cluster, at]) =>
      asking[language](cluster.name, at.name, hoursIn(words, language)),
    ),
  };
}

async function claimsOf(ctx: Context, path: RecommendedPath, language: Language): Promise<Claim[]> {
  const overviews = await selectOverviews(
    ctx.db,
    path.steps.map(({ courseId }) => courseId),
    language,
  );
  const passageOf = new Map(overviews.map(({ id, passageId }) => [id, passageId]));
  return path.steps.flatMap((step) => {
    const passageId = passageOf.get(step.courseId);
    if (!passageId) return [];
    const gains = step.why.filter(({ rule }) => rule === 'gap' || rule === 'prerequisite');
    const why = gains.map(({ text }) => text).join(language === 'en' ? ' ' : '');
    const text =
      language === 'en'
        ? `${step.title} (${step.hours} hours): ${why}`
        : `${step.title}（${step.hours} 小時）：${why}`;
    return [{ text, passageIds: [passageId] }];
  });
}

/**
 * A path for whoever asks what to learn, as the learning path itself would plan it; asks back for the cluster or level
 * not named. Null when the question wants something else, or something in particular.
 */
export async function answerPath(ctx: Context, question: Question): Promise<AnswerDraft | null> {
  const { folded, places, agencies } = question;
  if (!WHAT_TO_LEARN.test(folded) || places.length > 0 || agencies.length > 0) return null;
  const { language } = question;
  const words = readPathWords(await readLexicon(ctx.db), question.text, { sentence: true });
  if (!OF_ONESELF.test(folded) && !(words.cluster && words.level)) return null;
  if (words.rest.replace(FILLERS, '').replace(/[\s\p{P}]/gu, '').length > 1) return null;
  const { cluster, level, hoursAvailable } = words;
  if (!cluster || !level) return askBack(ctx, words, language);
  const path = await recommendPath.run(
    { ...ctx, language },
    { cluster, level, ...(hoursAvailable !== undefined && { hoursAvailable }) },
  );
  const claims = await claimsOf(ctx, path, language);
  if (claims.length === 0) return null;
  const command = `/path ${path.cluster.name} ${path.level.name}${hoursAvailable ? ` ${hoursAvailable}` : ''}`;
  const more = path.wouldChange.map(({ text }) => text).join(' ');
  return {
    outcome: 'answered',
    parts: [
      {
        lead:
          language === 'en'
            ? `A path for ${path.cluster.name}, ${path.level.name}, ${path.totalHours} hours in all. Proficiency runs from 0 to 5; the goals are ours and await expert review:`
            : `給${path.cluster.name}${path.level.name}的學習路徑，共 ${path.totalHours} 小時。程度為 0 到 5，目標由本庫訂定，待專家審查：`,
        claims,
        style: 'list',
      },
    ],
    notice:
      language === 'en'
        ? `${more} All reasons, and your own proficiency and progress, on [the learning path](/path?cluster=${cluster}&level=${level}${hoursAvailable ? `&hours=${hoursAvailable}` : ''}); in a chat \`${command}\`.`
        : `${more}完整理由、依您現有程度調整、記錄進度，請到[學習路徑](/path?cluster=${cluster}&level=${level}${hoursAvailable ? `&hours=${hoursAvailable}` : ''})；在對話裡輸入 \`${command}\`。`,
    suggestions: [],
  };
}
