-- Chat accounts of people, what was already answered, and which conversation a thread belongs to.

-- What single sign-on last said of a person; chat has no session to keep it in.
alter table people add column roles text[] not null default '{}', add column vouched_at timestamptz;

-- A Slack or Teams account tied to a person by a one-time code typed there (design §8).
create table chat_accounts (
  id text primary key,
  platform text not null check (platform in ('slack', 'teams')),
  -- workspace or tenant
  team text not null,
  account text not null,
  person_id text not null references people (id) on delete cascade,
  linked_at timestamptz not null,
  unique (platform, team, account)
);
create index chat_accounts_person_id on chat_accounts (person_id);

create table link_codes (
  code_hash text primary key,
  person_id text not null references people (id) on delete cascade,
  expires_at timestamptz not null
);

-- Every event a platform delivered, so that a delivery repeated is answered once.
create table chat_events (
  platform text not null,
  event_id text not null,
  claimed_at timestamptz not null,
  done boolean not null default false,
  primary key (platform, event_id)
);
create index chat_events_claimed_at on chat_events (claimed_at);

create table chat_threads (
  platform text not null,
  team text not null,
  channel text not null,
  thread text not null,
  account text not null,
  conversation_id text not null references conversations (id) on delete cascade,
  primary key (platform, team, channel, thread, account)
);
create index chat_threads_conversation_id on chat_threads (conversation_id);

-- Which kept answer a message of ours shows; Teams names only the message when somebody rates it.
create table chat_answers (
  platform text not null,
  channel text not null,
  message text not null,
  answer_id text not null references answers (id) on delete cascade,
  primary key (platform, channel, message)
);
create index chat_answers_answer_id on chat_answers (answer_id);

-- A confirmation a button answers is this one and no later one.
alter table confirmations add column code text not null default '';

call bank_protect('chat_accounts');
call bank_protect('link_codes');
call bank_protect('chat_events');
call bank_protect('chat_threads');
call bank_protect('chat_answers');
grant select, delete on chat_accounts to bank_app;
grant select, insert, update, delete on link_codes to bank_app;
create policy own on chat_accounts to bank_app using (person_id = (select bank_person()));
create policy own on link_codes to bank_app
  using (person_id = (select bank_person())) with check (person_id = (select bank_person()));
