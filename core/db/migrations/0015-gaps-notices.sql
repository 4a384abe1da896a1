-- Notices to people, work that runs on a schedule, questions put to the community, badly rated answers under review.

-- What a person is told. The key says what about: the same key tells a person once.
create table notices (
  id text primary key,
  person_id text not null references people (id) on delete cascade,
  kind text not null,
  -- in both languages
  text jsonb not null check (text ? 'zh-TW' and text ? 'en'),
  -- a path of this site
  link text,
  key text not null,
  created_at timestamptz not null,
  read_at timestamptz,
  unique (person_id, key)
);
create index notices_person on notices (person_id, created_at desc, id desc);
create index notices_unread on notices (person_id) where read_at is null;
create index notices_created_at on notices (created_at);

-- A notice on its way to a linked chat account. `sending` without an end within its lease is `unknown` and is not
-- sent again: a notice reaches a platform once at most.
create table notice_deliveries (
  notice_id text not null references notices (id) on delete cascade,
  platform text not null check (platform ~ '^[a-z]{1,30}$'),
  state text not null check (state in ('pending', 'sending', 'sent', 'skipped', 'failed', 'unknown')),
  attempts int not null default 0,
  next_at timestamptz not null,
  error text,
  updated_at timestamptz not null,
  primary key (notice_id, platform)
);
create index notice_deliveries_due on notice_deliveries (platform, next_at) where state in ('pending', 'sending');

call bank_protect('notices');
call bank_protect('notice_deliveries');
grant select, update (read_at) on notices to bank_app;
create policy own on notices to bank_app
  using (person_id = (select bank_person())) with check (person_id = (select bank_person()));

-- Whoever acts may tell somebody else about it; true when the person is told now and was not before.
create or replace function bank_notify(notice text, person text, about text, body jsonb, address text, once text, at timestamptz)
returns boolean language plpgsql security definer as $$
begin
  insert into notices (id, person_id, kind, text, link, key, created_at)
  select notice, p.id, about, body, address, once, at from people p where p.id = person
  on conflict (person_id, key) do nothing;
  return found;
end $$;
revoke all on function bank_notify(text, text, text, jsonb, text, text, timestamptz) from public;
grant execute on function bank_notify(text, text, text, jsonb, text, text, timestamptz) to bank_app, bank_system;

-- Work that runs every so often, once however many servers there are. Whoever holds the lease runs it; a lease that
-- ran out belongs to nobody.
create table scheduled_jobs (
  name text primary key,
  interval_seconds int not null check (interval_seconds > 0),
  due_at timestamptz not null,
  run_id text,
  lease_until timestamptz
);
create table job_runs (
  id text primary key,
  job text not null references scheduled_jobs (name) on delete cascade,
  server text not null,
  started_at timestamptz not null,
  ended_at timestamptz,
  -- null while it runs; `lost`: its server went away
  outcome text check (outcome in ('ok', 'failed', 'lost')),
  result jsonb,
  error text
);
create index job_runs_job on job_runs (job, started_at desc);
create index job_runs_started_at on job_runs (started_at);
call bank_protect('scheduled_jobs');
call bank_protect('job_runs');
grant select on scheduled_jobs, job_runs to bank_app;
create policy admin_reads on scheduled_jobs for select to bank_app using ((select bank_has_role('admin')));
create policy admin_reads on job_runs for select to bank_app using ((select bank_has_role('admin')));

-- A question no source answers, or not well enough, put to the community. Personal data is masked before it is here.
create table gaps (
  id text primary key,
  -- null once that person is gone
  asker text references people (id) on delete set null,
  -- whether others may see who asked
  named boolean not null default false,
  question text not null,
  -- what it is compared by
  folded text not null,
  detail text not null default '',
  language text not null check (language in ('zh-TW', 'en')),
  reason text not null check (reason in ('no_source', 'badly_rated')),
  -- the kept answer it came from, for the asker alone
  answer_id text references answers (id) on delete set null,
  audience_id int not null references audiences (id),
  competencies text[] not null default '{}',
  clusters text[] not null default '{}',
  state text not null check (state in ('open', 'answered', 'closed', 'declined')),
  state_reason text,
  decided_by text references people (id) on delete set null,
  -- how many people need it, the asker included
  votes int not null default 0,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index gaps_state on gaps (state, updated_at desc, id desc);
create index gaps_asker on gaps (asker);
create index gaps_answer on gaps (answer_id);
-- The same words to the same audience are one gap, also when two people ask at once.
create unique index gaps_once on gaps (audience_id, md5(folded)) where state in ('open', 'answered');

create table gap_votes (
  gap_id text not null references gaps (id) on delete cascade,
  person_id text not null references people (id) on delete cascade,
  created_at timestamptz not null,
  primary key (gap_id, person_id)
);
create index gap_votes_person on gap_votes (person_id);

create table gap_replies (
  id text primary key,
  gap_id text not null references gaps (id) on delete cascade,
  author text references people (id) on delete set null,
  text text not null,
  -- the draft its author made of it
  case_id text references cases (id) on delete set null,
  -- why it is no longer shown, when its author or a reviewer took it away
  withdrawn_reason text,
  created_at timestamptz not null
);
create index gap_replies_gap on gap_replies (gap_id, created_at);
create index gap_replies_author on gap_replies (author);
create index gap_replies_case on gap_replies (case_id);

-- Who was asked to answer, and why them.
create table gap_requests (
  gap_id text not null references gaps (id) on delete cascade,
  person_id text not null references people (id) on delete cascade,
  why text not null check (why in ('competency', 'cluster', 'case', 'turn')),
  created_at timestamptz not null,
  primary key (gap_id, person_id)
);
create index gap_requests_person on gap_requests (person_id, created_at desc);

call bank_protect('gaps');
call bank_protect('gap_votes');
call bank_protect('gap_replies');
call bank_protect('gap_requests');
grant select, insert on gaps to bank_app;
grant update (state, state_reason, decided_by, named, competencies, clusters, updated_at) on gaps to bank_app;
grant select, insert, delete on gap_votes to bank_app;
grant select, insert, update (case_id, withdrawn_reason) on gap_replies to bank_app;
grant select on gap_requests to bank_app;

-- Whether the actor said to need it: they may follow it, whoever else may read it.
create or replace function bank_needs_gap(gap text) returns boolean language sql stable security definer as
$$ select exists (select 1 from gap_votes v where v.gap_id = gap and v.person_id = bank_person()) $$;
revoke all on function bank_needs_gap(text) from public;
grant execute on function bank_needs_gap(text) to bank_app, bank_system;

create policy read_open_to_me on gaps for select to bank_app using (
  audience_id = any ((select bank_audiences())::int[]) or asker = (select bank_person()) or bank_needs_gap(id));
create policy write_own on gaps for insert to bank_app with check (asker = (select bank_person()) and state = 'open');
create policy change_open_to_me on gaps for update to bank_app
  using ((select bank_person()) is not null
         and (audience_id = any ((select bank_audiences())::int[]) or asker = (select bank_person())))
  with check (true);
create policy own on gap_votes to bank_app using (person_id = (select bank_person()))
  with check (person_id = (select bank_person()) and exists (select 1 from gaps g where g.id = gap_votes.gap_id));
create policy read_with_gap on gap_replies for select to bank_app using (
  exists (select 1 from gaps g where g.id = gap_replies.gap_id));
create policy write_own on gap_replies for insert to bank_app with check (
  author = (select bank_person()) and exists (select 1 from gaps g where g.id = gap_replies.gap_id));
create policy change_own on gap_replies for update to bank_app
  using (author = (select bank_person())) with check (author = (select bank_person()));
create policy moderate on gap_replies for update to bank_app
  using ((select bank_has_role('reviewer')) and exists (select 1 from gaps g where g.id = gap_replies.gap_id))
  with check (true);
create policy own on gap_requests for select to bank_app using (person_id = (select bank_person()));

create or replace function bank_count_votes() returns trigger language plpgsql security definer as $$
begin
  if tg_op = 'INSERT' then update gaps set votes = votes + 1 where id = new.gap_id;
  else update gaps set votes = votes - 1 where id = old.gap_id;
  end if;
  return null;
end $$;
create trigger gap_votes_count after insert or delete on gap_votes for each row execute function bank_count_votes();

-- The last line of defence, whoever asks: states move along the lines drawn, and the question stays the asker's.
create or replace function bank_guard_gap() returns trigger language plpgsql as $$
begin
  if new.state <> old.state and (old.state, new.state) not in (
    ('open', 'answered'), ('open', 'closed'), ('open', 'declined'), ('answered', 'open'), ('answered', 'closed'),
    ('answered', 'declined'), ('closed', 'open'), ('declined', 'open')) then
    raise exception 'a gap does not go from % to %', old.state, new.state;
  end if;
  if new.asker is distinct from old.asker and new.asker is not null then
    raise exception 'a gap keeps its asker';
  end if;
  if new.state = 'answered' and old.state <> 'answered'
     and not exists (select 1 from gap_replies r where r.gap_id = new.id) then
    raise exception 'a gap is answered by a reply';
  end if;
  return new;
end $$;
create trigger gaps_guard before update on gaps for each row execute function bank_guard_gap();

-- Badly rated answers somebody looked at: taken up as questions the evaluation should ask, or not. Holds a masked copy
-- of the question and nobody's name, so it outlives the answer.
create table feedback_candidates (
  answer_id text primary key,
  question text not null,
  language text not null check (language in ('zh-TW', 'en')),
  outcome text not null,
  comments text[] not null default '{}',
  state text not null check (state in ('accepted', 'rejected')),
  -- what should have come, in the reviewer's words
  expected_outcome text check (expected_outcome in ('answered', 'no_source', 'clarify', 'out_of_scope')),
  note text not null default '',
  decided_by text references people (id) on delete set null,
  decided_at timestamptz not null
);
create index feedback_candidates_state on feedback_candidates (state, decided_at desc);
create index if not exists feedback_unhelpful on feedback (created_at desc) where not helpful;
call bank_protect('feedback_candidates');
grant select, insert, update on feedback_candidates to bank_app;
create policy reviewers on feedback_candidates to bank_app
  using ((select bank_has_role('admin')) or (select bank_has_role('reviewer')))
  with check ((select bank_has_role('admin')) or (select bank_has_role('reviewer')));
