-- Roles, row-level security, sources and their passages, people, audit.
create extension if not exists vector;

do $$
declare role_name text;
begin
  foreach role_name in array array['bank_app', 'bank_system'] loop
    begin
      execute format('create role %I nologin', role_name);
    exception when duplicate_object or unique_violation then null;
    end;
    execute format('grant %I to current_user', role_name);
  end loop;
end $$;

-- An audience is who may read a source: public, government, community or agency:<id>.
create table if not exists audiences (
  id int generated always as identity primary key,
  name text not null unique check (name ~ '^(public|government|community|agency:[A-Za-z0-9_.-]{1,100})$')
);
insert into audiences (name) values ('public'), ('government'), ('community'), ('agency:canary-nobody') on conflict do nothing;
grant select on audiences to bank_app;
grant select, insert on audiences to bank_system;

-- The actor of the running transaction. Called by the owner before the role is given up.
create or replace function bank_set_actor(audience_names text[], person text, roles text[]) returns void
language sql as $$
  select set_config('bank.audiences', coalesce((select array_agg(a.id)::text from audiences a where a.name = any (audience_names)), '{}'), true),
         set_config('bank.person', person, true),
         set_config('bank.roles', roles::text, true);
$$;
revoke all on function bank_set_actor(text[], text, text[]) from public;

create or replace function bank_audiences() returns int[] language sql stable parallel safe as
$$ select coalesce(nullif(current_setting('bank.audiences', true), ''), '{}')::int[] $$;
create or replace function bank_person() returns text language sql stable parallel safe as
$$ select nullif(current_setting('bank.person', true), '') $$;
create or replace function bank_has_role(role_name text) returns boolean language sql stable parallel safe as
$$ select role_name = any (coalesce(nullif(current_setting('bank.roles', true), ''), '{}')::text[]) $$;

-- Every table goes through this: row-level security on, the product's own role may do everything,
-- bank_app only what later policies allow.
create or replace procedure bank_protect(target regclass) language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('grant select, insert, update, delete on %s to bank_system', target);
  execute format('create policy system_all on %s to bank_system using (true) with check (true)', target);
end $$;

create table canary (id int primary key, audience_id int not null references audiences (id));
insert into canary select 1, a.id from audiences a where a.name = 'agency:canary-nobody';
call bank_protect('canary');
grant select on canary to bank_app;
create policy read_own_audience on canary for select to bank_app using (audience_id = any ((select bank_audiences())::int[]));

create table sources (
  id text primary key,
  external_id text not null unique,
  kind text not null check (kind in ('case', 'framework', 'study', 'course', 'glossary', 'document')),
  title text not null,
  title_en text,
  url text,
  source_urls jsonb not null default '[]',
  language text not null check (language in ('zh-TW', 'en')),
  owner text,
  audience_id int not null references audiences (id),
  valid_from date,
  valid_to date,
  reviewed_on date,
  review_by date,
  supersedes text,
  state text not null default 'current' check (state in ('current', 'withdrawn')),
  version int not null,
  content_hash text not null,
  details jsonb not null default '{}',
  -- where it came from: 'content' (shipped), 'ingest', 'case' (written here)
  origin text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index sources_kind on sources (kind);
create index sources_audience on sources (audience_id);

-- What a source was at each version, so that an old citation still says what it pointed at.
create table source_versions (
  source_id text not null references sources (id) on delete cascade,
  version int not null,
  title text not null,
  url text,
  source_urls jsonb not null default '[]',
  details jsonb not null default '{}',
  reviewed_on date,
  content_hash text not null,
  audience_id int not null references audiences (id),
  created_at timestamptz not null,
  primary key (source_id, version)
);

create table passages (
  id text primary key,
  no bigint generated always as identity unique,
  source_id text not null references sources (id) on delete cascade,
  version int not null,
  position int not null,
  section text[] not null default '{}',
  text text not null,
  language text not null check (language in ('zh-TW', 'en')),
  -- words it is found by that its text lacks; never shown
  keywords text[] not null default '{}',
  audience_id int not null references audiences (id),
  -- true while it belongs to the current version of a source that is not withdrawn
  searchable boolean not null default true,
  valid_from date,
  valid_to date
);
create unique index passages_place on passages (source_id, version, position);

call bank_protect('sources');
call bank_protect('source_versions');
call bank_protect('passages');
grant select on sources, source_versions, passages to bank_app;
create policy read_own_audience on sources for select to bank_app using (audience_id = any ((select bank_audiences())::int[]));
create policy read_own_audience on source_versions for select to bank_app using (audience_id = any ((select bank_audiences())::int[]));
create policy read_own_audience on passages for select to bank_app using (audience_id = any ((select bank_audiences())::int[]));

-- People are random keys; deleting one leaves the audit chain whole.
create table people (
  id text primary key,
  name text not null,
  agency text,
  login text unique,
  created_at timestamptz not null
);
create table tokens (
  id text primary key,
  name text not null,
  secret_hash text not null unique,
  person_id text not null references people (id) on delete cascade,
  roles text[] not null,
  agency text,
  expires_at timestamptz,
  revoked_at timestamptz,
  created_by text not null,
  created_at timestamptz not null
);
create table sessions (
  id_hash text primary key,
  person_id text not null references people (id) on delete cascade,
  token_id text references tokens (id) on delete cascade,
  roles text[] not null,
  agency text,
  csrf text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null
);
create table idempotency (
  credential_id text not null,
  key text not null,
  request_hash text not null,
  status int,
  reply jsonb,
  created_at timestamptz not null,
  primary key (credential_id, key)
);
create table ingest_jobs (
  id text primary key,
  name text not null,
  state text not null check (state in ('queued', 'running', 'done', 'failed')),
  total int not null default 0,
  done int not null default 0,
  added int not null default 0,
  updated int not null default 0,
  unchanged int not null default 0,
  removed int not null default 0,
  errors jsonb not null default '[]',
  payload jsonb not null,
  created_by text,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
-- What the product remembers about itself, for example which content is loaded.
create table marks (
  name text primary key,
  value text not null,
  updated_at timestamptz not null
);
call bank_protect('marks');
call bank_protect('people');
call bank_protect('tokens');
call bank_protect('sessions');
call bank_protect('idempotency');
call bank_protect('ingest_jobs');

-- Append-only, hash-chained: each entry's hash covers its content and the hash before it.
create table audit (
  seq bigint generated always as identity primary key,
  at timestamptz not null,
  actor text,
  action text not null,
  object text not null,
  detail jsonb not null,
  previous text not null,
  hash text not null
);
call bank_protect('audit');
grant select on audit to bank_app;
create policy admin_reads on audit for select to bank_app using ((select bank_has_role('admin')));

create or replace function bank_audit(at timestamptz, actor text, action text, object text, detail jsonb) returns void
language plpgsql security definer as $$
declare previous_hash text;
begin
  perform pg_advisory_xact_lock(7265772);
  select a.hash into previous_hash from audit a order by a.seq desc limit 1;
  previous_hash := coalesce(previous_hash, '');
  insert into audit (at, actor, action, object, detail, previous, hash) values (
    bank_audit.at, bank_audit.actor, bank_audit.action, bank_audit.object, bank_audit.detail, previous_hash,
    encode(sha256(convert_to(concat_ws(E'\x1f', previous_hash, extract(epoch from bank_audit.at)::text, bank_audit.actor, bank_audit.action, bank_audit.object, bank_audit.detail::text), 'UTF8')), 'hex'));
end $$;
revoke all on function bank_audit(timestamptz, text, text, text, jsonb) from public;
grant execute on function bank_audit(timestamptz, text, text, text, jsonb) to bank_app, bank_system;
