import type { Queryable } from '../../core/db/client.ts';
import type { ShownMessage } from './shown-answers.ts';

const keyOf = (shown: ShownMessage) => [shown.platform, shown.channel, shown.message];

export async function upsertShownAnswer(tx: Queryable, shown: ShownMessage, answerId: string): Promise<void> {
  await tx.query(
    `insert into chat_answers (platform, channel, message, answer_id)
     select $1, $2, $3, a.id from answers a where a.id = $4
     on conflict (platform, channel, message) do update set answer_id = excluded.answer_id`,
    [...keyOf(shown), answerId],
  );
}

export async function selectShownAnswer(db: Queryable, shown: ShownMessage): Promise<string | undefined> {
  const rows = await db.query<{ id: string }>(
    `select s.answer_id as id from chat_answers s where s.platform = $1 and s.channel = $2 and s.message = $3`,
    keyOf(shown),
  );
  return rows[0]?.id;
}
