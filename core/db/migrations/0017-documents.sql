-- Documents held for review because of personal data, and sources that are read again on a schedule.

-- A held file stays on disk until somebody decides; `found` counts kinds of personal data, never the data itself.
create table held_files (
  id text primary key,
  name text not null,
  payload jsonb not null,
  found jsonb not null,
  state text not null default 'held' check (state in ('held', 'released', 'dropped')),
  created_by text,
  created_at timestamptz not null,
  decided_by text,
  decided_at timestamptz
);
create index held_files_waiting on held_files (created_at) where state = 'held';

-- A web address or a folder of the server that is read again every so often. `items` are the files it held when it was
-- last read, with what each became: {"name": {"hash": "…", "ids": ["…"]}}.
create table document_feeds (
  id text primary key,
  kind text not null check (kind in ('url', 'folder')),
  location text not null,
  visibility text not null,
  every_hours int not null check (every_hours between 1 and 8760),
  items jsonb not null default '{}',
  etag text,
  last_modified text,
  due_at timestamptz not null,
  checked_at timestamptz,
  -- counts of the last reading, or what went wrong in both languages
  outcome jsonb,
  created_by text,
  created_at timestamptz not null,
  unique (kind, location)
);
create index document_feeds_due on document_feeds (due_at);

call bank_protect('held_files');
call bank_protect('document_feeds');
