-- Cases kept alive: what a case was when last published, who looks after a source, who says it is out of date,
-- and which case an agency could tell.
alter table cases add column if not exists published_record jsonb;
update cases set published_record = record where state = 'published';
alter table sources add column if not exists withdrawn_reason text;

-- A draft that was never published can be thrown away; one of a published case only goes back to what is published.
grant delete on cases to bank_app;
create policy delete_own_draft on cases for delete to bank_app
  using (author = (select bank_person()) and state in ('draft', 'returned') and published_record is null);

-- While its author writes a new version of a published case, reviewers can still take it down.
create policy read_being_revised on cases for select to bank_app using (
  state = 'draft' and published_record is not null and audience_id = any ((select bank_audiences())::int[])
  and ((select bank_has_role('pilot_leader')) or (select bank_has_role('reviewer'))));

-- Whoever looks after a source says by its review day whether it still holds.
create table source_owners (
  source_id text primary key references sources (id) on delete cascade,
  person_id text not null references people (id) on delete cascade,
  since timestamptz not null
);
create index source_owners_person on source_owners (person_id);
insert into source_owners (source_id, person_id, since)
  select s.id, c.author, s.updated_at from cases c join sources s on s.external_id = c.id where c.state = 'published';

create table outdated_reports (
  id text primary key,
  source_id text not null references sources (id) on delete cascade,
  version int not null,
  -- null once that person is gone
  reporter text references people (id) on delete set null,
  reason text not null,
  state text not null check (state in ('open', 'holds', 'changed', 'withdrawn')),
  created_at timestamptz not null,
  closed_at timestamptz,
  closed_by text references people (id) on delete set null
);
create unique index outdated_reports_once on outdated_reports (source_id, reporter) where state = 'open';
create index outdated_reports_reporter on outdated_reports (reporter);
create index outdated_reports_open on outdated_reports (created_at) where state = 'open';

create table case_intakes (
  id text primary key,
  person_id text not null references people (id) on delete cascade,
  state text not null check (state in ('open', 'taken', 'closed')),
  record jsonb not null,
  taken_by text references people (id) on delete set null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index case_intakes_person on case_intakes (person_id);
create index case_intakes_state on case_intakes (state, created_at);

call bank_protect('source_owners');
call bank_protect('outdated_reports');
call bank_protect('case_intakes');
grant select on source_owners to bank_app;
grant select, insert on outdated_reports to bank_app;
grant select, insert, delete on case_intakes to bank_app;

-- Who looks after what they may read is known to the person and to those who review.
create policy own_or_reviewing on source_owners for select to bank_app using (
  person_id = (select bank_person())
  or ((select bank_has_role('pilot_leader')) or (select bank_has_role('reviewer')))
    and exists (select 1 from sources s where s.id = source_owners.source_id));

create policy read_own_or_answerable on outdated_reports for select to bank_app using (
  reporter = (select bank_person())
  or exists (select 1 from sources s where s.id = outdated_reports.source_id)
    and ((select bank_has_role('pilot_leader')) or (select bank_has_role('reviewer'))
      or exists (select 1 from source_owners o
                  where o.source_id = outdated_reports.source_id and o.person_id = (select bank_person()))));
create policy write_own on outdated_reports for insert to bank_app with check (
  reporter = (select bank_person()) and state = 'open'
  and exists (select 1 from sources s where s.id = outdated_reports.source_id));

create policy own_or_reviewing on case_intakes for select to bank_app using (
  person_id = (select bank_person()) or (select bank_has_role('pilot_leader')) or (select bank_has_role('reviewer')));
create policy write_own on case_intakes for insert to bank_app with check (
  person_id = (select bank_person()) and state = 'open');
create policy delete_own on case_intakes for delete to bank_app using (person_id = (select bank_person()));

-- Which kept answers cite a passage.
create index answers_cited on answers using gin (jsonb_path_query_array(draft, '$.parts[*].claims[*].passageIds[*]'));
