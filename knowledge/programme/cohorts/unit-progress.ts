import { z } from 'zod';
import type { Context } from '../../../core/context.ts';
import type { Queryable } from '../../../core/db/client.ts';
import { selectCatalogue } from '../../courses/catalogue.ts';
import * as completions from '../../progress/queries.ts';
import { personOf } from '../acting.ts';
import { OwnText, Person } from '../schema.ts';
import { type MemberRow, selectUnitStates, selectUnits } from './queries.ts';

const UnitState = z.enum(['done', 'waiting']);

/**
 * A unit as the cohort stands with it. Only members who agreed are counted and named, so that no figure tells
 * anything of the others, not even by subtraction.
 */
export const UnitProgress = z.object({
  courseId: z.string(),
  unit: z.number().int(),
  title: OwnText(200),
  hours: z.number(),
  dueOn: z.string(),
  /** Of the members who share. */
  sharing: z.number().int(),
  done: z.number().int(),
  people: z.array(Person.extend({ state: UnitState })),
  /** The reader's own. */
  mine: UnitState.nullable(),
});
type UnitProgress = z.input<typeof UnitProgress>;

export async function unitProgress(
  ctx: Context,
  tx: Queryable,
  cohortId: string,
  members: readonly MemberRow[],
): Promise<UnitProgress[]> {
  const units = await selectUnits(tx, cohortId);
  const courses = new Map((await selectCatalogue(tx)).map((course) => [course.id, course]));
  const me = personOf(ctx);
  const sharing = members.filter((member) => member.sharesProgress);
  const known = members.filter(({ sharesProgress, personId }) => sharesProgress || personId === me);
  const states = await selectUnitStates(
    tx,
    known.map(({ personId }) => personId),
    units.map(({ courseId }) => courseId),
  );
  return units.map(({ courseId, unit, dueOn }) => {
    const stateOf = (personId: string) =>
      states.find((one) => one.personId === personId && one.courseId === courseId)?.state;
    const people = sharing.flatMap(({ personId, name }) => {
      const state = stateOf(personId);
      return state ? [{ id: personId, name, state }] : [];
    });
    return {
      courseId,
      unit,
      title: courses.get(courseId)?.title ?? { 'zh-TW': courseId },
      hours: courses.get(courseId)?.hours ?? 0,
      dueOn,
      sharing: sharing.length,
      done: people.filter(({ state }) => state === 'done').length,
      people,
      mine: stateOf(me) ?? null,
    };
  });
}

export const ToSign = z.object({
  id: z.string(),
  person: Person,
  courseId: z.string(),
  title: z.string(),
  note: z.string().nullable(),
});

/** Mates' units that wait for somebody else's sign-off, as the reader may see them. */
export async function unitsToSign(
  ctx: Context,
  members: readonly MemberRow[],
  courseIds: readonly string[],
): Promise<z.input<typeof ToSign>[]> {
  const rows = await completions.selectWaiting(ctx.db, { not: personOf(ctx), limit: 500, after: undefined });
  return rows.flatMap((row) => {
    const person = members.find(
      ({ personId, sharesProgress }) => personId === row.personId && sharesProgress,
    );
    if (!person || !courseIds.includes(row.courseId)) return [];
    const { id, courseId, note } = row;
    return [
      {
        id,
        person: { id: person.personId, name: person.name },
        courseId,
        title: row.courseTitle[ctx.language],
        note,
      },
    ];
  });
}
