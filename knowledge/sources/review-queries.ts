import type { Queryable } from '../../core/db/client.ts';
import type { SourceKind } from './schema.ts';

export interface DueReview {
  readonly sourceId: string;
  readonly externalId: string;
  readonly kind: SourceKind;
  readonly title: string;
  readonly visibility: string;
  readonly reviewBy: string;
  /** Who answers for it; null when nobody here does. */
  readonly ownerId: string | null;
}

/**
 * Current sources to be looked at again by that day that nobody has taken on (source_owners), with whom to ask instead:
 * the author, or the person named as owner.
 */
export async function selectDueReviews(db: Queryable, day: string): Promise<DueReview[]> {
  return db.query<DueReview>(
    `select s.id as "sourceId", s.external_id as "externalId", s.kind, s.title, a.name as visibility,
            s.review_by::text as "reviewBy", coalesce(c.author, o.author, p.id) as "ownerId"
       from sources s join audiences a on a.id = s.audience_id
       left join cases c on c.id = s.external_id
       left join courses o on o.id = s.external_id
       left join people p on p.id = s.owner or p.login = 'person:' || s.owner
      where s.state = 'current' and s.review_by <= $1::date
        and not exists (select 1 from source_owners w where w.source_id = s.id)
      order by s.review_by, s.id`,
    [day],
  );
}

/** People who administer: the one the settings make, and holders of a token in force. */
export async function selectAdmins(db: Queryable, now: Date): Promise<string[]> {
  const rows = await db.query<{ id: string }>(
    `select distinct t.person_id as id from tokens t
      where 'admin' = any (t.roles) and t.revoked_at is null and (t.expires_at is null or t.expires_at > $1)
     union select p.id from people p where p.id = 'person_admin'`,
    [now],
  );
  return rows.map(({ id }) => id);
}
