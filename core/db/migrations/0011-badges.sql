-- Badges earned elsewhere, as their holders brought them here.
create table imported_credentials (
  id text primary key,
  person_id text not null references people (id) on delete cascade,
  -- the badge's issuer and its own id, as badges are told apart everywhere
  issuer text not null,
  credential text not null,
  issuer_name text not null,
  name text not null,
  -- the signed badge as it was brought
  document text not null,
  -- the framework's competencies it names; level and proficiency only where it states them
  competencies jsonb not null,
  valid_from timestamptz not null,
  valid_until timestamptz,
  status text not null check (status in
    ('valid', 'revoked', 'suspended', 'expired', 'not_yet_valid', 'invalid', 'unverifiable', 'sandbox')),
  imported_at timestamptz not null,
  checked_at timestamptz not null,
  unique (issuer, credential)
);
create index imported_credentials_person on imported_credentials (person_id);
call bank_protect('imported_credentials');
grant select on imported_credentials to bank_app;
create policy read_own on imported_credentials for select to bank_app using (person_id = (select bank_person()));
