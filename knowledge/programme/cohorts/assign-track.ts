import { z } from 'zod';
import { defineCapability } from '../../../core/capability.ts';
import type { Context } from '../../../core/context.ts';
import { conflict, invalidInput } from '../../../core/errors.ts';
import { selectCatalogue } from '../../courses/catalogue.ts';
import { type Course, TrackId } from '../../courses/schema.ts';
import { notify } from '../../notices/notify.ts';
import { audit } from '../acting.ts';
import { Day, Id } from '../schema.ts';
import { actOnCohort } from './acts.ts';
import { replaceUnits, selectMembers, type UnitRow } from './queries.ts';

const dayMs = 86_400_000;

/** Days spread evenly over a cohort's time, the last unit due on its last day. */
function spreadDays(startsOn: string, endsOn: string, count: number): string[] {
  const start = Date.parse(startsOn);
  const days = (Date.parse(endsOn) - start) / dayMs;
  return Array.from({ length: count }, (_, index) =>
    new Date(start + Math.round((days * (index + 1)) / count) * dayMs).toISOString().slice(0, 10),
  );
}

async function unitsOf(ctx: Context, track: TrackId): Promise<Course[]> {
  const units = (await selectCatalogue(ctx.db)).filter((course) => course.track === track);
  if (units.length === 0)
    throw conflict({ 'zh-TW': '這條軌道目前沒有單元。', en: 'This track has no units at present.' });
  return units.sort((a, b) => (a.unit ?? 0) - (b.unit ?? 0));
}

/** @throws AppError INVALID_INPUT for a day given for what is no unit of the track */
function scheduleOf(
  units: readonly Course[],
  spread: readonly string[],
  given: readonly { courseId: string; dueOn: string }[],
): UnitRow[] {
  const days = new Map(given.map(({ courseId, dueOn }) => [courseId, dueOn]));
  const strange = given.find(({ courseId }) => !units.some(({ id }) => id === courseId));
  if (strange)
    throw invalidInput({
      'zh-TW': `不是這條軌道的單元：${strange.courseId}`,
      en: `Not a unit of this track: ${strange.courseId}`,
    });
  return units.map(({ id, unit }, index) => ({
    courseId: id,
    unit: unit ?? index + 1,
    dueOn: days.get(id) ?? spread[index]!,
  }));
}

export const assignTrack = defineCapability({
  name: 'assign-track',
  title: { 'zh-TW': '一起修主管方案', en: "Take the managers' programme together" },
  description: {
    'zh-TW':
      '主辦為梯次選一條主管方案軌道並排定共同進度；沒給日期的單元依梯次期間平均分配。再選一次就是改進度。',
    en: "The organiser gives the cohort a track of the managers' programme and a shared schedule; units without a day are spread over the cohort's time. Assigning again changes the schedule.",
  },
  input: z.object({
    id: Id,
    track: TrackId,
    units: z
      .array(z.object({ courseId: z.string().min(1).max(150), dueOn: Day }))
      .max(20)
      .default([]),
  }),
  output: z.object({
    id: z.string(),
    track: TrackId,
    units: z.array(z.object({ courseId: z.string(), unit: z.number().int(), dueOn: z.string() })),
  }),
  allow: ['reviewer'],
  acts: true,
  async run(ctx, { id, track, units: given }) {
    const courses = await unitsOf(ctx, track);
    return actOnCohort(ctx, id, async (tx, row) => {
      const units = scheduleOf(courses, spreadDays(row.startsOn, row.endsOn, courses.length), given);
      await replaceUnits(tx, { cohortId: id, track, units, now: ctx.now() });
      for (const { personId } of await selectMembers(tx, id))
        await notify(ctx, tx, {
          personId,
          kind: 'cohort',
          text: {
            'zh-TW': `梯次「${row.name}」已排定主管方案的共同進度。`,
            en: `The cohort “${row.name}” has a shared schedule for the managers' programme.`,
          },
          link: `/programme/cohorts/${id}`,
          key: `cohort-track:${id}:${track}:${units.map(({ dueOn }) => dueOn).join()}`,
        });
      await audit(ctx, tx, 'assign-track', id, { track });
      return { id, track, units };
    });
  },
});
