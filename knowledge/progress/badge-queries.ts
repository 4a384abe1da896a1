import type { Queryable } from '../../core/db/client.ts';
import type { LevelId } from '../framework/schema.ts';

/** English is not always given. */
export interface ShownName {
  readonly 'zh-TW': string;
  readonly en?: string;
}

export interface HeldBadge {
  readonly id: string;
  /** The hub's badge; null for one from elsewhere. */
  readonly badgeId: string | null;
  readonly name: ShownName;
  readonly issuer: string | null;
  readonly earnedAt: Date;
  readonly validUntil: Date | null;
}

/** Badges in force that a person holds, of the hub and from elsewhere, newest first. */
export async function selectHeldBadges(db: Queryable, personId: string, at: Date): Promise<HeldBadge[]> {
  return db.query<HeldBadge>(
    `select c.id, c.badge_id as "badgeId", b.record->'name' as name,
            null as issuer, c.valid_from as "earnedAt", c.valid_until as "validUntil"
       from credentials c join badges b on b.id = c.badge_id join issuers i on i.id = c.issuer_id
      where c.person_id = $1 and c.revoked_at is null and not i.sandbox and c.valid_from <= $2
        and (c.valid_until is null or c.valid_until > $2)
      union all
     select m.id, null, jsonb_build_object('zh-TW', m.name), m.issuer_name, m.valid_from, m.valid_until from imported_credentials m
      where m.person_id = $1 and m.status = 'valid' and (m.valid_until is null or m.valid_until > $2)
      order by "earnedAt" desc, id`,
    [personId, at],
  );
}

export interface OpenBadge {
  readonly id: string;
  readonly name: ShownName;
  readonly competencies: readonly { competency: string; level: LevelId; proficiency: number }[];
  readonly courseId: string | null;
}

/** Approved badges of real issuers. Uses badges_state. */
export async function selectOpenBadges(db: Queryable): Promise<OpenBadge[]> {
  return db.query<OpenBadge>(
    `select b.id, b.record->'name' as name, b.record->'competencies' as competencies,
            b.record->'course'->>'courseId' as "courseId"
       from badges b join issuers i on i.id = b.issuer_id
      where b.state = 'approved' and not i.sandbox order by b.id`,
  );
}
