-- The register: elections and the records they consist of. Written by features/register/records alone.

create extension if not exists pg_trgm;

create table election (
  id uuid primary key,
  slug text not null unique check (slug <> ''),
  visibility text not null check (visibility in ('private', 'public')),
  archived_at timestamptz,
  -- grows by one with every change of any record: what a cached copy is compared with
  revision bigint not null default 0,
  created_at timestamptz not null
);

-- Every version of every record, for ever.
create table record_version (
  election_id uuid not null references election (id),
  kind text not null,
  key text not null,
  version integer not null check (version > 0),
  act text not null check (act in ('created', 'corrected', 'withdrawn', 'restored')),
  cells jsonb not null check (jsonb_typeof(cells) = 'object'),
  author_id uuid,
  author_name text not null,
  at timestamptz not null,
  reason text check (reason <> ''),
  change_id uuid not null,
  primary key (election_id, kind, key, version),
  check ((act = 'created') = (version = 1)),
  check (act = 'created' or reason is not null)
);

-- The newest version of each record, as the screens read it; follows from record_version.
create table record (
  -- its versions refer to the election
  election_id uuid not null,
  kind text not null,
  key text not null,
  version integer not null check (version > 0),
  withdrawn boolean not null,
  cells jsonb not null check (jsonb_typeof(cells) = 'object'),
  -- order in the file
  position integer not null,
  -- key, names and codes without case and marks, for the search
  search text not null,
  primary key (election_id, kind, key)
);
create index place_by_parent on record (election_id, (cells ->> 'parent'), position) where kind = 'place';
create index claim_by_place on record (election_id, (cells ->> 'place')) where kind = 'claim';
create index record_by_search on record using gin (search gin_trgm_ops);

-- Which columns a file had, in which order, so that it is written back as it came.
create table record_file (
  election_id uuid not null references election (id),
  kind text not null,
  columns text[] not null,
  primary key (election_id, kind)
);

grant select, insert, update on election, record, record_file to scrutineer_app;
grant select, insert on record_version to scrutineer_app;
