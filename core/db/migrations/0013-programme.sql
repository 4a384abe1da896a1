-- The programme of AI pilot leaders: calls, nominations, panel, cohorts, milestones, gatherings; what people say on cases.
create table programme_calls (
  id text primary key,
  state text not null check (state in ('draft', 'published', 'decided')),
  -- title, about, criteria and the rule of decision; nothing of it changes once published
  record jsonb not null,
  opens_on date not null,
  closes_on date not null,
  created_by text references people (id) on delete set null,
  decided_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  check (opens_on <= closes_on)
);

create table panel_members (
  call_id text not null references programme_calls (id) on delete cascade,
  person_id text not null references people (id) on delete cascade,
  joined_at timestamptz not null,
  primary key (call_id, person_id)
);
create index panel_members_person on panel_members (person_id);

create table nominations (
  id text primary key,
  call_id text not null references programme_calls (id) on delete cascade,
  nominator text references people (id) on delete set null,
  nominee text references people (id) on delete cascade,
  -- until the nominee has taken up the invitation: the name given, and what the one-time code hashes to
  nominee_name text,
  invite_hash text unique,
  state text not null check (state in ('invited', 'submitted', 'withdrawn', 'lapsed', 'selected', 'not_selected')),
  -- agency, reason, project, the supervisor's consent
  record jsonb not null,
  consent_recorded_by text references people (id) on delete set null,
  consent_recorded_at timestamptz not null,
  -- means and comments by criterion, without names
  result jsonb,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  check (nominee is not null or nominee_name is not null)
);
create unique index nominations_once on nominations (call_id, nominee) where state <> 'withdrawn';
create index nominations_nominator on nominations (nominator);
create index nominations_nominee on nominations (nominee);

-- One word per panel member and nomination: scores with comments, or a recusal with its reason.
create table panel_scores (
  nomination_id text not null references nominations (id) on delete cascade,
  person_id text not null references people (id) on delete cascade,
  recused boolean not null,
  reason text,
  scores jsonb not null,
  created_at timestamptz not null,
  primary key (nomination_id, person_id)
);
create index panel_scores_person on panel_scores (person_id);

create table cohorts (
  id text primary key,
  call_id text references programme_calls (id) on delete set null,
  name text not null,
  about text not null,
  track text check (track in ('managers-mid', 'managers-senior')),
  starts_on date not null,
  ends_on date not null,
  state text not null check (state in ('active', 'closed')),
  created_by text references people (id) on delete set null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  check (starts_on <= ends_on)
);
create table cohort_members (
  cohort_id text not null references cohorts (id) on delete cascade,
  person_id text not null references people (id) on delete cascade,
  nomination_id text references nominations (id) on delete set null,
  -- agrees that the cohort and its organiser see which units are done
  shares_progress boolean not null default false,
  joined_at timestamptz not null,
  primary key (cohort_id, person_id)
);
create index cohort_members_person on cohort_members (person_id);
create table cohort_units (
  cohort_id text not null references cohorts (id) on delete cascade,
  course_id text not null,
  unit int not null,
  due_on date not null,
  primary key (cohort_id, course_id)
);

create table cohort_projects (
  id text primary key,
  cohort_id text not null references cohorts (id) on delete cascade,
  person_id text not null references people (id) on delete cascade,
  title text not null,
  summary text not null,
  -- the agency's, whose managers may sign gates too
  audience_id int not null references audiences (id),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (cohort_id, person_id)
);
create index cohort_projects_person on cohort_projects (person_id);
create table project_gates (
  project_id text not null references cohort_projects (id) on delete cascade,
  gate text not null,
  state text not null check (state in ('handed_in', 'signed', 'returned')),
  evidence text not null,
  url text,
  signed_by text references people (id) on delete set null,
  comment text,
  handed_in_at timestamptz not null,
  decided_at timestamptz,
  primary key (project_id, gate)
);
create index project_gates_signer on project_gates (signed_by);
create table cohort_cases (
  cohort_id text not null references cohorts (id) on delete cascade,
  person_id text not null references people (id) on delete cascade,
  case_id text not null,
  linked_at timestamptz not null,
  primary key (cohort_id, person_id)
);
create index cohort_cases_person on cohort_cases (person_id);
create table peer_reviews (
  id text primary key,
  cohort_id text not null references cohorts (id) on delete cascade,
  person_id text not null references people (id) on delete cascade,
  case_id text not null,
  strengths text not null,
  questions text not null,
  created_at timestamptz not null,
  unique (cohort_id, person_id, case_id)
);
create index peer_reviews_person on peer_reviews (person_id);

create table gatherings (
  id text primary key,
  -- of a cohort alone, or of everybody in the audience
  cohort_id text references cohorts (id) on delete cascade,
  audience_id int not null references audiences (id),
  state text not null check (state in ('planned', 'cancelled')),
  record jsonb not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  capacity int check (capacity between 1 and 10000),
  -- counts changes, so that calendars know the newer invitation
  sequence int not null default 0,
  notes text,
  created_by text references people (id) on delete set null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  check (starts_at < ends_at)
);
create index gatherings_start on gatherings (starts_at);
create table gathering_signups (
  gathering_id text not null references gatherings (id) on delete cascade,
  person_id text not null references people (id) on delete cascade,
  state text not null check (state in ('going', 'waiting')),
  -- the place in the line, also of those who sign up at the same moment
  no bigint generated always as identity,
  signed_up_at timestamptz not null,
  primary key (gathering_id, person_id)
);
create index gathering_signups_person on gathering_signups (person_id);

create table case_comments (
  id text primary key,
  case_id text not null,
  person_id text not null references people (id) on delete cascade,
  text text not null,
  hidden_at timestamptz,
  hidden_by text references people (id) on delete set null,
  hidden_reason text,
  edited_at timestamptz,
  created_at timestamptz not null
);
create index case_comments_case on case_comments (case_id, created_at);
create index case_comments_person on case_comments (person_id);
create table comment_reports (
  comment_id text not null references case_comments (id) on delete cascade,
  person_id text not null references people (id) on delete cascade,
  reason text not null,
  created_at timestamptz not null,
  primary key (comment_id, person_id)
);
create index comment_reports_person on comment_reports (person_id);
create table case_thanks (
  case_id text not null,
  person_id text not null references people (id) on delete cascade,
  created_at timestamptz not null,
  primary key (case_id, person_id)
);
create index case_thanks_person on case_thanks (person_id);

call bank_protect('programme_calls');
call bank_protect('panel_members');
call bank_protect('nominations');
call bank_protect('panel_scores');
call bank_protect('cohorts');
call bank_protect('cohort_members');
call bank_protect('cohort_units');
call bank_protect('cohort_projects');
call bank_protect('project_gates');
call bank_protect('cohort_cases');
call bank_protect('peer_reviews');
call bank_protect('gatherings');
call bank_protect('gathering_signups');
call bank_protect('case_comments');
call bank_protect('comment_reports');
call bank_protect('case_thanks');

-- Asked inside policies on the very tables they read, so they read past the policies; each tells of the actor alone.
create or replace function bank_in_cohort(cohort text) returns boolean
language sql stable security definer set search_path = public, pg_temp as
$$ select exists (select 1 from cohort_members m where m.cohort_id = cohort and m.person_id = bank_person()) $$;
create or replace function bank_in_call(call text) returns boolean
language sql stable security definer set search_path = public, pg_temp as
$$ select exists (select 1 from nominations n where n.call_id = call and n.state <> 'withdrawn'
     and (n.nominator = bank_person() or n.nominee = bank_person())) $$;
-- The completion is of a unit the actor's cohort takes, by a mate who shares progress.
create or replace function bank_mates_unit(mate text, course text) returns boolean
language sql stable security definer set search_path = public, pg_temp as
$$ select exists (select 1 from cohort_members m join cohort_members t on t.cohort_id = m.cohort_id
     join cohort_units u on u.cohort_id = m.cohort_id join cohorts c on c.id = m.cohort_id
     where m.person_id = bank_person() and t.person_id = mate and t.shares_progress and u.course_id = course
       and c.state = 'active') $$;
revoke all on function bank_in_cohort(text), bank_in_call(text), bank_mates_unit(text, text) from public;
grant execute on function bank_in_cohort(text), bank_in_call(text), bank_mates_unit(text, text) to bank_app, bank_system;

-- The product itself writes; people read what concerns them.
grant select on programme_calls, panel_members, nominations, panel_scores, cohorts, cohort_members, cohort_units,
  cohort_projects, project_gates, cohort_cases, peer_reviews, gatherings, gathering_signups, case_comments,
  comment_reports, case_thanks to bank_app;
create policy read_published on programme_calls for select to bank_app using (
  state <> 'draft' or (select bank_has_role('reviewer')));
create policy read_panel on panel_members for select to bank_app using (
  person_id = (select bank_person()) or (select bank_has_role('reviewer')));
create policy read_own on nominations for select to bank_app using (
  nominator = (select bank_person()) or nominee = (select bank_person()));
-- Whoever stands in a call, or put somebody up, sees nothing of the others in it.
create policy read_to_judge on nominations for select to bank_app using (
  (select bank_has_role('reviewer')) and state <> 'withdrawn' and not bank_in_call(call_id));
create policy read_own on panel_scores for select to bank_app using (person_id = (select bank_person()));
-- Members judge on their own: others' scores open when the call is decided.
create policy read_decided on panel_scores for select to bank_app using (
  (select bank_has_role('reviewer')) and exists (
    select 1 from nominations n join programme_calls c on c.id = n.call_id
     where n.id = panel_scores.nomination_id and c.state = 'decided'));
create policy read_with_cohort on cohorts for select to bank_app using (
  bank_in_cohort(id) or (select bank_has_role('reviewer')));
create policy read_with_cohort on cohort_members for select to bank_app using (
  bank_in_cohort(cohort_id) or (select bank_has_role('reviewer')));
create policy read_with_cohort on cohort_units for select to bank_app using (
  bank_in_cohort(cohort_id) or (select bank_has_role('reviewer')));
create policy read_with_cohort on cohort_projects for select to bank_app using (
  bank_in_cohort(cohort_id) or (select bank_has_role('reviewer'))
  or ((select bank_has_role('manager')) and audience_id = any ((select bank_audiences())::int[])));
create policy read_with_project on project_gates for select to bank_app using (
  exists (select 1 from cohort_projects p where p.id = project_gates.project_id));
create policy read_with_cohort on cohort_cases for select to bank_app using (
  bank_in_cohort(cohort_id) or (select bank_has_role('reviewer')));
create policy read_with_cohort on peer_reviews for select to bank_app using (
  bank_in_cohort(cohort_id) or (select bank_has_role('reviewer')));
create policy read_invited on gatherings for select to bank_app using (
  (cohort_id is null and audience_id = any ((select bank_audiences())::int[]))
  or bank_in_cohort(cohort_id) or (select bank_has_role('reviewer')));
create policy read_own on gathering_signups for select to bank_app using (person_id = (select bank_person()));
create policy read_to_organise on gathering_signups for select to bank_app using (
  (select bank_has_role('reviewer')) or exists (
    select 1 from gatherings g where g.id = gathering_signups.gathering_id and g.created_by = (select bank_person())));
create policy read_with_case on case_comments for select to bank_app using (
  exists (select 1 from sources s where s.external_id = case_comments.case_id and s.kind = 'case')
  and (hidden_at is null or person_id = (select bank_person()) or (select bank_has_role('reviewer'))));
create policy read_reports on comment_reports for select to bank_app using (
  person_id = (select bank_person()) or (select bank_has_role('reviewer')));
create policy read_own on case_thanks for select to bank_app using (person_id = (select bank_person()));
create policy read_cohort_mates on completions for select to bank_app using (
  state = 'waiting' and person_id <> (select bank_person()) and bank_mates_unit(person_id, course_id));

-- The last line of defence, whoever asks.
create or replace function bank_guard_call() returns trigger language plpgsql as $$
begin
  if new.state <> old.state and (old.state, new.state) not in (('draft', 'published'), ('published', 'decided')) then
    raise exception 'a call does not go from % to %', old.state, new.state;
  end if;
  if old.state <> 'draft' and (new.record <> old.record or new.opens_on <> old.opens_on) then
    raise exception 'criteria and rule stand once they are published';
  end if;
  return new;
end $$;
create trigger programme_calls_guard before update on programme_calls for each row execute function bank_guard_call();

create or replace function bank_guard_nomination() returns trigger language plpgsql as $$
begin
  if new.state <> old.state and (old.state, new.state) not in (
    ('invited', 'submitted'), ('invited', 'withdrawn'), ('invited', 'lapsed'),
    ('submitted', 'withdrawn'), ('submitted', 'selected'), ('submitted', 'not_selected')) then
    raise exception 'a nomination does not go from % to %', old.state, new.state;
  end if;
  if old.state not in ('invited', 'submitted') and (new.record <> old.record or new.result <> old.result) then
    raise exception 'a nomination stands as it was decided';
  end if;
  if new.call_id <> old.call_id or new.nominee <> old.nominee or new.nominator <> old.nominator then
    raise exception 'a nomination keeps its people';
  end if;
  return new;
end $$;
create trigger nominations_guard before update on nominations for each row execute function bank_guard_nomination();

create or replace function bank_guard_panel() returns trigger language plpgsql as $$
begin
  if exists (select 1 from nominations n where n.call_id = new.call_id and n.state <> 'withdrawn'
      and new.person_id in (n.nominator, n.nominee)) then
    raise exception 'nobody judges a call they stand in';
  end if;
  return new;
end $$;
create trigger panel_members_guard before insert or update on panel_members for each row execute function bank_guard_panel();

create or replace function bank_guard_score() returns trigger language plpgsql as $$
begin
  if not exists (select 1 from nominations n join panel_members p on p.call_id = n.call_id
      where n.id = new.nomination_id and p.person_id = new.person_id and n.state = 'submitted'
        and new.person_id is distinct from n.nominator and new.person_id is distinct from n.nominee) then
    raise exception 'a nomination is judged by its panel alone, without its nominator and nominee';
  end if;
  return new;
end $$;
create trigger panel_scores_guard before insert or update on panel_scores for each row execute function bank_guard_score();

create or replace function bank_guard_gate() returns trigger language plpgsql as $$
begin
  if new.signed_by is not null and exists (
      select 1 from cohort_projects p where p.id = new.project_id and p.person_id = new.signed_by) then
    raise exception 'a gate is signed by somebody else';
  end if;
  return new;
end $$;
create trigger project_gates_guard before insert or update on project_gates for each row execute function bank_guard_gate();

create or replace function bank_guard_peer_review() returns trigger language plpgsql as $$
begin
  if not exists (select 1 from cohort_cases c where c.cohort_id = new.cohort_id and c.case_id = new.case_id
      and c.person_id <> new.person_id) then
    raise exception 'a peer review is of another member''s case';
  end if;
  return new;
end $$;
create trigger peer_reviews_guard before insert on peer_reviews for each row execute function bank_guard_peer_review();
