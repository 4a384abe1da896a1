import type { Queryable } from '../../core/db/client.ts';

export interface Confirmation {
  readonly action: string;
  readonly input: unknown;
  readonly mark: string;
}

interface Place {
  readonly personId: string;
  readonly conversationId: string;
}

/** One per person and conversation: a newer question replaces the one before it. */
export async function upsertConfirmation(
  tx: Queryable,
  place: Place,
  asked: Confirmation & { code: string; expiresAt: Date },
): Promise<void> {
  await tx.query(
    `insert into confirmations (person_id, conversation_id, action, input, mark, code, expires_at)
     values ($1, $2, $3, $4::jsonb, $5, $6, $7)
     on conflict (person_id, conversation_id) do update set
       action = excluded.action, input = excluded.input, mark = excluded.mark,
       code = excluded.code, expires_at = excluded.expires_at`,
    [
      place.personId,
      place.conversationId,
      asked.action,
      JSON.stringify(asked.input),
      asked.mark,
      asked.code,
      asked.expiresAt,
    ],
  );
}

/** Takes it away while reading it, so that two replies at once cannot both have it; with a code, only that very one. */
export async function deleteConfirmation(
  tx: Queryable,
  place: Place,
  code: string | undefined,
): Promise<(Confirmation & { expiresAt: Date }) | undefined> {
  const rows = await tx.query<Confirmation & { expiresAt: Date }>(
    `delete from confirmations where person_id = $1 and conversation_id = $2 and ($3::text is null or code = $3)
     returning action, input, mark, expires_at as "expiresAt"`,
    [place.personId, place.conversationId, code ?? null],
  );
  return rows[0];
}

/** Uses confirmations_expires_at. */
export async function deleteExpired(tx: Queryable, now: Date): Promise<void> {
  await tx.query('delete from confirmations where expires_at <= $1', [now]);
}
