import type { Queryable } from '../../core/db/client.ts';

export interface KnownPerson {
  readonly id: string;
  readonly login: string;
  readonly name: string;
  readonly agency: string | null;
}

/** Staff numbers are kept as the tokens' people are, so that both mean the same person. */
export const loginOf = (staffNumber: string) => `person:${staffNumber}`;

/** Uses people_login_key. */
export async function selectPeopleByLogin(tx: Queryable, logins: readonly string[]): Promise<KnownPerson[]> {
  return tx.query<KnownPerson>(
    'select p.id, p.login, p.name, p.agency from people p where p.login = any ($1::text[])',
    [logins],
  );
}

/** Fills in what the person has not said; what they have said stays. */
export async function fillProfile(
  tx: Queryable,
  row: {
    personId: string;
    level: string | null;
    cluster: string | null;
    government: string | null;
    now: Date;
  },
): Promise<void> {
  await tx.query(
    `insert into profiles (person_id, level, cluster, government, created_at, updated_at) values ($1, $2, $3, $4, $5, $5)
     on conflict (person_id) do update set level = coalesce(profiles.level, excluded.level),
       cluster = coalesce(profiles.cluster, excluded.cluster),
       government = coalesce(profiles.government, excluded.government)`,
    [row.personId, row.level, row.cluster, row.government, row.now],
  );
}

export interface LearningRecord {
  readonly id: string;
  readonly personId: string;
  readonly title: string;
  readonly provider: string | null;
  readonly hours: number;
  readonly completedOn: string;
  readonly courseId: string | null;
}

/** @returns false when it is there already */
export async function insertLearningRecord(tx: Queryable, row: LearningRecord, now: Date): Promise<boolean> {
  const rows = await tx.query(
    `insert into learning_records (id, person_id, title, provider, hours, completed_on, course_id, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (person_id, title, completed_on) do nothing returning id`,
    [row.id, row.personId, row.title, row.provider, row.hours, row.completedOn, row.courseId, now],
  );
  return rows.length > 0;
}

export interface PersonnelRow {
  readonly person: string;
  readonly name: string;
  readonly agency: string | null;
  readonly level: string | null;
  readonly cluster: string | null;
  readonly government: string | null;
}

export async function selectPersonnel(tx: Queryable): Promise<PersonnelRow[]> {
  return tx.query<PersonnelRow>(
    `select substr(p.login, 8) as person, p.name, p.agency, f.level, f.cluster, f.government
       from people p left join profiles f on f.person_id = p.id
      where p.login like 'person:%' order by p.login`,
  );
}

export interface LearningRow {
  readonly person: string;
  readonly title: string;
  readonly provider: string | null;
  readonly hours: number;
  readonly completedOn: string;
  readonly courseId: string | null;
}

/** Completions that count and records from outside; quizzes and self-ratings are nobody's but the person's. */
export async function selectLearning(tx: Queryable): Promise<LearningRow[]> {
  return tx.query<LearningRow>(
    `select substr(p.login, 8) as person, c.course_title->>'zh-TW' as title, null as provider, c.hours::float8 as hours,
            to_char(c.completed_at at time zone 'Asia/Taipei', 'YYYY-MM-DD') as "completedOn", c.course_id as "courseId"
       from completions c join people p on p.id = c.person_id
      where c.state = 'done' and c.origin = 'person' and p.login like 'person:%'
      union all
     select substr(p.login, 8), r.title, r.provider, r.hours::float8, to_char(r.completed_on, 'YYYY-MM-DD'), r.course_id
       from learning_records r join people p on p.id = r.person_id where p.login like 'person:%'
      order by person, "completedOn", title`,
  );
}
