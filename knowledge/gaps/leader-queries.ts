import type { Queryable } from '../../core/db/client.ts';

/** Why a leader is asked, the strongest reason first (docs/community.md). */
export type RequestReason = 'competency' | 'cluster' | 'case' | 'turn';

export interface Leader {
  readonly id: string;
  readonly why: RequestReason;
}

/**
 * AI pilot leaders who may see the gap and were not asked yet, those whose field it is first and among them those asked
 * least lately. A role counts while a token in force gives it, or single sign-on did since `options.since`.
 */
export async function selectLeaders(
  tx: Queryable,
  gapId: string,
  options: { now: Date; since: Date; limit: number },
): Promise<Leader[]> {
  return tx.query<Leader>(
    `with gap as (
       select g.id, g.asker, g.competencies, g.clusters, a.name as audience
         from gaps g join audiences a on a.id = g.audience_id where g.id = $1),
     leaders as (
       select p.id, p.agency from people p where 'pilot_leader' = any (p.roles) and p.vouched_at > $3
       union
       select t.person_id, t.agency from tokens t
        where 'pilot_leader' = any (t.roles) and t.revoked_at is null and (t.expires_at is null or t.expires_at > $2)),
     fitting as (
       select l.id, case
           when f.focus && gap.competencies then 'competency'
           when f.cluster = any (gap.clusters) then 'cluster'
           when exists (select 1 from cases c where c.author = l.id and c.state = 'published'
                          and c.record->'competencies' ?| gap.competencies) then 'case'
           else 'turn' end as why,
         (select count(*) from gap_requests q where q.person_id = l.id and q.created_at > $3) as asked
         from gap cross join (select distinct x.id from leaders x cross join gap
                               where gap.audience not like 'agency:%' or gap.audience = 'agency:' || x.agency) l
         left join profiles f on f.person_id = l.id
        where l.id is distinct from gap.asker
          and not exists (select 1 from gap_requests q where q.gap_id = gap.id and q.person_id = l.id)
          and not exists (select 1 from gap_replies r where r.gap_id = gap.id and r.author = l.id))
     select f.id, f.why from fitting f
      order by array_position(array['competency', 'cluster', 'case', 'turn'], f.why), f.asked, f.id limit $4`,
    [gapId, options.now, options.since, options.limit],
  );
}

export async function insertRequest(
  tx: Queryable,
  request: { gapId: string; personId: string; why: RequestReason; now: Date },
): Promise<void> {
  await tx.query(
    'insert into gap_requests (gap_id, person_id, why, created_at) values ($1, $2, $3, $4) on conflict do nothing',
    [request.gapId, request.personId, request.why, request.now],
  );
}

/** Open gaps without a reply that nobody was asked about since then, and in few rounds so far. */
export async function selectUnheard(
  db: Queryable,
  since: Date,
  mostAsked: number,
): Promise<{ id: string; question: string }[]> {
  return db.query<{ id: string; question: string }>(
    `select g.id, g.question from gaps g
      where g.state = 'open' and not exists (select 1 from gap_replies r where r.gap_id = g.id)
        and not exists (select 1 from gap_requests q where q.gap_id = g.id and q.created_at > $1)
        and (select count(*) from gap_requests q where q.gap_id = g.id) < $2
      order by g.votes desc, g.created_at limit 200`,
    [since, mostAsked],
  );
}
