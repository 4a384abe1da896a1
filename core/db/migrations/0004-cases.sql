-- Cases written here: from a draft through somebody else's review to a published source.
create table cases (
  id text primary key,
  author text not null references people (id) on delete cascade,
  state text not null check (state in ('draft', 'submitted', 'returned', 'published', 'withdrawn')),
  record jsonb not null,
  audience_id int not null references audiences (id),
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index cases_author on cases (author);
create index cases_state on cases (state);

create table case_reviews (
  id text primary key,
  case_id text not null references cases (id) on delete cascade,
  reviewer text not null,
  decision text not null check (decision in ('approve', 'return')),
  comment text not null,
  created_at timestamptz not null
);
create index case_reviews_case on case_reviews (case_id);

call bank_protect('cases');
call bank_protect('case_reviews');
grant select, insert, update on cases to bank_app;
grant select, insert on case_reviews to bank_app;

-- An author sees the own cases; a reviewer those handed in for an audience the reviewer belongs to.
create policy read_own on cases for select to bank_app using (author = (select bank_person()));
create policy read_handed_in on cases for select to bank_app using (
  state <> 'draft' and audience_id = any ((select bank_audiences())::int[])
  and ((select bank_has_role('pilot_leader')) or (select bank_has_role('reviewer'))));
create policy write_own on cases for insert to bank_app with check (author = (select bank_person()) and state = 'draft');
create policy change_own on cases for update to bank_app using (author = (select bank_person())) with check (author = (select bank_person()));
create policy decide on cases for update to bank_app
  using (author <> (select bank_person()) and ((select bank_has_role('pilot_leader')) or (select bank_has_role('reviewer'))))
  with check (state in ('published', 'returned', 'withdrawn'));
create policy read_with_case on case_reviews for select to bank_app using (
  exists (select 1 from cases c where c.id = case_reviews.case_id));
create policy write_own on case_reviews for insert to bank_app with check (reviewer = (select bank_person()));
