import type { Context } from '../../core/context.ts';
import type { Queryable } from '../../core/db/client.ts';
import { findCourse } from '../courses/catalogue.ts';
import type { Course } from '../courses/schema.ts';
import { saveCompletion } from '../progress/record-completion.ts';
import type { Plan } from './import-csv.ts';
import { twice } from './import-personnel.ts';
import { insertLearningRecord, type KnownPerson, loginOf, selectPeopleByLogin } from './queries.ts';
import type { Column, CsvRow, RowProblem } from './read-csv.ts';

export const learningColumns: readonly Column[] = [
  { name: 'person', also: ['person_id', 'staff_number', '員工代號', '員工編號', '人員代號'], required: true },
  { name: 'title', also: ['course', '課程名稱', '課程'], required: true },
  { name: 'hours', also: ['時數', '學習時數'], required: true },
  { name: 'completed_on', also: ['completed', '完成日期', '結訓日期'], required: true },
  { name: 'provider', also: ['辦理單位', '開課單位'] },
  { name: 'course_id', also: ['courseId', '課程代碼'] },
];

const unknownPerson = {
  'zh-TW': '找不到這位人員，請先匯入人員檔。',
  en: 'is not known; import the personnel file first.',
};
const unknownCourse = { 'zh-TW': '課程清單沒有這個代碼。', en: 'is not in the catalogue.' };
const badHours = { 'zh-TW': '必須是 0 到 2000 的數字。', en: 'must be a number from 0 to 2000.' };
const badDate = { 'zh-TW': '必須是過去的日期，格式 YYYY-MM-DD。', en: 'must be a past date, YYYY-MM-DD.' };
const tooLong = { 'zh-TW': '太長（上限 300 字）。', en: 'is too long (300 at most).' };

function isDay(text: string, now: Date): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text) && at <= now;
}

function problemsOf(
  { line, fields }: CsvRow,
  known: { person: KnownPerson | undefined; course: Course | null | undefined; now: Date },
): RowProblem[] {
  const hours = Number(fields.hours || Number.NaN);
  const found: [boolean, string, RowProblem['message']][] = [
    [!known.person, 'person', unknownPerson],
    [Boolean(fields.course_id) && !known.course, 'course_id', unknownCourse],
    [!(hours >= 0 && hours <= 2_000), 'hours', badHours],
    [!isDay(fields.completed_on ?? '', known.now), 'completed_on', badDate],
    [(fields.title ?? '').length > 300 || (fields.provider ?? '').length > 300, 'title', tooLong],
  ];
  return found.flatMap(([wrong, column, message]) => (wrong ? [{ line, column, message }] : []));
}

/** Keeps the record; one of a course of the catalogue counts as its completion, for the office vouches for it. */
async function save(
  ctx: Context,
  tx: Queryable,
  row: CsvRow,
  person: KnownPerson,
  course: Course | null,
): Promise<void> {
  const now = ctx.now();
  const { fields } = row;
  await insertLearningRecord(
    tx,
    {
      id: ctx.newId('record'),
      personId: person.id,
      title: fields.title!,
      provider: fields.provider || null,
      hours: Number(fields.hours),
      completedOn: fields.completed_on!,
      courseId: course?.id ?? null,
    },
    now,
  );
  if (!course) return;
  await saveCompletion(tx, {
    id: ctx.newId('completion'),
    personId: person.id,
    course,
    agency: person.agency,
    note: null,
    origin: 'record',
    completedAt: new Date(`${fields.completed_on}T00:00:00+08:00`),
    now,
  });
}

/** What people attended, by the office's records. */
export async function planLearning(ctx: Context, tx: Queryable, rows: readonly CsvRow[]): Promise<Plan> {
  const people = await selectPeopleByLogin(
    tx,
    rows.map((row) => loginOf(row.fields.person ?? '')),
  );
  const courses = new Map<string, Course | null>();
  for (const id of new Set(rows.flatMap((row) => row.fields.course_id || [])))
    courses.set(id, await findCourse(tx, id));
  const problems: RowProblem[] = [];
  const seen = new Set<string>();
  const planned: Plan['planned'] = rows.flatMap((row) => {
    const { fields, line } = row;
    const person = people.find((one) => one.login === loginOf(fields.person ?? ''));
    const course = fields.course_id ? courses.get(fields.course_id) : null;
    const key = JSON.stringify([fields.person, fields.title, fields.completed_on]);
    if (seen.has(key)) problems.push({ line, column: 'title', message: twice });
    seen.add(key);
    const wrong = problemsOf(row, { person, course, now: ctx.now() });
    problems.push(...wrong);
    if (wrong.length > 0 || !person) return [];
    return [{ line, state: 'added' as const, save: () => save(ctx, tx, row, person, course ?? null) }];
  });
  return { problems, planned };
}
