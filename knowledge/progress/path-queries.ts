import type { Queryable } from '../../core/db/client.ts';

export interface PathStepRow {
  readonly courseId: string;
  readonly done: boolean;
  readonly waiting: boolean;
}

/** The steps of the saved path in order, those refused left out; undefined where no path is saved. */
export async function selectPathSteps(db: Queryable, personId: string): Promise<PathStepRow[] | undefined> {
  const [saved] = await db.query('select p.person_id from saved_paths p where p.person_id = $1', [personId]);
  if (!saved) return undefined;
  return db.query<PathStepRow>(
    `select s.step->>'courseId' as "courseId",
            exists (select from completions c where c.person_id = $1 and c.course_id = s.step->>'courseId'
              and c.state = 'done') as done,
            exists (select from completions c where c.person_id = $1 and c.course_id = s.step->>'courseId'
              and c.state = 'waiting') as waiting
       from saved_paths p, jsonb_array_elements(p.path->'zh-TW'->'steps') with ordinality as s (step, position)
      where p.person_id = $1 and not exists (select from refused_steps r
        where r.person_id = $1 and r.course_id = s.step->>'courseId')
      order by s.position`,
    [personId],
  );
}
