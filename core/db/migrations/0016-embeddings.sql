-- Vectors of a model of the operator's choice. Everything here is derived and can be made again from the passages.

-- A set holds the vectors of one model. One set at most answers questions; one at most is being filled.
create table embedding_sets (
  no int generated always as identity primary key,
  model text not null,
  address text not null,
  dimensions int not null check (dimensions between 1 and 16000),
  -- where the model puts a fixed sentence: tells another model under the same name
  probe vector not null,
  state text not null check (state in ('building', 'active', 'retired')),
  created_at timestamptz not null,
  activated_at timestamptz
);
create unique index embedding_sets_active on embedding_sets (state) where state = 'active';
create unique index embedding_sets_building on embedding_sets (state) where state = 'building';

-- A partition per set: it is dropped whole, and its own check keeps vectors of other dimensions out.
create table embeddings (
  set_no int not null references embedding_sets (no),
  passage_no bigint not null references search_passages (no) on delete cascade,
  audience_id int not null references audiences (id),
  language text not null,
  kind text not null,
  -- null: the model would not take the passage
  vector vector,
  primary key (set_no, passage_no)
) partition by list (set_no);
create index embeddings_passage on embeddings (passage_no);

call bank_protect('embedding_sets');
call bank_protect('embeddings');
grant select on embedding_sets, embeddings to bank_app;
create policy read_all on embedding_sets for select to bank_app using (true);
create policy read_own_audience on embeddings for select to bank_app using (audience_id = any ((select bank_audiences())::int[]));

-- The indexes are made while the set is empty, so that no statement ever holds the store for long.
-- pgvector indexes up to 2,000 dimensions; beyond that a search reads the whole set.
create or replace function bank_open_embedding_set(model text, address text, dimensions int, probe vector, at timestamptz) returns int
language plpgsql security definer set search_path from current as $$
declare
  new_no int;
  lane text;
begin
  insert into embedding_sets (model, address, dimensions, probe, state, created_at)
  values (bank_open_embedding_set.model, bank_open_embedding_set.address, bank_open_embedding_set.dimensions,
          bank_open_embedding_set.probe, 'building', bank_open_embedding_set.at)
  returning no into new_no;
  execute format('create table embeddings_%s partition of embeddings for values in (%s)', new_no, new_no);
  execute format('alter table embeddings_%s add check (vector_dims(vector) = %s)', new_no, dimensions);
  if dimensions <= 2000 then
    foreach lane in array array['zh-TW', 'en'] loop
      execute format('create index on embeddings_%s using hnsw ((vector::vector(%s)) vector_cosine_ops) where language = %L',
                     new_no, dimensions, lane);
    end loop;
  end if;
  return new_no;
end $$;

create or replace function bank_drop_embedding_set(old_no int) returns void
language plpgsql security definer set search_path from current as $$
begin
  execute format('drop table if exists embeddings_%s', old_no);
  delete from embedding_sets s where s.no = old_no;
end $$;

revoke all on function bank_open_embedding_set(text, text, int, vector, timestamptz) from public;
revoke all on function bank_drop_embedding_set(int) from public;
grant execute on function bank_open_embedding_set(text, text, int, vector, timestamptz) to bank_system;
grant execute on function bank_drop_embedding_set(int) to bank_system;
