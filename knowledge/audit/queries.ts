import type { Queryable } from '../../core/db/client.ts';

export interface AuditRow {
  seq: number;
  at: Date;
  actor: string | null;
  action: string;
  object: string;
  detail: Record<string, unknown>;
  hash: string;
  intact: boolean;
}

/**
 * Newest first. `intact` computes again what bank_audit() computed: the entry's hash covers its content and the hash
 * of the entry before it, so a changed, removed or slipped-in entry shows. Uses audit_pkey.
 */
export async function selectAudit(
  db: Queryable,
  limit: number,
  before: number | undefined,
): Promise<AuditRow[]> {
  return db.query<AuditRow>(
    `select a.seq, a.at, a.actor, a.action, a.object, a.detail, a.hash,
            a.previous = coalesce((select b.hash from audit b where b.seq < a.seq order by b.seq desc limit 1), '')
            and a.hash = encode(sha256(convert_to(concat_ws(E'\\x1f', a.previous, extract(epoch from a.at)::text,
                                a.actor, a.action, a.object, a.detail::text), 'UTF8')), 'hex') as intact
       from audit a where $2::bigint is null or a.seq < $2 order by a.seq desc limit $1`,
    [limit, before ?? null],
  );
}
