import type { Role } from '../../core/actor.ts';
import type { Queryable } from '../../core/db/client.ts';
import type { SourceKind } from '../sources/schema.ts';

/** A source that names no day is looked at again a year after it was last read. */
const reviewDay = `coalesce(s.review_by, (s.reviewed_on + interval '12 months')::date)`;
/** What ages: a case and a document. Tables of a study stay what they were. */
const ages = `s.kind in ('case', 'document')`;

export interface CareRow {
  readonly id: string;
  readonly externalId: string;
  readonly kind: SourceKind;
  readonly title: string;
  readonly titleEn: string | null;
  readonly visibility: string;
  readonly version: number;
  readonly state: 'current' | 'withdrawn';
  readonly reviewedOn: string | null;
  readonly reviewBy: string | null;
  /** Only for those who may know. */
  readonly ownerId: string | null;
}

const careColumns = `s.id, s.external_id as "externalId", s.kind, s.title, s.title_en as "titleEn", a.name as visibility,
  s.version, s.state, s.reviewed_on::text as "reviewedOn", ${reviewDay}::text as "reviewBy", o.person_id as "ownerId"`;
const careTables = `sources s join audiences a on a.id = s.audience_id left join source_owners o on o.source_id = s.id`;

/** Uses the primary key and sources_external_id_key. */
export async function selectCare(db: Queryable, id: string): Promise<CareRow | undefined> {
  const rows = await db.query<CareRow>(
    `select ${careColumns} from ${careTables} where s.id = $1 or s.external_id = $1 order by (s.id = $1) desc limit 1`,
    [id],
  );
  return rows[0];
}

/** Visible sources whose day has come, longest overdue first. Uses sources_kind. */
export async function selectOverdue(
  db: Queryable,
  page: { today: string; owner: string | undefined; limit: number; offset: number },
): Promise<CareRow[]> {
  return db.query<CareRow>(
    `select ${careColumns} from ${careTables}
      where ${ages} and s.state = 'current' and ${reviewDay} < $1::date and ($2::text is null or o.person_id = $2)
      order by ${reviewDay}, s.external_id limit $3 offset $4`,
    [page.today, page.owner ?? null, page.limit, page.offset],
  );
}

export async function countOverdue(db: Queryable, today: string, owner: string | undefined): Promise<number> {
  const [row] = await db.query<{ n: number }>(
    `select count(*) as n from ${careTables}
      where ${ages} and s.state = 'current' and ${reviewDay} < $1::date and ($2::text is null or o.person_id = $2)`,
    [today, owner ?? null],
  );
  return row?.n ?? 0;
}

export async function upsertOwner(
  tx: Queryable,
  sourceId: string,
  personId: string,
  now: Date,
): Promise<void> {
  await tx.query(
    `insert into source_owners (source_id, person_id, since) values ($1, $2, $3)
     on conflict (source_id) do update set person_id = excluded.person_id, since = excluded.since`,
    [sourceId, personId, now],
  );
}

/** The version keeps the day too, so that an answer citing it says when it was last found right. */
export async function updateReviewed(
  tx: Queryable,
  sourceId: string,
  days: { reviewedOn: string; reviewBy: string },
): Promise<void> {
  await tx.query('update sources set reviewed_on = $2::date, review_by = $3::date where id = $1', [
    sourceId,
    days.reviewedOn,
    days.reviewBy,
  ]);
  await tx.query(
    `update source_versions v set reviewed_on = $2::date from sources s
      where s.id = $1 and v.source_id = s.id and v.version = s.version`,
    [sourceId, days.reviewedOn],
  );
}

export interface ReportRow {
  readonly id: string;
  readonly reporter: string | null;
  readonly reason: string;
  readonly version: number;
  readonly state: 'open' | 'holds' | 'changed' | 'withdrawn';
  readonly createdAt: Date;
}

const reportColumns = `r.id, r.reporter, r.reason, r.version, r.state, r.created_at as "createdAt"`;

/** @returns false when the person has one open already */
export async function insertReport(
  tx: Queryable,
  report: { id: string; sourceId: string; version: number; reporter: string; reason: string; now: Date },
): Promise<boolean> {
  const rows = await tx.query(
    `insert into outdated_reports (id, source_id, version, reporter, reason, state, created_at)
     values ($1, $2, $3, $4, $5, 'open', $6)
     on conflict (source_id, reporter) where state = 'open' do nothing returning id`,
    [report.id, report.sourceId, report.version, report.reporter, report.reason, report.now],
  );
  return rows.length > 0;
}

export async function selectReports(db: Queryable, sourceId: string): Promise<ReportRow[]> {
  return db.query<ReportRow>(
    `select ${reportColumns} from outdated_reports r where r.source_id = $1 order by r.created_at desc limit 50`,
    [sourceId],
  );
}

export interface OpenReportRow extends ReportRow {
  readonly externalId: string;
  readonly kind: SourceKind;
  readonly title: string;
}

/** Open reports the actor may act on, oldest first: others' own are not among them. Uses outdated_reports_open. */
export async function selectOpenReports(db: Queryable, not: string, limit: number): Promise<OpenReportRow[]> {
  return db.query<OpenReportRow>(
    `select ${reportColumns}, s.external_id as "externalId", s.kind, s.title
       from outdated_reports r join sources s on s.id = r.source_id
      where r.state = 'open' and r.reporter is distinct from $1 order by r.created_at, r.id limit $2`,
    [not, limit],
  );
}

export async function closeReports(
  tx: Queryable,
  sourceId: string,
  as: { state: 'holds' | 'changed' | 'withdrawn'; by: string | undefined; now: Date },
): Promise<{ id: string; reporter: string | null }[]> {
  return tx.query(
    `update outdated_reports set state = $2, closed_at = $3, closed_by = $4
      where source_id = $1 and state = 'open' returning id, reporter`,
    [sourceId, as.state, as.now, as.by ?? null],
  );
}

/** People whose roles in force let them review what an audience may read, by token or by session. */
export async function selectReviewersOf(
  tx: Queryable,
  input: { visibility: string; now: Date; limit: number },
): Promise<string[]> {
  const roles: Role[] = input.visibility === 'community' ? ['pilot_leader'] : ['reviewer'];
  const rows = await tx.query<{ id: string }>(
    `select distinct x.person_id as id from (
       select t.person_id, t.roles, t.agency from tokens t
        where t.revoked_at is null and (t.expires_at is null or t.expires_at > $2)
       union all select s.person_id, s.roles, s.agency from sessions s where s.expires_at > $2) x
      where x.roles && $3::text[] and ($1 not like 'agency:%' or $1 = 'agency:' || x.agency)
      order by x.person_id limit $4`,
    [input.visibility, input.now, roles, input.limit],
  );
  return rows.map(({ id }) => id);
}

export interface DueRow {
  readonly externalId: string;
  readonly kind: SourceKind;
  readonly title: string;
  readonly reviewBy: string;
  readonly ownerId: string;
}

/** Sources somebody looks after whose day has come. */
export async function selectDue(tx: Queryable, today: string): Promise<DueRow[]> {
  return tx.query<DueRow>(
    `select s.external_id as "externalId", s.kind, s.title, ${reviewDay}::text as "reviewBy", o.person_id as "ownerId"
       from sources s join source_owners o on o.source_id = s.id
      where ${ages} and s.state = 'current' and ${reviewDay} <= $1::date
      order by ${reviewDay}, s.external_id limit 1000`,
    [today],
  );
}
