import type { Queryable } from '../../core/db/client.ts';

/** Whether anybody who read an answer said that it did not help. Uses feedback_pkey. */
export async function isBadlyRated(db: Queryable, answerId: string): Promise<boolean> {
  const rows = await db.query('select from feedback f where f.answer_id = $1 and not f.helpful limit 1', [
    answerId,
  ]);
  return rows.length > 0;
}
