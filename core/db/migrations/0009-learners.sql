-- What people say of themselves, are tested in and have completed; figures of groups too large to single anybody out.
create table profiles (
  person_id text primary key references people (id) on delete cascade,
  cluster text check (cluster in ('hw', 'sys', 'pm', 'mix', 'non')),
  level text check (level in ('basic', 'mid', 'senior')),
  government text check (government in ('central', 'municipality', 'local')),
  focus text[] not null default '{}',
  hours_available numeric check (hours_available > 0 and hours_available <= 2000),
  -- agrees to be counted in the figures of a group
  compare_peers boolean not null default false,
  -- when the person last looked at the dashboard: what is newer is progress
  seen_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index profiles_cell on profiles (level, cluster) where compare_peers;

-- Self-ratings, never overwritten: the newest of a competency and level counts, the others are its history.
create table claims (
  id text primary key,
  person_id text not null references people (id) on delete cascade,
  competency text not null,
  level text not null check (level in ('basic', 'mid', 'senior')),
  proficiency int not null check (proficiency between 0 and 5),
  created_at timestamptz not null
);
create index claims_person on claims (person_id, competency, level, created_at desc);

-- What was drawn for whom; keys are never stored here.
create table quiz_attempts (
  id text primary key,
  person_id text not null references people (id) on delete cascade,
  competency text not null,
  level text not null check (level in ('basic', 'mid', 'senior')),
  -- the items in the order asked, each with the order its options were shown in
  items jsonb not null,
  bank_version text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  submitted_at timestamptz,
  answers jsonb,
  correct int,
  proficiency int check (proficiency between 0 and 5)
);
create index quiz_attempts_person on quiz_attempts (person_id, competency, level, created_at desc);

-- A course a person says to have done; `waiting` until somebody else confirms it where its check is a sign-off.
create table completions (
  id text primary key,
  person_id text not null references people (id) on delete cascade,
  course_id text not null,
  course_title jsonb not null,
  hours numeric not null,
  develops jsonb not null,
  note text,
  origin text not null check (origin in ('person', 'record')),
  state text not null check (state in ('waiting', 'done', 'returned', 'undone')),
  -- who may confirm it: people of this audience holding the role for it
  audience_id int not null references audiences (id),
  confirmed_by text,
  confirmed_at timestamptz,
  comment text,
  completed_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create unique index completions_once on completions (person_id, course_id) where state in ('waiting', 'done');
create index completions_waiting on completions (audience_id) where state = 'waiting';

-- What the personnel system knows a person to have attended.
create table learning_records (
  id text primary key,
  person_id text not null references people (id) on delete cascade,
  title text not null,
  provider text,
  hours numeric not null check (hours >= 0),
  completed_on date not null,
  course_id text,
  created_at timestamptz not null
);
create unique index learning_records_once on learning_records (person_id, title, completed_on);

-- Sums over a fixed handful of people. A person is in one block at most within a year, so that no two figures
-- ever shown differ by fewer people than a whole block.
create table peer_blocks (
  id text primary key,
  level text,
  cluster text,
  agency text,
  size int not null,
  sums jsonb not null,
  created_at timestamptz not null,
  retired_at timestamptz
);
create index peer_blocks_cell on peer_blocks (level, cluster);
create index peer_blocks_agency on peer_blocks (agency);
create table peer_members (
  block_id text not null references peer_blocks (id) on delete cascade,
  person_id text not null references people (id) on delete cascade,
  primary key (block_id, person_id)
);
create index peer_members_person on peer_members (person_id);

call bank_protect('profiles');
call bank_protect('claims');
call bank_protect('quiz_attempts');
call bank_protect('completions');
call bank_protect('learning_records');
call bank_protect('peer_blocks');
call bank_protect('peer_members');

grant select, insert, update on profiles to bank_app;
create policy own on profiles to bank_app
  using (person_id = (select bank_person())) with check (person_id = (select bank_person()));
grant select, insert on claims to bank_app;
create policy own on claims to bank_app
  using (person_id = (select bank_person())) with check (person_id = (select bank_person()));
-- Results, completions and group figures are written by the product itself.
grant select on quiz_attempts, completions, learning_records to bank_app;
create policy read_own on quiz_attempts for select to bank_app using (person_id = (select bank_person()));
create policy read_own on completions for select to bank_app using (person_id = (select bank_person()));
create policy read_waiting on completions for select to bank_app using (
  state = 'waiting' and person_id <> (select bank_person()) and audience_id = any ((select bank_audiences())::int[])
  and ((select bank_has_role('pilot_leader')) or (select bank_has_role('reviewer')) or (select bank_has_role('manager'))));
create policy read_own on learning_records for select to bank_app using (person_id = (select bank_person()));

-- Whoever takes the consent back, or is deleted, takes the block's figures with them.
create or replace function bank_retire_block() returns trigger language plpgsql as $$
begin
  update peer_blocks set retired_at = now() where id = old.block_id and retired_at is null;
  return old;
end $$;
create trigger peer_members_leave before delete on peer_members for each row execute function bank_retire_block();

-- Nobody confirms the own completion, whoever asks.
create or replace function bank_guard_completion() returns trigger language plpgsql as $$
begin
  if new.confirmed_by = new.person_id then
    raise exception 'a completion is confirmed by somebody else';
  end if;
  return new;
end $$;
create trigger completions_guard before insert or update on completions for each row execute function bank_guard_completion();
