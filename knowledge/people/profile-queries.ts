import type { Queryable } from '../../core/db/client.ts';
import type { ClusterId, GovernmentId, LevelId } from '../framework/schema.ts';

export interface ProfileRow {
  readonly cluster: ClusterId | null;
  readonly level: LevelId | null;
  readonly government: GovernmentId | null;
  readonly focus: string[];
  readonly hoursAvailable: number | null;
  readonly comparePeers: boolean;
  readonly seenAt: Date | null;
  readonly updatedAt: Date;
}

export async function selectProfileRow(db: Queryable, personId: string): Promise<ProfileRow | undefined> {
  const rows = await db.query<ProfileRow>(
    `select p.cluster, p.level, p.government, p.focus, p.hours_available::float8 as "hoursAvailable",
            p.compare_peers as "comparePeers", p.seen_at as "seenAt", p.updated_at as "updatedAt"
       from profiles p where p.person_id = $1`,
    [personId],
  );
  return rows[0];
}

export async function upsertProfile(
  tx: Queryable,
  personId: string,
  row: Omit<ProfileRow, 'seenAt' | 'updatedAt'>,
  now: Date,
): Promise<void> {
  await tx.query(
    `insert into profiles (person_id, cluster, level, government, focus, hours_available, compare_peers, created_at, updated_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $8)
     on conflict (person_id) do update set cluster = excluded.cluster, level = excluded.level,
       government = excluded.government, focus = excluded.focus, hours_available = excluded.hours_available,
       compare_peers = excluded.compare_peers, updated_at = excluded.updated_at`,
    [personId, row.cluster, row.level, row.government, row.focus, row.hoursAvailable, row.comparePeers, now],
  );
}

/** Notes when the dashboard was looked at, unless that was a moment ago. */
export async function updateSeen(
  tx: Queryable,
  personId: string,
  now: Date,
  unlessSince: Date,
): Promise<void> {
  await tx.query(
    `insert into profiles (person_id, seen_at, created_at, updated_at) values ($1, $2, $2, $2)
     on conflict (person_id) do update set seen_at = excluded.seen_at
       where profiles.seen_at is null or profiles.seen_at < $3`,
    [personId, now, unlessSince],
  );
}
