import type { Queryable } from '../../core/db/client.ts';
import type { BadgeRecord, BadgeState, Checklist } from './schema.ts';

export interface BadgeRow {
  readonly id: string;
  readonly issuerId: string;
  readonly proposer: string;
  readonly state: BadgeState;
  readonly version: number;
  readonly record: BadgeRecord;
  readonly recordHash: string;
  readonly round: number;
  readonly approvedHash: string | null;
  readonly approvedAt: Date | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

const columns = `b.id, b.issuer_id as "issuerId", b.proposer, b.state, b.version, b.record,
  b.record_hash as "recordHash", b.round, b.approved_hash as "approvedHash", b.approved_at as "approvedAt",
  b.created_at as "createdAt", b.updated_at as "updatedAt"`;

export async function insertBadge(
  tx: Queryable,
  badge: Pick<BadgeRow, 'id' | 'issuerId' | 'proposer' | 'record' | 'recordHash'> & { now: Date },
): Promise<void> {
  await tx.query(
    `insert into badges (id, issuer_id, proposer, state, version, record, record_hash, created_at, updated_at)
     values ($1, $2, $3, 'draft', 1, $4::jsonb, $5, $6, $6)`,
    [badge.id, badge.issuerId, badge.proposer, JSON.stringify(badge.record), badge.recordHash, badge.now],
  );
}

export async function insertVersion(
  tx: Queryable,
  version: {
    badgeId: string;
    version: number;
    record: BadgeRecord;
    recordHash: string;
    changedBy: string;
    now: Date;
  },
): Promise<void> {
  await tx.query(
    `insert into badge_versions (badge_id, version, record, record_hash, changed_by, created_at)
     values ($1, $2, $3::jsonb, $4, $5, $6)`,
    [
      version.badgeId,
      version.version,
      JSON.stringify(version.record),
      version.recordHash,
      version.changedBy,
      version.now,
    ],
  );
}

export async function selectBadge(db: Queryable, id: string): Promise<BadgeRow | undefined> {
  const rows = await db.query<BadgeRow>(`select ${columns} from badges b where b.id = $1`, [id]);
  return rows[0];
}

/** Takes the row for the rest of the transaction, so that two reviewers take turns. */
export async function lockBadge(tx: Queryable, id: string): Promise<BadgeRow | undefined> {
  const rows = await tx.query<BadgeRow>(`select ${columns} from badges b where b.id = $1 for update`, [id]);
  return rows[0];
}

/** What stands behind issuing a badge, read in one statement. */
export interface IssuableRow extends BadgeRow {
  /** People other than the proposer who approve it as it stands. */
  readonly approvals: number;
  /** Thumbprints of the keys its issuer signs with now. */
  readonly keys: readonly string[];
}

/** Keeps the row as it is for the rest of the transaction; others may do the same at the same time. */
export async function shareIssuable(tx: Queryable, id: string): Promise<IssuableRow | undefined> {
  const rows = await tx.query<IssuableRow>(
    `select ${columns},
            (select count(distinct r.reviewer) from badge_reviews r
              where r.badge_id = b.id and r.round = b.round and r.version = b.version
                and r.decision = 'approve' and r.reviewer <> b.proposer) as approvals,
            array(select k.thumbprint from issuer_keys k
              where k.issuer_id = b.issuer_id and k.retired_at is null and k.compromised_at is null) as keys
       from badges b where b.id = $1 for share of b`,
    [id],
  );
  return rows[0];
}

export interface BadgeFilter {
  readonly states: readonly BadgeState[];
  readonly issuer?: string | undefined;
  readonly competency?: string | undefined;
  readonly proposer?: string | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
}

/** Newest first, as the actor may see them. Uses badges_state. */
export async function selectBadges(db: Queryable, filter: BadgeFilter): Promise<BadgeRow[]> {
  return db.query<BadgeRow>(
    `select ${columns} from badges b
      where b.state = any ($1::text[])
        and ($2::text is null or b.issuer_id = $2)
        and ($3::text is null or b.record->'competencies' @> jsonb_build_array(jsonb_build_object('competency', $3::text)))
        and ($4::text is null or b.proposer = $4)
        and ($5::text is null or b.id < $5)
      order by b.id desc limit $6`,
    [
      filter.states,
      filter.issuer ?? null,
      filter.competency ?? null,
      filter.proposer ?? null,
      filter.after ?? null,
      filter.limit,
    ],
  );
}

/** Handed in by somebody else and not yet reviewed by this person, oldest first. */
export async function selectWaiting(db: Queryable, reviewer: string): Promise<BadgeRow[]> {
  return db.query<BadgeRow>(
    `select ${columns} from badges b
      where b.state = 'in_review' and b.proposer <> $1
        and not exists (select 1 from badge_reviews r where r.badge_id = b.id and r.round = b.round and r.reviewer = $1)
      order by b.updated_at limit 100`,
    [reviewer],
  );
}

/** @returns false when the actor may not change it */
export async function updateRecord(
  tx: Queryable,
  badge: Pick<BadgeRow, 'id' | 'issuerId' | 'version' | 'record' | 'recordHash'> & { now: Date },
): Promise<boolean> {
  const rows = await tx.query(
    `update badges set state = 'draft', issuer_id = $2, version = $3, record = $4::jsonb, record_hash = $5, updated_at = $6
      where id = $1 returning id`,
    [badge.id, badge.issuerId, badge.version, JSON.stringify(badge.record), badge.recordHash, badge.now],
  );
  return rows.length > 0;
}

const changes = {
  in_review: 'round = round + 1',
  approved: 'approved_hash = record_hash, approved_at = $3',
  returned: 'approved_at = null',
  retired: 'approved_at = approved_at',
} as const;

/** @returns false when the actor may not change it */
export async function updateState(
  tx: Queryable,
  id: string,
  state: keyof typeof changes,
  now: Date,
): Promise<boolean> {
  const rows = await tx.query(
    `update badges set state = $2, ${changes[state]}, updated_at = $3 where id = $1 returning id`,
    [id, state, now],
  );
  return rows.length > 0;
}

/** @returns false when this person has already reviewed what is handed in now */
export async function insertReview(
  tx: Queryable,
  review: {
    id: string;
    badge: BadgeRow;
    reviewer: string;
    decision: 'approve' | 'return';
    comment: string;
    checklist: Checklist;
    now: Date;
  },
): Promise<boolean> {
  const rows = await tx.query(
    `insert into badge_reviews (id, badge_id, version, round, reviewer, decision, comment, checklist, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8::jsonb, $9) on conflict do nothing returning id`,
    [
      review.id,
      review.badge.id,
      review.badge.version,
      review.badge.round,
      review.reviewer,
      review.decision,
      review.comment,
      JSON.stringify(review.checklist),
      review.now,
    ],
  );
  return rows.length > 0;
}

/** How many people other than the proposer approve what is handed in now. */
export async function countApprovals(tx: Queryable, badge: BadgeRow): Promise<number> {
  const [row] = await tx.query<{ n: number }>(
    `select count(distinct r.reviewer) as n from badge_reviews r
      where r.badge_id = $1 and r.round = $2 and r.version = $3 and r.decision = 'approve' and r.reviewer <> $4`,
    [badge.id, badge.round, badge.version, badge.proposer],
  );
  return row?.n ?? 0;
}

export interface ReviewRow {
  readonly version: number;
  readonly round: number;
  readonly reviewer: string;
  readonly decision: 'approve' | 'return';
  readonly comment: string;
  readonly checklist: Checklist;
  readonly createdAt: Date;
}

export async function selectReviews(db: Queryable, badgeId: string): Promise<ReviewRow[]> {
  return db.query<ReviewRow>(
    `select r.version, r.round, r.reviewer, r.decision, r.comment, r.checklist, r.created_at as "createdAt"
       from badge_reviews r where r.badge_id = $1 order by r.created_at, r.id`,
    [badgeId],
  );
}

/** What a version said; undefined when there is none. */
export async function selectVersion(
  db: Queryable,
  badgeId: string,
  version: number,
): Promise<BadgeRecord | undefined> {
  const rows = await db.query<{ record: BadgeRecord }>(
    'select v.record from badge_versions v where v.badge_id = $1 and v.version = $2',
    [badgeId, version],
  );
  return rows[0]?.record;
}

export interface VersionRow {
  readonly version: number;
  readonly record: BadgeRecord;
  readonly recordHash: string;
  readonly createdAt: Date;
}

/** Oldest first. */
export async function selectVersions(db: Queryable, badgeId: string): Promise<VersionRow[]> {
  return db.query<VersionRow>(
    `select v.version, v.record, v.record_hash as "recordHash", v.created_at as "createdAt"
       from badge_versions v where v.badge_id = $1 order by v.version`,
    [badgeId],
  );
}
