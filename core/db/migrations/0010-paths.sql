-- The learning path a person keeps, modules they do not want, and the answers of a diagnosis under way.
create table saved_paths (
  person_id text primary key references people (id) on delete cascade,
  -- what it was planned for: cluster, level, government, hours, focus
  request jsonb not null,
  -- the path with its reasons as it was proven, in each language
  path jsonb not null,
  saved_at timestamptz not null
);

create table refused_steps (
  person_id text not null references people (id) on delete cascade,
  course_id text not null,
  reason text not null,
  created_at timestamptz not null,
  primary key (person_id, course_id)
);

create table saved_diagnoses (
  person_id text primary key references people (id) on delete cascade,
  -- tasks by id with the weight given
  answers jsonb not null,
  updated_at timestamptz not null
);

call bank_protect('saved_paths');
call bank_protect('refused_steps');
call bank_protect('saved_diagnoses');
grant select, insert, update, delete on saved_paths, refused_steps, saved_diagnoses to bank_app;
create policy own on saved_paths to bank_app
  using (person_id = (select bank_person())) with check (person_id = (select bank_person()));
create policy own on refused_steps to bank_app
  using (person_id = (select bank_person())) with check (person_id = (select bank_person()));
create policy own on saved_diagnoses to bank_app
  using (person_id = (select bank_person())) with check (person_id = (select bank_person()));
