import type { Queryable } from '../../core/db/client.ts';
import type { Language } from '../../core/language.ts';

export interface UnansweredRow {
  readonly id: string;
  readonly question: string;
  readonly language: Language;
  readonly outcome: string;
  readonly badRatings: number;
  readonly createdAt: Date;
}

/**
 * Kept answers without a source or badly rated that led to no gap yet, newest first. Only questions of people who may
 * read no more than the reader. Asked as the product itself; uses answers_created_at.
 */
export async function selectUnanswered(
  db: Queryable,
  audiences: readonly string[],
  { limit, after }: { limit: number; after: string | undefined },
): Promise<UnansweredRow[]> {
  return db.query<UnansweredRow>(
    `select a.id, a.question, a.language, a.outcome, a.created_at as "createdAt",
            (select count(*) from feedback f where f.answer_id = a.id and not f.helpful) as "badRatings"
       from answers a
      where (a.outcome = 'no_source' or (a.outcome = 'answered'
               and exists (select 1 from feedback f where f.answer_id = a.id and not f.helpful)))
        and not exists (select 1 from jsonb_array_elements_text($1::jsonb) as mine (name) right join unnest(a.audiences) as theirs (name)
                          on theirs.name = mine.name where mine.name is null)
        and not exists (select 1 from gaps g where g.answer_id = a.id)
        and ($2::text is null or (a.created_at, a.id) < (select x.created_at, x.id from answers x where x.id = $2))
      order by a.created_at desc, a.id desc limit $3`,
    [JSON.stringify(audiences), after ?? null, limit],
  );
}
