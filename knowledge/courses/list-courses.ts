import { z } from 'zod';
import { defineCapability } from '../../core/capability.ts';
import type { Context } from '../../core/context.ts';
import { invalidInput } from '../../core/errors.ts';
import { PageInput } from '../../core/page.ts';
import { readLexicon } from '../framework/lexicon.ts';
import { resolveCompetency, resolveName } from '../framework/replies.ts';
import { LevelId } from '../framework/schema.ts';
import { searchPassages } from '../search/search-passages.ts';
import { selectCatalogue } from './catalogue.ts';
import { Course, CourseOrigin, TrackId } from './schema.ts';

const blank = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional());

const name = blank(z.string().max(100));

const ListCoursesInput = PageInput.extend({
  competency: name,
  level: name,
  cluster: name,
  origin: blank(CourseOrigin),
  track: blank(TrackId),
  q: blank(z.string().max(500)),
});

interface CourseFilter {
  readonly competency?: string | undefined;
  readonly level?: string | undefined;
  readonly cluster?: string | undefined;
  readonly origin?: string | undefined;
  readonly track?: string | undefined;
}

/** Level and competency together mean one development: this competency at this level. */
function passesFilter(course: Course, { competency, level, cluster, origin, track }: CourseFilter) {
  const develops = course.develops.some(
    (one) => (!competency || one.competency === competency) && (!level || one.level === level),
  );
  const forLevel = !level || course.levels.some((one) => one === level);
  const forCluster =
    !cluster || course.clusters.length === 0 || course.clusters.some((one) => one === cluster);
  return (
    (competency ? develops : forLevel) &&
    forCluster &&
    (!origin || course.origin === origin) &&
    (!track || course.track === track)
  );
}

/** How many modules in a row come before each: 0 for one that can be begun at once. */
function depths(courses: readonly Course[]): Map<string, number> {
  const byId = new Map(courses.map((course) => [course.id, course]));
  const known = new Map<string, number>();
  const depthOf = (id: string): number => {
    const seen = known.get(id);
    if (seen !== undefined) return seen;
    known.set(id, 0);
    const before = (byId.get(id)?.prerequisites ?? []).filter((one) => byId.has(one));
    const depth = before.length === 0 ? 0 : 1 + Math.max(...before.map(depthOf));
    known.set(id, depth);
    return depth;
  };
  for (const { id } of courses) depthOf(id);
  return known;
}

/** Lowest level first, single modules before the tracks; a track in its order, others as one can begin them. */
function inPlace(courses: readonly Course[]): Course[] {
  const depth = depths(courses);
  const rank = ({ levels, track }: Course) => LevelId.options.indexOf(levels[0]!) + (track ? 10 : 0);
  return [...courses].sort(
    (a, b) =>
      rank(a) - rank(b) ||
      (a.unit ?? 0) - (b.unit ?? 0) ||
      depth.get(a.id)! - depth.get(b.id)! ||
      (a.id < b.id ? -1 : 1),
  );
}

async function rankByText(ctx: Context, all: readonly Course[], question: string): Promise<Course[]> {
  const hits = await searchPassages(ctx, { question, limit: 200, kinds: ['course'] });
  const order = [...new Set(hits.map((hit) => hit.externalId))];
  return order.flatMap((id) => all.find((course) => course.id === id) ?? []);
}

const staleCursor = {
  'zh-TW': '這個 cursor 不屬於這份清單，或該課程已下架；請從頭列出。',
  en: 'This cursor is not of this list, or its module was withdrawn; list from the start.',
};

export const listCourses = defineCapability({
  name: 'list-courses',
  title: { 'zh-TW': '列出課程', en: 'List modules' },
  description: {
    'zh-TW': '依職能、層級、工作群或文字列出您可以修的課程模組：目的、案例閱讀、工作任務、檢核與時數。',
    en: 'Modules one can do, by competency, level, cluster or text: aim, case readings, task at work, check and hours.',
  },
  input: ListCoursesInput,
  output: z.object({
    items: z.array(Course),
    total: z.number().int(),
    nextCursor: z.string().optional(),
  }),
  allow: 'anonymous',
  acts: false,
  async run(ctx, { limit, cursor, q, origin, track, ...typed }) {
    const lexicon = await readLexicon(ctx.db);
    const filter = {
      competency: resolveCompetency(typed.competency, lexicon),
      level: resolveName('level', typed.level, lexicon),
      cluster: resolveName('cluster', typed.cluster, lexicon),
      origin,
      track,
    };
    const catalogue = inPlace(await selectCatalogue(ctx.db));
    const all = catalogue.filter((course) => passesFilter(course, filter));
    const items = q ? await rankByText(ctx, all, q) : all;
    const start = cursor === undefined ? 0 : items.findIndex(({ id }) => id === cursor) + 1;
    if (cursor !== undefined && start === 0) throw invalidInput(staleCursor);
    const page = items.slice(start, start + limit);
    const more = start + limit < items.length;
    return { items: page, total: items.length, ...(more && { nextCursor: page.at(-1)!.id }) };
  },
});
