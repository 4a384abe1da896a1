import type { Queryable } from '../../core/db/client.ts';
import type { Text } from '../../core/language.ts';

/**
 * Makes a delivery of each recent notice for people with a linked account on the platform. What was read already
 * needs none. Uses notices_created_at and chat_accounts_person_id.
 */
export async function insertDeliveries(
  tx: Queryable,
  platform: string,
  since: Date,
  now: Date,
): Promise<number> {
  const rows = await tx.query(
    `insert into notice_deliveries (notice_id, platform, state, next_at, updated_at)
     select n.id, $1, 'pending', $3, $3 from notices n
      where n.created_at >= $2 and n.read_at is null
        and exists (select 1 from chat_accounts c where c.person_id = n.person_id and c.platform = $1)
     on conflict do nothing returning notice_id`,
    [platform, since, now],
  );
  return rows.length;
}

/** A delivery begun and never ended may have arrived, so it is not begun again. */
export async function giveUpBegun(tx: Queryable, platform: string, now: Date): Promise<number> {
  const rows = await tx.query(
    `update notice_deliveries set state = 'unknown', updated_at = $2
      where platform = $1 and state = 'sending' and next_at <= $2 returning notice_id`,
    [platform, now],
  );
  return rows.length;
}

export interface DueDelivery {
  readonly noticeId: string;
  readonly personId: string;
  readonly text: Text;
  readonly link: string | null;
  readonly accounts: { team: string; account: string }[];
  readonly attempts: number;
  readonly read: boolean;
}

/**
 * Takes the next delivery for this server. A notice written in a transaction still open is not seen yet and comes with
 * a later look. Uses notice_deliveries_due.
 */
export async function takeDelivery(
  tx: Queryable,
  platform: string,
  now: Date,
  until: Date,
): Promise<DueDelivery | undefined> {
  const rows = await tx.query<DueDelivery>(
    `update notice_deliveries d set state = 'sending', attempts = d.attempts + 1, next_at = $3, updated_at = $2
       from notices n
      where n.id = d.notice_id and d.platform = $1 and d.notice_id = (
        select x.notice_id from notice_deliveries x
         where x.platform = $1 and x.state = 'pending' and x.next_at <= $2
         order by x.next_at, x.notice_id limit 1 for update skip locked)
     returning d.notice_id as "noticeId", n.person_id as "personId", n.text, n.link, d.attempts,
               n.read_at is not null as read,
               coalesce((select jsonb_agg(jsonb_build_object('team', c.team, 'account', c.account) order by c.id)
                 from chat_accounts c where c.person_id = n.person_id and c.platform = $1), '[]') as accounts`,
    [platform, now, until],
  );
  return rows[0];
}

export async function updateDelivery(
  tx: Queryable,
  delivery: { noticeId: string; platform: string },
  to: {
    state: 'pending' | 'sent' | 'skipped' | 'failed' | 'unknown';
    nextAt: Date;
    error: string | null;
    now: Date;
  },
): Promise<void> {
  await tx.query(
    `update notice_deliveries set state = $3, next_at = $4, error = $5, updated_at = $6
      where notice_id = $1 and platform = $2 and state = 'sending'`,
    [delivery.noticeId, delivery.platform, to.state, to.nextAt, to.error, to.now],
  );
}
