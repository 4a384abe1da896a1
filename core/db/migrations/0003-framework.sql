-- The competency framework and the tables of the study it comes from. Rebuilt from content whenever that changes.
create table framework_state (
  id int primary key check (id = 1),
  content_hash text not null,
  loaded_at timestamptz not null
);

-- Names of levels, clusters and governments, with what else is printed about them.
create table framework_names (
  kind text not null check (kind in ('level', 'cluster', 'government')),
  id text not null,
  position int not null,
  name text not null,
  name_en text not null,
  aliases text[] not null,
  details jsonb not null,
  primary key (kind, id)
);

-- A competency is name and level: type and note may differ from level to level.
create table framework_competencies (
  level text not null,
  name text not null,
  position int not null,
  name_en text not null,
  type text not null check (type in ('共通', '技術', '管理')),
  status text not null check (status in ('defined', 'to-be-written')),
  note text,
  note_en text,
  aliases jsonb not null,
  details jsonb not null,
  primary key (level, name)
);

-- One cell of the six competency tables. `printed` is null where the study prints a blank (no respondents);
-- share, lift, rank and above_overall are computed by us, n with its basis too unless printed.
create table framework_values (
  level text not null,
  cluster text not null,
  government text not null,
  competency text not null,
  type text not null,
  printed text check (printed ~ '^\d\.\d\d$'),
  n int,
  n_basis text not null,
  support text not null check (support in ('enough', 'few', 'tiny', 'none', 'unknown')),
  share numeric,
  lift numeric,
  rank int,
  items int not null,
  above_overall boolean,
  table_id text not null,
  position int not null,
  primary key (level, government, cluster, competency)
);

create table framework_tasks (
  id text primary key,
  position int not null,
  table_id text not null,
  row_no int not null,
  label text not null,
  label_en text not null,
  task text not null,
  outsourced boolean,
  -- our reading of a label that is probably one row too high; never instead of the printed one
  probable_label jsonb
);
create table framework_task_values (
  task text not null references framework_tasks (id) on delete cascade,
  cluster text not null,
  printed text not null check (printed ~ '^\d\.\d\d$'),
  n_printed int not null,
  n_corrected int not null,
  primary key (task, cluster)
);

create table framework_level_counts (
  cluster text not null,
  level text not null,
  observed text not null,
  expected text,
  primary key (cluster, level)
);

-- Sentences the study prints, and our notes of doubt about what it prints.
create table framework_statements (
  id text primary key,
  position int not null,
  about_kind text not null,
  about_id text not null,
  about_level text,
  printed text not null,
  corrected text,
  en text not null
);
create table framework_doubts (
  id text primary key,
  position int not null,
  applies jsonb not null,
  short jsonb not null,
  text jsonb not null
);

-- Every table cell for cell, `info` saying what it is; and single records (the study itself, AI competency sets).
create table framework_tables (
  id text primary key,
  position int not null,
  ours boolean not null,
  -- json, not jsonb: the order of columns is the order they are shown in
  info json not null,
  rows json not null
);
create table framework_records (
  kind text not null,
  id text not null,
  details jsonb not null,
  primary key (kind, id)
);

do $$
declare target text;
begin
  foreach target in array array['framework_state', 'framework_names', 'framework_competencies', 'framework_values',
    'framework_tasks', 'framework_task_values', 'framework_level_counts', 'framework_statements', 'framework_doubts',
    'framework_tables', 'framework_records'] loop
    call bank_protect(target::regclass);
    execute format('grant select on %I to bank_app', target);
    execute format('create policy read_all on %I for select to bank_app using (true)', target);
  end loop;
end $$;
