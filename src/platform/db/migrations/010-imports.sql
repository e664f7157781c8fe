-- What was imported, as it came: the bytes that records can be traced back to. Written by features/register/package alone.

create table package_import (
  -- the change_id of the record versions that it wrote
  id uuid primary key,
  election_id uuid not null references election (id),
  author_id uuid,
  author_name text not null,
  at timestamptz not null,
  reason text check (reason <> ''),
  -- encodings that were chosen and rows that were corrected on the way in
  choices jsonb not null check (jsonb_typeof(choices) = 'object')
);
create index package_import_by_election on package_import (election_id, at desc);

create table package_import_file (
  import_id uuid not null references package_import (id),
  position integer not null,
  -- as it was given; never used as the name of anything that is written
  path text not null,
  sha256 bytea not null,
  content bytea not null,
  primary key (import_id, position)
);

grant select, insert on package_import, package_import_file to scrutineer_app;
