-- What search needs beside the passages. Everything here is derived and can be rebuilt from them.

-- Passages are indexed, and taken out again, in the set they were saved in: one chunk per source version and language.
create table search_chunks (
  id bigint primary key,
  audience_id int not null references audiences (id),
  language text not null check (language in ('zh-TW', 'en')),
  source_id text not null references sources (id) on delete cascade,
  kind text not null,
  passages int not null,
  -- middle of its passages in the hashed gloss space: what "similar sources" compares
  middle vector(512) not null
);
create index search_chunks_source on search_chunks (source_id);

-- The searchable passages without their text: what ranking filters by, kept narrow.
create table search_passages (
  no bigint primary key references passages (no) on delete cascade,
  chunk_id bigint not null references search_chunks (id) on delete cascade,
  source_id text not null references sources (id) on delete cascade,
  audience_id int not null references audiences (id),
  kind text not null,
  valid_from date,
  valid_to date
);
create index search_passages_chunk on search_passages (chunk_id);
create index search_passages_source on search_passages (source_id);

-- One row per term and chunk. An entry is a passage number and its weight for the term: no * 65536 + weight * 20000.
-- No foreign key on the chunk: it would cost more than the row; whoever removes a chunk removes its postings.
-- Terms are compared byte by byte; `=` on text is leakproof, so the primary key serves under row-level security.
create table search_postings (
  term text collate "C" not null,
  chunk_id bigint not null,
  audience_id int not null,
  language text not null,
  entries bigint[] not null,
  primary key (term, chunk_id)
);
create index search_postings_chunk on search_postings (chunk_id);

call bank_protect('search_chunks');
call bank_protect('search_passages');
call bank_protect('search_postings');
grant select on search_chunks, search_passages, search_postings to bank_app;
create policy read_own_audience on search_chunks for select to bank_app using (audience_id = any ((select bank_audiences())::int[]));
create policy read_own_audience on search_passages for select to bank_app using (audience_id = any ((select bank_audiences())::int[]));
create policy read_own_audience on search_postings for select to bank_app using (audience_id = any ((select bank_audiences())::int[]));
