import { z } from 'zod';
import { defineCapability } from '../../core/capability.ts';
import type { Context } from '../../core/context.ts';
import type { Queryable } from '../../core/db/client.ts';
import { invalidInput } from '../../core/errors.ts';
import { readLexicon } from '../framework/lexicon.ts';
import { Visibility } from '../sources/schema.ts';
import { checkCourse } from './check-course.ts';
import { readCourseFacts } from './course-facts.ts';
import { audienceFor } from './course-states.ts';
import { csvColumns } from './csv-columns.ts';
import * as queries from './queries.ts';
import { columnOf, type ReadRow, type RowProblem, readCsvCourses } from './read-csv-courses.ts';
import { CourseDraft, type CourseFields, CourseId, hoursOf } from './schema.ts';

const RowState = z.enum(['added', 'updated', 'unchanged']);

const ImportReply = z.object({
  dryRun: z.boolean(),
  rows: z.array(
    z.object({ row: z.number().int(), id: CourseId, title: z.string(), hours: z.number(), state: RowState }),
  ),
  /** Only in a dry run; without one, a file with errors is refused whole. */
  errors: z.array(z.object({ row: z.number().int(), column: z.string().optional(), message: z.string() })),
});

interface Planned {
  readonly row: number;
  readonly id: string;
  readonly record: CourseDraft;
  readonly state: z.infer<typeof RowState>;
}

/** Codes of different agencies do not meet: each stands behind its agency's name. */
function prefixOf(ctx: Context): string {
  return `${(ctx.actor.agency ?? 'hub').replaceAll(/[^A-Za-z0-9_-]/g, '-')}.`;
}

/** Prerequisites that are codes of the same file become ids. */
function withIds(
  rows: readonly ReadRow[],
  prefix: string,
): { row: ReadRow; id: string; course: CourseFields }[] {
  const codes = new Set(rows.map(({ code }) => code));
  const idOf = (code: string) => (code.startsWith(prefix) ? code : prefix + code);
  return rows.flatMap((row) => {
    if (!row.course) return [];
    const prerequisites = row.course.prerequisites.map((one) => (codes.has(one) ? idOf(one) : one));
    return [{ row, id: idOf(row.code), course: { ...row.course, prerequisites } }];
  });
}

const repeated = { 'zh-TW': '課程代碼重複', en: 'the code occurs twice' };
const foreign = { 'zh-TW': '這個代碼已由別人使用', en: 'somebody else uses this code' };

/** Keys in one order, as the database may give them back in another. */
function stable(value: unknown): string {
  return JSON.stringify(value, (_key, inner) =>
    inner && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

interface Read {
  readonly rows: readonly ReadRow[];
  readonly entries: ReturnType<typeof withIds>;
  /** Ids in use already, by whomever. */
  readonly taken: ReadonlySet<string>;
}

async function read(ctx: Context, csv: string): Promise<Read> {
  const rows = readCsvCourses(csv, await readLexicon(ctx.db));
  const entries = withIds(rows, prefixOf(ctx));
  const ids = entries.map(({ id }) => id);
  const taken = await ctx.bank.store.system.transaction((tx) => queries.selectTakenIds(tx, ids));
  return { rows, entries, taken: new Set(taken) };
}

async function plan(
  ctx: Context,
  tx: Queryable,
  { rows, entries, taken }: Read,
  visibility: string,
): Promise<{ planned: Planned[]; problems: RowProblem[] }> {
  const known = await readCourseFacts(
    tx,
    entries.map(({ course }) => course),
  );
  const prerequisites = new Map([
    ...known.prerequisites,
    ...entries.map(({ id, course }) => [id, course.prerequisites] as const),
  ]);
  const problems: RowProblem[] = rows.flatMap((row) => row.problems);
  const planned: Planned[] = [];
  const seen = new Set<string>();
  for (const {
    row: { row },
    id,
    course,
  } of entries) {
    const own = taken.has(id) ? await queries.selectCourse(tx, id) : undefined;
    if (seen.has(id)) problems.push({ row, column: 'code', message: repeated });
    seen.add(id);
    if (taken.has(id) && own?.author !== ctx.actor.personId)
      problems.push({ row, column: 'code', message: foreign });
    for (const { path, message } of checkCourse(id, course, visibility, { ...known, prerequisites }))
      problems.push({ row, column: columnOf(path), message });
    const record = CourseDraft.parse({ ...course, visibility });
    const same = own && own.state !== 'withdrawn' && stable(own.record) === stable(record);
    planned.push({ row, id, record, state: same ? 'unchanged' : own ? 'updated' : 'added' });
  }
  return { planned, problems: problems.sort((a, b) => a.row - b.row) };
}

async function write(
  ctx: Context,
  tx: Queryable,
  planned: readonly Planned[],
  audienceId: number,
): Promise<void> {
  const now = ctx.now();
  for (const { id, record, state } of planned) {
    if (state === 'added')
      await queries.insertCourse(tx, {
        id,
        author: ctx.actor.personId!,
        origin: 'agency',
        state: 'in_review',
        record,
        audienceId,
        now,
      });
    if (state !== 'updated') continue;
    await queries.updateCourseState(tx, id, 'in_review', now);
    await queries.updateCourseRecord(tx, { id, record, audienceId, now });
  }
}

function refused(ctx: Context, problems: readonly RowProblem[]): Error {
  const few = problems.slice(0, 200);
  const say = (language: 'zh-TW' | 'en') =>
    few
      .slice(0, 3)
      .map(({ row, column, message }) =>
        language === 'en'
          ? `row ${row}${column ? ` ${column}` : ''}: ${message.en}`
          : `第 ${row} 列${column ? ` ${column}` : ''}：${message['zh-TW']}`,
      )
      .join('; ');
  return invalidInput(
    {
      'zh-TW': `檔案有 ${problems.length} 處錯誤，沒有匯入任何課程。${say('zh-TW')}`,
      en: `The file has ${problems.length} errors and nothing was imported. ${say('en')}`,
    },
    few.map(({ row, column, message }) => ({
      path: `row ${row}${column ? ` ${column}` : ''}`,
      message: message[ctx.language],
    })),
  );
}

/** The columns, for whoever sends the file by HTTP. */
const columnsText = `Header row, then one row a module. Columns (* needed): ${csvColumns
  .map(({ name, required, about }) => `${name}${required ? '*' : ''}: ${about.en}`)
  .join(' ')}`;

export const importCourses = defineCapability({
  name: 'import-courses',
  title: { 'zh-TW': '匯入機關課程清單', en: "Import an agency's catalogue" },
  description: {
    'zh-TW':
      '以 CSV 匯入機關自有課程。dryRun 只檢查並逐列回報；正式匯入時有任何一列錯誤就整份不寫入。匯入後送審，由他人核可才列入清單。',
    en: "Imports an agency's own modules from CSV. dryRun only checks and tells row by row; otherwise one bad row keeps the whole file out. Imported modules wait for the approval of somebody else.",
  },
  input: z.object({
    csv: z.string().min(1).max(600_000).describe(columnsText),
    dryRun: z.boolean().default(true),
    visibility: Visibility.optional(),
  }),
  output: ImportReply,
  allow: ['reviewer', 'admin'],
  acts: true,
  async run(ctx, { csv, dryRun, visibility: given }) {
    const visibility = given ?? (ctx.actor.agency ? `agency:${ctx.actor.agency}` : 'government');
    const audienceId = await audienceFor(ctx, visibility);
    const file = await read(ctx, csv);
    return ctx.db.transaction(async (tx) => {
      const { planned, problems } = await plan(ctx, tx, file, visibility);
      if (!dryRun) {
        if (problems.length > 0) throw refused(ctx, problems);
        await write(ctx, tx, planned, audienceId);
      }
      return {
        dryRun,
        rows: planned.map(({ row, id, record, state }) => ({
          row,
          id,
          title: record.title[ctx.language],
          hours: hoursOf(record.parts),
          state,
        })),
        errors: problems.map(({ row, column, message }) => ({
          row,
          ...(column !== undefined && { column }),
          message: message[ctx.language],
        })),
      };
    });
  },
});
