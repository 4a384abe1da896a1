import type { Queryable } from '../../core/db/client.ts';
import type { Candidate } from './form-blocks.ts';

/** Whom blocks are formed of: people of a level and cluster, or of an agency. */
export interface Scope {
  readonly level?: string | undefined;
  readonly cluster?: string | undefined;
  readonly agency?: string | undefined;
}

export interface BlockRow {
  readonly id: string;
  readonly level: string | null;
  readonly cluster: string | null;
  readonly agency: string | null;
  readonly size: number;
  /** Sum of the proficiency shown, by competency. */
  readonly sums: Readonly<Record<string, number>>;
}

const blockLock = 7_265_774;

/** One at a time: nobody may come into two blocks. */
export async function lockBlocks(tx: Queryable): Promise<void> {
  await tx.query('select pg_advisory_xact_lock($1)', [blockLock]);
}

/** People who agree, say where they work and were in no block since `since`. Uses profiles_cell, peer_members_person. */
export async function selectCandidates(tx: Queryable, scope: Scope, since: Date): Promise<Candidate[]> {
  return tx.query<Candidate>(
    `select p.person_id as "personId", p.level, p.cluster, q.agency
       from profiles p join people q on q.id = p.person_id
      where p.compare_peers and p.level is not null and p.cluster is not null
        and ($1::text is null or p.level = $1) and ($2::text is null or p.cluster = $2)
        and ($3::text is null or q.agency = $3)
        and not exists (select from peer_members m join peer_blocks b on b.id = m.block_id
          where m.person_id = p.person_id and b.created_at > $4)
      order by p.person_id`,
    [scope.level ?? null, scope.cluster ?? null, scope.agency ?? null, since],
  );
}

export async function insertBlock(
  tx: Queryable,
  block: BlockRow & { members: readonly string[]; now: Date },
): Promise<void> {
  await tx.query(
    `insert into peer_blocks (id, level, cluster, agency, size, sums, created_at)
     values ($1, $2, $3, $4, $5, $6::jsonb, $7)`,
    [block.id, block.level, block.cluster, block.agency, block.size, JSON.stringify(block.sums), block.now],
  );
  await tx.query(
    'insert into peer_members (block_id, person_id) select $1, r.id from unnest($2::text[]) as r (id)',
    [block.id, block.members],
  );
}

/** Blocks in force of a level and cluster, or of an agency. Uses peer_blocks_cell, peer_blocks_agency. */
export async function selectBlocks(tx: Queryable, scope: Scope, since: Date): Promise<BlockRow[]> {
  return tx.query<BlockRow>(
    `select b.id, b.level, b.cluster, b.agency, b.size, b.sums from peer_blocks b
      where b.retired_at is null and b.created_at > $4
        and ($1::text is null or b.level = $1) and ($2::text is null or b.cluster = $2)
        and ($3::text is null or b.agency = $3)
      order by b.id`,
    [scope.level ?? null, scope.cluster ?? null, scope.agency ?? null, since],
  );
}

/** Ends the blocks a person is counted in. The membership stays, so that nobody is counted anew within the year. */
export async function leavePeerBlocks(tx: Queryable, personId: string, now: Date): Promise<void> {
  await tx.query(
    `update peer_blocks b set retired_at = $2 where b.retired_at is null
       and exists (select from peer_members m where m.block_id = b.id and m.person_id = $1)`,
    [personId, now],
  );
}
