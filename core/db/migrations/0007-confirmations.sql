-- What a person was asked to confirm in a conversation: one thing at a time, for ten minutes, used once.
create table confirmations (
  person_id text not null references people (id) on delete cascade,
  conversation_id text not null,
  action text not null,
  input jsonb not null,
  -- what the act's object looked like when the person was asked; another look now = ask again
  mark text not null,
  expires_at timestamptz not null,
  primary key (person_id, conversation_id)
);
create index confirmations_expires_at on confirmations (expires_at);
call bank_protect('confirmations');
grant select, insert, update, delete on confirmations to bank_app;
create policy own on confirmations to bank_app
  using (person_id = (select bank_person())) with check (person_id = (select bank_person()));
