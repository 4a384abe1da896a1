import type { Language } from '../../core/language.ts';
import type { PassageRecord, SourceRecord, Visibility } from '../sources/schema.ts';
import { SourceRecord as SourceRecordSchema } from '../sources/schema.ts';
import { checkLabels, originLabels, proficiencyLabels } from './labels.ts';
import type { Course } from './schema.ts';

const levelNames = {
  basic: { 'zh-TW': '基層', en: 'basic level' },
  mid: { 'zh-TW': '中階', en: 'middle level' },
  senior: { 'zh-TW': '高階', en: 'senior level' },
} as const;

/** `基層 AI素養：0（尚未接觸）→ 2（在協助下能做）` */
function developmentLine({ competency, level, from, to }: Course['develops'][number], language: Language) {
  const at = (step: number) =>
    language === 'en'
      ? `${step} (${proficiencyLabels[step]!.en})`
      : `${step}（${proficiencyLabels[step]!['zh-TW']}）`;
  const name = `${levelNames[level][language]} ${competency}`;
  return language === 'en' ? `${name}: ${at(from)} → ${at(to)}` : `${name}：${at(from)} → ${at(to)}`;
}

function overview(course: Course, language: Language): string {
  const en = language === 'en';
  const levels = course.levels.map((level) => levelNames[level][language]).join(en ? ', ' : '、');
  const lines = course.develops.map((one) => `- ${developmentLine(one, language)}`);
  const facts = en
    ? `For: ${levels}. Hours: ${course.hours}. ${originLabels[course.origin].en}.`
    : `適合：${levels}。時數：${course.hours} 小時。${originLabels[course.origin]['zh-TW']}。`;
  return [
    course.title[language],
    course.aim[language],
    facts,
    en ? 'Develops:' : '培養職能：',
    ...lines,
  ].join('\n');
}

function work({ parts }: Course, language: Language): string {
  const readings = parts.readings.map((one) => `- ${one.why[language]}`);
  return [...readings, parts.session?.text[language], parts.task.text[language]].filter(Boolean).join('\n');
}

function check({ parts: { check: one } }: Course, language: Language): string {
  return [checkLabels[one.kind][language], one.text[language], one.passes?.[language], one.fails?.[language]]
    .filter(Boolean)
    .join('\n');
}

const headings = {
  'zh-TW': ['課程概要', '閱讀、任務與檢核'],
  en: ['Overview', 'Readings, task and check'],
} as const;

function passagesIn(course: Course, language: Language): PassageRecord[] {
  const texts = [overview(course, language), `${work(course, language)}\n${check(course, language)}`];
  return texts.map((text, index) => ({
    section: [headings[language][index]!],
    text,
    language,
    keywords: [],
  }));
}

/** A published module as the source that search finds and answers cite. */
export function courseSource(
  course: Course,
  { visibility, reviewedOn }: { visibility: Visibility; reviewedOn: string },
): SourceRecord {
  return SourceRecordSchema.parse({
    externalId: course.id,
    kind: 'course',
    title: course.title['zh-TW'],
    titleEn: course.title.en,
    language: 'zh-TW',
    visibility,
    reviewedOn,
    details: course,
    passages: [...passagesIn(course, 'zh-TW'), ...passagesIn(course, 'en')],
  });
}

/** The day the starter set was last read as a whole; raise it with every review. */
const starterReviewedOn = '2026-11-24';

export function starterSources(courses: readonly Course[]): SourceRecord[] {
  return courses.map((course) =>
    courseSource(course, { visibility: 'public', reviewedOn: starterReviewedOn }),
  );
}
