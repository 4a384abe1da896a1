import type { Queryable } from '../../core/db/client.ts';
import type { Text } from '../../core/language.ts';

export interface NewNotice {
  readonly id: string;
  readonly personId: string;
  readonly kind: string;
  readonly text: Text;
  readonly link: string | null;
  readonly key: string;
  readonly now: Date;
}

/** @returns false when the person was told before, or is gone */
export async function insertNotice(tx: Queryable, notice: NewNotice): Promise<boolean> {
  const [row] = await tx.query<{ told: boolean }>(
    'select bank_notify($1, $2, $3, $4::jsonb, $5, $6, $7) as told',
    [
      notice.id,
      notice.personId,
      notice.kind,
      JSON.stringify(notice.text),
      notice.link,
      notice.key,
      notice.now,
    ],
  );
  return row?.told ?? false;
}

export interface NoticeRow {
  readonly id: string;
  readonly kind: string;
  readonly text: Text;
  readonly link: string | null;
  readonly createdAt: Date;
  readonly readAt: Date | null;
}

/** Newest first. Uses notices_person. */
export async function selectNotices(
  db: Queryable,
  personId: string,
  page: { limit: number; after: string | undefined; unreadOnly: boolean },
): Promise<NoticeRow[]> {
  return db.query<NoticeRow>(
    `select n.id, n.kind, n.text, n.link, n.created_at as "createdAt", n.read_at as "readAt"
       from notices n
      where n.person_id = $1 and (not $4 or n.read_at is null)
        and ($2::text is null or (n.created_at, n.id) < (select x.created_at, x.id from notices x where x.id = $2))
      order by n.created_at desc, n.id desc limit $3`,
    [personId, page.after ?? null, page.limit, page.unreadOnly],
  );
}

/** Uses notices_unread. */
export async function countUnread(db: Queryable, personId: string): Promise<number> {
  const [row] = await db.query<{ n: number }>(
    'select count(*) as n from notices n where n.person_id = $1 and n.read_at is null',
    [personId],
  );
  return row?.n ?? 0;
}

/** @param ids which; undefined means all there are */
export async function updateRead(
  tx: Queryable,
  personId: string,
  ids: readonly string[] | undefined,
  now: Date,
): Promise<number> {
  const rows = await tx.query(
    `update notices set read_at = $2
      where person_id = $1 and read_at is null
        and ($3::jsonb is null or id in (select jsonb_array_elements_text($3::jsonb))) returning id`,
    [personId, now, ids === undefined ? null : JSON.stringify(ids)],
  );
  return rows.length;
}

/** Uses notices_created_at. */
export async function deleteNoticesBefore(tx: Queryable, before: Date): Promise<number> {
  return (await tx.query('delete from notices where created_at < $1 returning id', [before])).length;
}
