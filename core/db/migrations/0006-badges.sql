-- Badges: issuers and their keys, definitions under review, credentials, status lists; evidence; whom we trust.
create table issuers (
  id text primary key check (id ~ '^[a-z0-9][a-z0-9_-]{0,99}$'),
  -- the address the issuer was made under; its ids never change after
  base_url text not null,
  profile jsonb not null,
  -- whose people may issue; null = every issuer of the hub
  agency text,
  sandbox boolean not null default false,
  show_names boolean not null default false,
  root_pem text,
  position int generated always as identity,
  created_at timestamptz not null
);

-- Public halves only; private keys are files or settings.
create table issuer_keys (
  thumbprint text primary key,
  issuer_id text not null references issuers (id),
  alg text not null check (alg in ('RS256', 'ES256')),
  jwk jsonb not null,
  certificate_until timestamptz not null,
  origin text not null check (origin in ('made', 'settings')),
  retired_at timestamptz,
  compromised_at timestamptz,
  created_at timestamptz not null
);
create unique index issuer_keys_active on issuer_keys (issuer_id, alg) where retired_at is null;

create table badges (
  id text primary key,
  issuer_id text not null references issuers (id),
  proposer text not null,
  state text not null check (state in ('draft', 'in_review', 'approved', 'returned', 'retired')),
  version int not null,
  record jsonb not null,
  record_hash text not null,
  -- counts hand-ins, so that reviews of an earlier one never count for a later one
  round int not null default 0,
  approved_hash text,
  approved_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index badges_state on badges (state);
create index badges_proposer on badges (proposer);

create table badge_versions (
  badge_id text not null references badges (id),
  version int not null,
  record jsonb not null,
  record_hash text not null,
  changed_by text not null,
  created_at timestamptz not null,
  primary key (badge_id, version)
);

create table badge_reviews (
  id text primary key,
  badge_id text not null references badges (id),
  version int not null,
  round int not null,
  reviewer text not null,
  decision text not null check (decision in ('approve', 'return')),
  comment text not null,
  checklist jsonb not null,
  created_at timestamptz not null,
  unique (badge_id, round, reviewer)
);

create table status_lists (
  id text primary key,
  issuer_id text not null references issuers (id),
  bits bytea not null,
  used int not null default 0,
  open boolean not null default true,
  jws text not null,
  signed_at timestamptz not null,
  valid_until timestamptz not null,
  created_at timestamptz not null
);
create unique index status_lists_open on status_lists (issuer_id) where open;

create table credentials (
  id text primary key,
  badge_id text not null references badges (id),
  badge_version int not null,
  badge_hash text not null,
  issuer_id text not null references issuers (id),
  -- the hub's person, when the recipient was named by an id the hub knows
  person_id text references people (id) on delete set null,
  subject text not null unique,
  language text not null,
  credential jsonb not null,
  jws text not null,
  jws_vc text not null,
  list_id text not null references status_lists (id),
  list_index int not null check (list_index between 0 and 131071),
  valid_from timestamptz not null,
  valid_until timestamptz,
  issued_by text not null,
  issued_at timestamptz not null,
  revoked_at timestamptz,
  revoked_by text,
  revoked_reason text,
  updated_at timestamptz not null,
  unique (list_id, list_index)
);
create index credentials_feed on credentials (issuer_id, updated_at, id);
create index credentials_person on credentials (person_id);
create index credentials_badge on credentials (badge_id);

-- Issuers of other places the hub's administrator vouches for; keys may be pinned.
create table trusted_issuers (
  id text primary key,
  name text not null,
  keys jsonb not null default '[]',
  added_by text not null,
  created_at timestamptz not null
);
-- What was learnt from others' status lists: the newest seen, and bits that stay set whatever comes later.
create table seen_status_lists (
  url text primary key,
  issued_at timestamptz not null
);
create table seen_revocations (
  url text not null,
  entry text not null,
  seen_at timestamptz not null,
  primary key (url, entry)
);

-- What a person can prove.
create table evidence (
  id text primary key,
  person_id text references people (id) on delete cascade,
  kind text not null check (kind in ('badge', 'completion', 'test')),
  -- a credential, course or quiz
  object text not null,
  competency text not null,
  level text not null check (level in ('basic', 'mid', 'senior')),
  proficiency int not null check (proficiency between 0 and 5),
  valid_from timestamptz not null,
  valid_until timestamptz,
  revoked_at timestamptz,
  created_at timestamptz not null
);
create index evidence_person on evidence (person_id);
create index evidence_object on evidence (object);

call bank_protect('issuers');
call bank_protect('issuer_keys');
call bank_protect('badges');
call bank_protect('badge_versions');
call bank_protect('badge_reviews');
call bank_protect('status_lists');
call bank_protect('credentials');
call bank_protect('trusted_issuers');
call bank_protect('seen_status_lists');
call bank_protect('seen_revocations');
call bank_protect('evidence');

-- A caller acts on definitions only; keys, lists and credentials are written by the product itself.
grant select on issuers to bank_app;
create policy read_all on issuers for select to bank_app using (true);
grant select, insert, update on badges to bank_app;
grant select, insert on badge_versions, badge_reviews to bank_app;
create policy read_settled on badges for select to bank_app using (state in ('approved', 'retired'));
create policy read_own on badges for select to bank_app using (proposer = (select bank_person()));
create policy read_handed_in on badges for select to bank_app using (
  state in ('in_review', 'returned') and ((select bank_has_role('reviewer')) or (select bank_has_role('issuer'))));
create policy propose on badges for insert to bank_app with check (
  proposer = (select bank_person()) and state = 'draft' and approved_hash is null
  and ((select bank_has_role('pilot_leader')) or (select bank_has_role('issuer'))));
create policy change_own on badges for update to bank_app
  using (proposer = (select bank_person()) and state in ('draft', 'returned'))
  with check (proposer = (select bank_person()) and state in ('draft', 'in_review') and approved_hash is null);
create policy decide on badges for update to bank_app
  using (proposer <> (select bank_person()) and state = 'in_review' and (select bank_has_role('reviewer')))
  with check (proposer <> (select bank_person()) and state in ('in_review', 'approved', 'returned') and (select bank_has_role('reviewer')));
create policy retire on badges for update to bank_app
  using (state in ('approved', 'returned')
    and ((select bank_has_role('reviewer')) or (select bank_has_role('issuer')) or proposer = (select bank_person())))
  with check (state = 'retired');
create policy read_with_badge on badge_versions for select to bank_app using (
  exists (select 1 from badges b where b.id = badge_versions.badge_id));
create policy write_own on badge_versions for insert to bank_app with check (changed_by = (select bank_person()));
create policy read_with_badge on badge_reviews for select to bank_app using (
  exists (select 1 from badges b where b.id = badge_reviews.badge_id));
create policy write_own on badge_reviews for insert to bank_app with check (
  reviewer = (select bank_person()) and (select bank_has_role('reviewer'))
  and exists (select 1 from badges b where b.id = badge_reviews.badge_id and b.proposer <> (select bank_person()) and b.state = 'in_review'));
grant select on credentials to bank_app;
create policy read_own on credentials for select to bank_app using (person_id = (select bank_person()));
grant select on evidence to bank_app;
create policy read_own on evidence for select to bank_app using (person_id = (select bank_person()));
grant select on trusted_issuers to bank_app;
create policy admin_reads on trusted_issuers for select to bank_app using ((select bank_has_role('admin')));

-- The last line of defence, whoever asks: states move only along the lines drawn, nobody's word alone approves,
-- and nothing is stored as issued that was not approved as it stands.
create or replace function bank_guard_badge() returns trigger language plpgsql as $$
begin
  if new.state <> old.state and (old.state, new.state) not in (
    ('draft', 'in_review'), ('returned', 'in_review'), ('returned', 'draft'), ('in_review', 'approved'),
    ('in_review', 'returned'), ('approved', 'retired'), ('returned', 'retired')) then
    raise exception 'a badge does not go from % to %', old.state, new.state;
  end if;
  if old.state in ('in_review', 'approved', 'retired') and new.record_hash <> old.record_hash then
    raise exception 'a badge is not changed while it is %', old.state;
  end if;
  if new.state = 'approved' and old.state <> 'approved' and (new.approved_hash is distinct from new.record_hash
    or not exists (select 1 from badge_reviews r where r.badge_id = new.id and r.round = new.round
      and r.version = new.version and r.decision = 'approve' and r.reviewer <> new.proposer)) then
    raise exception 'a badge is approved by other people only';
  end if;
  return new;
end $$;
create trigger badges_guard before update on badges for each row execute function bank_guard_badge();

create or replace function bank_guard_credential() returns trigger language plpgsql as $$
begin
  if not exists (select 1 from badges b where b.id = new.badge_id and b.state = 'approved'
    and b.approved_hash = new.badge_hash and b.version = new.badge_version and b.issuer_id = new.issuer_id) then
    raise exception 'only an approved badge is issued';
  end if;
  return new;
end $$;
create trigger credentials_guard before insert on credentials for each row execute function bank_guard_credential();

-- A revocation is final, and what was signed stays what it was.
create or replace function bank_guard_revocation() returns trigger language plpgsql as $$
begin
  if old.revoked_at is not null and new.revoked_at is distinct from old.revoked_at then
    raise exception 'a revocation is final';
  end if;
  if new.jws <> old.jws or new.jws_vc <> old.jws_vc or new.list_id <> old.list_id or new.list_index <> old.list_index then
    raise exception 'an issued badge is not changed';
  end if;
  return new;
end $$;
create trigger credentials_final before update on credentials for each row execute function bank_guard_revocation();
