-- Modules written here: an agency's own and those made from a case, through somebody else's review to the catalogue.
create table courses (
  id text primary key,
  author text not null references people (id) on delete cascade,
  origin text not null check (origin in ('case-study', 'agency')),
  state text not null check (state in ('draft', 'in_review', 'returned', 'published', 'withdrawn')),
  record jsonb not null,
  audience_id int not null references audiences (id),
  -- counts hand-ins, so that a review of an earlier one never counts for a later one
  round int not null default 0,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index courses_author on courses (author);
create index courses_state on courses (state);

create table course_reviews (
  id text primary key,
  course_id text not null references courses (id) on delete cascade,
  round int not null,
  reviewer text not null,
  decision text not null check (decision in ('approve', 'return')),
  comment text not null,
  created_at timestamptz not null
);
create index course_reviews_course on course_reviews (course_id);

call bank_protect('courses');
call bank_protect('course_reviews');
grant select, insert, update on courses to bank_app;
grant select, insert on course_reviews to bank_app;

-- An author sees the own modules; a reviewer those handed in for an audience the reviewer belongs to.
create policy read_own on courses for select to bank_app using (author = (select bank_person()));
create policy read_handed_in on courses for select to bank_app using (
  state <> 'draft' and audience_id = any ((select bank_audiences())::int[])
  and ((select bank_has_role('pilot_leader')) or (select bank_has_role('reviewer'))));
create policy write_own on courses for insert to bank_app with check (
  author = (select bank_person()) and state in ('draft', 'in_review'));
create policy change_own on courses for update to bank_app
  using (author = (select bank_person())) with check (author = (select bank_person()) and state <> 'published');
create policy read_with_course on course_reviews for select to bank_app using (
  exists (select 1 from courses c where c.id = course_reviews.course_id));
create policy write_own on course_reviews for insert to bank_app with check (
  reviewer = (select bank_person())
  and exists (select 1 from courses c where c.id = course_reviews.course_id and c.state = 'in_review'
    and c.author <> (select bank_person())));

-- The last line of defence, whoever asks: states move only along the lines drawn, and nobody's word alone publishes.
create or replace function bank_guard_course() returns trigger language plpgsql as $$
begin
  if new.state <> old.state and (old.state, new.state) not in (
    ('draft', 'in_review'), ('returned', 'in_review'), ('published', 'in_review'), ('withdrawn', 'in_review'),
    ('in_review', 'published'), ('in_review', 'returned'),
    ('draft', 'withdrawn'), ('in_review', 'withdrawn'), ('returned', 'withdrawn'), ('published', 'withdrawn')) then
    raise exception 'a module does not go from % to %', old.state, new.state;
  end if;
  if new.author <> old.author then
    raise exception 'a module keeps its author';
  end if;
  if new.state = 'published' and (new.record <> old.record or not exists (
    select 1 from course_reviews r where r.course_id = new.id and r.round = new.round
      and r.decision = 'approve' and r.reviewer <> new.author)) then
    raise exception 'a module is published by other people only, as they read it';
  end if;
  return new;
end $$;
create trigger courses_guard before update on courses for each row execute function bank_guard_course();

create or replace function bank_guard_new_course() returns trigger language plpgsql as $$
begin
  if new.state not in ('draft', 'in_review') then
    raise exception 'a module begins as a draft or under review';
  end if;
  return new;
end $$;
create trigger courses_begin before insert on courses for each row execute function bank_guard_new_course();
