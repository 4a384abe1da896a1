-- Conversations, kept answers, what people thought of them.

-- What a caller proves to know: the unguessable id of an anonymous conversation or of an answer, set for one transaction.
create or replace function bank_held(name text) returns text language sql stable parallel safe as
$$ select nullif(current_setting('bank.' || name, true), '') $$;

create table if not exists conversations (
  id text primary key,
  person_id text references people (id) on delete cascade,
  created_at timestamptz not null,
  last_at timestamptz not null,
  -- anonymous conversations only
  expires_at timestamptz
);
create index if not exists conversations_last_at on conversations (last_at);
create index if not exists conversations_person on conversations (person_id);
call bank_protect('conversations');
grant select, insert, update on conversations to bank_app;
create policy own_or_held on conversations to bank_app
  using (person_id = (select bank_person()) or (person_id is null and id = (select bank_held('conversation'))))
  with check (person_id = (select bank_person()) or (person_id is null and (select bank_person()) is null and id = (select bank_held('conversation'))));

create table if not exists answers (
  id text primary key,
  conversation_id text references conversations (id) on delete set null,
  person_id text references people (id) on delete cascade,
  -- the audiences the asker could read; a reader with fewer is shown less
  audiences text[] not null,
  question text not null,
  language text not null check (language in ('zh-TW', 'en')),
  outcome text not null check (outcome in ('answered', 'no_source', 'clarify', 'out_of_scope')),
  mode text not null check (mode in ('extractive', 'generative')),
  degraded text,
  -- parts with their claims and passage ids, notice, suggestions: the text is composed again for each reader
  draft jsonb not null,
  -- what a follow-up question may refer to
  thread jsonb not null,
  pinned boolean not null default false,
  created_at timestamptz not null
);
create index if not exists answers_conversation on answers (conversation_id, created_at);
create index if not exists answers_created_at on answers (created_at);
create index if not exists answers_person on answers (person_id);
call bank_protect('answers');
grant select, insert on answers to bank_app;
create policy read_own_or_held on answers for select to bank_app
  using (person_id = (select bank_person()) or id = (select bank_held('answer'))
         or (person_id is null and conversation_id = (select bank_held('conversation'))));
create policy write_own on answers for insert to bank_app
  with check (person_id is not distinct from (select bank_person()));

create table if not exists feedback (
  answer_id text not null references answers (id) on delete cascade,
  -- a person's key, or 'anonymous' for whoever holds the answer's id
  rater text not null,
  helpful boolean not null,
  comment text,
  created_at timestamptz not null,
  primary key (answer_id, rater)
);
call bank_protect('feedback');
grant select, insert, update on feedback to bank_app;
create policy own on feedback to bank_app
  using (answer_id = (select bank_held('answer')) and rater = coalesce((select bank_person()), 'anonymous'))
  with check (answer_id = (select bank_held('answer')) and rater = coalesce((select bank_person()), 'anonymous'));
create policy admin_reads on feedback for select to bank_app using ((select bank_has_role('admin')));
