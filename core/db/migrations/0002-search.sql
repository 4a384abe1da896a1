-- What search needs beside the passages. Everything here is derived and can be rebuilt from them.

-- Passages are indexed in chunks: up to 128 saved in one go that share audience, language and kind, of any source.
-- The fewer chunks, the fewer rows a question reads.
create table search_chunks (
  id bigint primary key,
  audience_id int not null references audiences (id),
  language text not null check (language in ('zh-TW', 'en')),
  kind text not null,
  passages int not null
);

create table search_passages (
  no bigint primary key references passages (no) on delete cascade,
  chunk_id bigint not null references search_chunks (id) on delete cascade,
  audience_id int not null references audiences (id),
  valid_from date,
  valid_to date
);
create index search_passages_chunk on search_passages (chunk_id);
create index search_passages_dated on search_passages (no) where valid_from is not null or valid_to is not null;

-- One row per term and chunk. An entry is a passage and its weight for the term: (no - chunk_id) * 65536 + weight * 20000.
-- No foreign key on the chunk: it would cost more than the row; whoever removes a passage removes its entries.
-- Terms are compared byte by byte; `=` on text is leakproof, so the primary key serves under row-level security,
-- and it holds all that counting a term needs.
create table search_postings (
  term text collate "C" not null,
  language text not null,
  chunk_id bigint not null,
  audience_id int not null,
  passages int not null,
  entries int[] not null,
  primary key (term, language, chunk_id) include (audience_id, passages)
);
create index search_postings_chunk on search_postings (chunk_id);

-- Where a source lies in the hashed gloss space: what "similar sources" compares.
create table search_places (
  source_id text not null references sources (id) on delete cascade,
  language text not null,
  audience_id int not null references audiences (id),
  kind text not null,
  -- mean of its passages in this language
  middle vector(512) not null,
  primary key (source_id, language)
);

call bank_protect('search_chunks');
call bank_protect('search_passages');
call bank_protect('search_postings');
call bank_protect('search_places');
grant select on search_chunks, search_passages, search_postings, search_places to bank_app;
create policy read_own_audience on search_chunks for select to bank_app using (audience_id = any ((select bank_audiences())::int[]));
create policy read_own_audience on search_passages for select to bank_app using (audience_id = any ((select bank_audiences())::int[]));
create policy read_own_audience on search_postings for select to bank_app using (audience_id = any ((select bank_audiences())::int[]));
create policy read_own_audience on search_places for select to bank_app using (audience_id = any ((select bank_audiences())::int[]));
