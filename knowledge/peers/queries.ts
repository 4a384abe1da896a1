import type { Queryable } from '../../core/db/client.ts';

/** Ends the blocks a person is counted in. The membership stays, so that nobody is counted anew within the year. */
export async function leavePeerBlocks(tx: Queryable, personId: string, now: Date): Promise<void> {
  await tx.query(
    `update peer_blocks b set retired_at = $2 where b.retired_at is null
       and exists (select from peer_members m where m.block_id = b.id and m.person_id = $1)`,
    [personId, now],
  );
}
