import type { Queryable } from '../../core/db/client.ts';

export interface ChangeRow {
  readonly id: string;
  readonly title: string;
  readonly titleEn: string | null;
  readonly what: 'added' | 'updated' | 'withdrawn';
  readonly version: number;
  readonly reason: string | null;
  readonly at: Date;
}

/** What happened to the cases the actor may see between two moments, latest first. Uses sources_kind. */
export async function selectChanges(
  db: Queryable,
  span: { from: Date; to: Date; limit: number },
): Promise<ChangeRow[]> {
  return db.query<ChangeRow>(
    `select * from (
       select s.external_id as id, v.title, s.title_en as "titleEn", case v.version when 1 then 'added' else 'updated' end as what,
              v.version, null as reason, v.created_at as at
         from sources s join source_versions v on v.source_id = s.id where s.kind = 'case'
       union all
       select s.external_id, s.title, s.title_en, 'withdrawn', s.version, s.withdrawn_reason, s.updated_at
         from sources s where s.kind = 'case' and s.state = 'withdrawn') c
      where c.at >= $1 and c.at < $2 order by c.at desc, c.id limit $3`,
    [span.from, span.to, span.limit],
  );
}

export interface VersionRow {
  readonly version: number;
  readonly title: string;
  readonly at: Date;
}

/** Those versions of a source the actor may read, latest first. */
export async function selectVersions(db: Queryable, sourceId: string): Promise<VersionRow[]> {
  return db.query<VersionRow>(
    `select v.version, v.title, v.created_at as at from source_versions v where v.source_id = $1 order by v.version desc`,
    [sourceId],
  );
}
