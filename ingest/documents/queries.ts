import type { Queryable } from '../../core/db/client.ts';
import type { Text } from '../../core/language.ts';
import type { HeldPayload } from './held-files.ts';
import type { FoundPersonalData } from './personal-data.ts';

export interface HeldRow {
  readonly id: string;
  readonly name: string;
  readonly payload: HeldPayload;
  readonly found: FoundPersonalData;
  readonly createdAt: Date;
}

const heldColumns = 'h.id, h.name, h.payload, h.found, h.created_at as "createdAt"';

export async function insertHeldFile(
  tx: Queryable,
  held: {
    id: string;
    name: string;
    payload: HeldPayload;
    found: FoundPersonalData;
    createdBy: string | undefined;
    now: Date;
  },
): Promise<void> {
  await tx.query(
    `insert into held_files (id, name, payload, found, created_by, created_at)
     values ($1, $2, $3::jsonb, $4::jsonb, $5, $6)`,
    [
      held.id,
      held.name,
      JSON.stringify(held.payload),
      JSON.stringify(held.found),
      held.createdBy ?? null,
      held.now,
    ],
  );
}

/** Whether a file of that name and content is known in one of the states. */
export async function selectHeldTwin(
  db: Queryable,
  name: string,
  hash: string,
  states: readonly string[],
): Promise<boolean> {
  const rows = await db.query(
    `select h.id from held_files h
      where h.name = $1 and h.payload ->> 'hash' = $2
        and h.state in (select jsonb_array_elements_text($3::jsonb)) limit 1`,
    [name, hash, JSON.stringify(states)],
  );
  return rows.length > 0;
}

export async function selectHeldFiles(db: Queryable, limit: number): Promise<HeldRow[]> {
  return db.query<HeldRow>(
    `select ${heldColumns} from held_files h where h.state = 'held' order by h.created_at, h.id limit $1`,
    [limit],
  );
}

/** Settles a held file. @returns undefined when it waits no longer */
export async function settleHeldFile(
  tx: Queryable,
  id: string,
  as: { state: 'released' | 'dropped'; by: string | undefined; now: Date },
): Promise<HeldRow | undefined> {
  const rows = await tx.query<HeldRow>(
    `update held_files h set state = $2, decided_by = $3, decided_at = $4
      where h.id = $1 and h.state = 'held' returning ${heldColumns}`,
    [id, as.state, as.by ?? null, as.now],
  );
  return rows[0];
}

/** What a feed held when it was last read: file by name, its content and the sources it became. */
export type FeedItems = Readonly<Record<string, { readonly hash: string; readonly ids: readonly string[] }>>;

export interface FeedOutcome {
  readonly added: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly removed: number;
  readonly failed: number;
  /** What went wrong with the feed as a whole. */
  readonly problem?: Text;
}

export interface FeedRow {
  readonly id: string;
  readonly kind: 'url' | 'folder';
  readonly location: string;
  readonly visibility: string;
  readonly everyHours: number;
  readonly items: FeedItems;
  readonly etag: string | null;
  readonly lastModified: string | null;
  readonly dueAt: Date;
  readonly checkedAt: Date | null;
  readonly outcome: FeedOutcome | null;
}

const feedColumns = `f.id, f.kind, f.location, f.visibility, f.every_hours as "everyHours", f.items, f.etag,
  f.last_modified as "lastModified", f.due_at as "dueAt", f.checked_at as "checkedAt", f.outcome`;

/** @returns undefined when that place is read already */
export async function insertFeed(
  tx: Queryable,
  feed: {
    id: string;
    kind: 'url' | 'folder';
    location: string;
    visibility: string;
    everyHours: number;
    createdBy: string | undefined;
    now: Date;
  },
): Promise<FeedRow | undefined> {
  const rows = await tx.query<FeedRow>(
    `insert into document_feeds as f (id, kind, location, visibility, every_hours, due_at, created_by, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $6) on conflict (kind, location) do nothing returning ${feedColumns}`,
    [feed.id, feed.kind, feed.location, feed.visibility, feed.everyHours, feed.now, feed.createdBy ?? null],
  );
  return rows[0];
}

export async function selectFeeds(db: Queryable): Promise<FeedRow[]> {
  return db.query<FeedRow>(
    `select ${feedColumns} from document_feeds f order by f.created_at, f.id limit 500`,
  );
}

/** Uses document_feeds_due. */
export async function selectDueFeeds(db: Queryable, now: Date): Promise<FeedRow[]> {
  return db.query<FeedRow>(
    `select ${feedColumns} from document_feeds f where f.due_at <= $1 order by f.due_at, f.id limit 100`,
    [now],
  );
}

export async function updateFeed(
  tx: Queryable,
  id: string,
  read: {
    items: FeedItems;
    etag: string | undefined;
    lastModified: string | undefined;
    outcome: FeedOutcome;
    now: Date;
  },
): Promise<void> {
  await tx.query(
    `update document_feeds f set items = $2::jsonb, etag = $3, last_modified = $4, outcome = $5::jsonb,
            checked_at = $6::timestamptz, due_at = $6::timestamptz + make_interval(hours => f.every_hours)
      where f.id = $1`,
    [
      id,
      JSON.stringify(read.items),
      read.etag ?? null,
      read.lastModified ?? null,
      JSON.stringify(read.outcome),
      read.now,
    ],
  );
}

export async function makeFeedDue(tx: Queryable, id: string, now: Date): Promise<boolean> {
  const rows = await tx.query('update document_feeds f set due_at = $2 where f.id = $1 returning f.id', [
    id,
    now,
  ]);
  return rows.length > 0;
}

export async function deleteFeed(tx: Queryable, id: string): Promise<FeedRow | undefined> {
  const rows = await tx.query<FeedRow>(
    `delete from document_feeds f where f.id = $1 returning ${feedColumns}`,
    [id],
  );
  return rows[0];
}
