import type { Queryable } from '../../core/db/client.ts';
import type { Language } from '../../core/language.ts';

export interface OutdatedAnswer {
  readonly id: string;
  readonly personId: string;
  readonly question: string;
  readonly language: Language;
  /** How many of its sources have a newer version in which a passage it cites reads differently or is gone. */
  readonly changed: number;
  /** How many of its sources are withdrawn. */
  readonly withdrawn: number;
}

/** When a source last changed; undefined when there is none. */
export async function selectLastChange(db: Queryable): Promise<Date | undefined> {
  const [row] = await db.query<{ at: Date | null }>('select max(s.updated_at) as at from sources s');
  return row?.at ?? undefined;
}

/**
 * Kept answers of known people that cite a passage which, by a change since then, reads differently, is gone or was
 * withdrawn with its source. In pages by id. Starts from those passages: uses answers_cited.
 */
export async function selectOutdated(
  db: Queryable,
  since: Date | undefined,
  after: string,
  limit: number,
): Promise<OutdatedAnswer[]> {
  return db.query<OutdatedAnswer>(
    `with old as (
       select p.id, s.id as source, s.state from sources s join passages p on p.source_id = s.id
        where ($2::timestamptz is null or s.updated_at >= $2)
          and (s.state = 'withdrawn' or (p.version < s.version and not exists (
                select from passages n where n.source_id = p.source_id and n.version = s.version
                   and n.language = p.language and n.text = p.text))))
     select a.id, a.person_id as "personId", a.question, a.language,
            count(distinct old.source) filter (where old.state = 'current') as changed,
            count(distinct old.source) filter (where old.state = 'withdrawn') as withdrawn
       from old join answers a on jsonb_path_query_array(a.draft, '$.parts[*].claims[*].passageIds[*]') ? old.id
      where a.person_id is not null and a.id > $1
      group by a.id order by a.id limit $3`,
    [after, since ?? null, limit],
  );
}

const mark = 'sources-watched';

export async function selectWatched(db: Queryable): Promise<Date | undefined> {
  const rows = await db.query<{ value: string }>('select m.value from marks m where m.name = $1', [mark]);
  return rows[0] && new Date(rows[0].value);
}

export async function upsertWatched(tx: Queryable, until: Date, now: Date): Promise<void> {
  await tx.query(
    `insert into marks (name, value, updated_at) values ($1, $2, $3)
     on conflict (name) do update set value = excluded.value, updated_at = excluded.updated_at`,
    [mark, until.toISOString(), now],
  );
}
