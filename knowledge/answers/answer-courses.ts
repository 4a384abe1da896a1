import type { Context } from '../../core/context.ts';
import type { Language } from '../../core/language.ts';
import { selectCatalogue } from '../courses/catalogue.ts';
import { checkLabels } from '../courses/labels.ts';
import { selectOverviews } from '../courses/queries.ts';
import type { Course } from '../courses/schema.ts';
import type { LevelId } from '../framework/schema.ts';
import { searchPassages } from '../search/search-passages.ts';
import { detectLanguage } from '../text/detect-language.ts';
import { fold } from '../text/fold.ts';
import { loadThesaurus } from './glossary-words.ts';
import type { AnswerDraft, Claim } from './schema.ts';
import type { Question } from './understand-question.ts';

const SHOWN = 5;
/** Of what is to be learnt, by rarity, the share a module has to speak of. */
const NEAR = 0.3;

const pattern = (source: string) => new RegExp(fold(source), 'iu');

const THINGS = '(課程|課程模組|模組|研習|進修|線上課|課(?!本|綱|題|長|稅|責|徵|員)|教育訓練|訓練課|學習資源)';
/** Asks which modules there are, or where to learn something; not what somebody else's courses were. */
const ASKS_FOR_COURSES = [
  pattern(
    `(哪些|哪門|哪一門|哪幾門|什麼|有沒有|有無|推薦|建議|介紹|找|列出|想修|想上|要修|要上|該修|該上|可以修|可以上|能修|報名).{0,14}${THINGS}`,
  ),
  pattern(`${THINGS}.{0,8}(有哪些|哪些|推薦|可以(學|修|上)|清單|怎麼選)`),
  pattern(
    '(去?哪裡|哪兒|怎麼|如何|想|要|該|應該|可以)(開始)?(學習|學會|學|進修)(?!校|者|生|界|術|歷|年|期|區|費|童|員|習(成效|落後|平台|扶助))',
  ),
  pattern(
    '(which|what|any|recommend|suggest|list|find|show|are there)\\b.{0,24}\\b(courses?|modules?|trainings?|classes)\\b|\\b(courses?|modules?|trainings?)\\b.{0,12}\\b(to learn|to take|on|about|for)\\b|\\b(where|how|want|like) (can|do|could|should)? ?(i|we)? ?(to )?learn\\b|\\bshould (i|we) learn\\b',
  ),
];
const ELSEWHERE = pattern(
  '研究|訪談|受訪|問卷|徽章|證書|教科書|學生|學校|老師|教師|學到什麼教訓|學到了?什麼|教訓|因材網|interview|the study|badge|textbook|pupil|student|teacher|lesson',
);

/** Whether a question wants something to learn from, and not what a case did about learning. */
export function asksForCourses({ folded, places }: Pick<Question, 'folded' | 'places'>): boolean {
  return places.length === 0 && !ELSEWHERE.test(folded) && ASKS_FOR_COURSES.some((asks) => asks.test(folded));
}

const ASKING = pattern(
  `請問|我們|我|同仁|主管|基層|中階|高階|承辦人?|有沒有|有哪些|有什麼|哪些|哪(一|幾)?門|什麼|推薦|建議|介紹|列出|可以|想要?|應該|該|能|要|去?哪裡|怎麼|如何|開始|學習|學會|學|修|上|報名|關於|有關|相關|的|${THINGS}|\\b(which|what|any|are|is|there|recommend|suggest|list|find|show|me|courses?|modules?|trainings?|classes|to|learn|learning|take|on|about|for|where|how|can|do|could|should|i|we|want|would|like|managers?|staff|senior|middle|basic|level|the|a|an|in)\\b`,
);

const levelWords: readonly [RegExp, readonly LevelId[]][] = [
  [pattern('基層|承辦|basic|front-?line'), ['basic']],
  [pattern('中階|middle|mid-?level'), ['mid']],
  [pattern('高階|首長|senior|executive'), ['senior']],
  [pattern('主管|managers?\\b'), ['mid', 'senior']],
];

function levelsIn(folded: string): readonly LevelId[] {
  return levelWords.find(([words]) => words.test(folded))?.[1] ?? [];
}

/** Modules about what is asked, nearest first; those that develop a competency named come before the others. */
async function findCourses(ctx: Context, question: Question, all: readonly Course[]): Promise<Course[]> {
  const topic = question.folded.replace(new RegExp(ASKING.source, 'giu'), ' ').trim();
  if (topic.replace(/[\s\p{P}]|\bai\b|人工智慧/giu, '') === '') return [...all];
  const { expand } = await loadThesaurus();
  const hits = await searchPassages(ctx, { question: topic, limit: 60, kinds: ['course'], expand });
  const near = new Set(hits.filter(({ coverage }) => coverage >= NEAR).map(({ externalId }) => externalId));
  const found = [...near].flatMap((id) => all.find((course) => course.id === id) ?? []);
  const named = all.filter(({ develops }) =>
    develops.some(({ competency }) => question.folded.includes(fold(competency))),
  );
  return [...new Set([...found.filter((course) => named.includes(course)), ...named, ...found])];
}

const levelNames: Record<LevelId, Record<Language, string>> = {
  basic: { 'zh-TW': '基層', en: 'basic' },
  mid: { 'zh-TW': '中階', en: 'middle' },
  senior: { 'zh-TW': '高階', en: 'senior' },
};

function lineOf(course: Course, language: Language): string {
  const levels = course.levels.map((level) => levelNames[level][language]);
  const check = checkLabels[course.parts.check.kind][language];
  return language === 'en'
    ? `${course.title.en}: ${course.aim.en} (${course.hours} hours; ${levels.join(', ')} level; ${check.toLowerCase()})`
    : `${course.title['zh-TW']}：${course.aim['zh-TW']}（${course.hours} 小時；${levels.join('、')}；${check}）`;
}

const words = {
  lead: {
    'zh-TW': '可以在這裡實際完成的課程模組：',
    en: 'Modules you can do here:',
  },
  notice: {
    'zh-TW':
      '「入門清單」由本產品自編，不是任何機關的課程。完整清單與篩選在「課程」頁；要依自己的工作群、層級與時數排出順序，請用學習路徑。',
    en: "The starter set was written for this product and is no institution's. The Courses page has the whole list with filters; for an order by your cluster, level and hours use the learning path.",
  },
  suggestions: {
    'zh-TW': ['中階主管有哪些課程可以學 AI 採購？', '有哪些課程可以學風險管理？'],
    en: ['Which modules are there on AI procurement?', 'Which modules are there on risk management?'],
  },
} as const;

/** The modules a question about learning asks for; null when it asks for none, or none is near. */
export async function answerCourses(ctx: Context, question: Question): Promise<AnswerDraft | null> {
  if (!asksForCourses(question)) return null;
  const levels = levelsIn(question.folded);
  const all = (await selectCatalogue(ctx.db)).filter(
    (course) => levels.length === 0 || course.levels.some((level) => levels.includes(level)),
  );
  const found = (await findCourses(ctx, question, all)).slice(0, SHOWN);
  if (found.length === 0) return null;
  const language = detectLanguage(question.text) === 'en' ? 'en' : question.language;
  const overviews = await selectOverviews(
    ctx.db,
    found.map(({ id }) => id),
    language,
  );
  const passageOf = new Map(overviews.map(({ id, passageId }) => [id, passageId]));
  const claims: Claim[] = found.flatMap((course) => {
    const passageId = passageOf.get(course.id);
    return passageId ? [{ text: lineOf(course, language), passageIds: [passageId] }] : [];
  });
  return {
    outcome: 'answered',
    parts: [{ lead: words.lead[language], claims, style: 'list' }],
    notice: words.notice[language],
    suggestions: words.suggestions[language].filter((one) => one !== question.text).slice(0, 2),
  };
}
