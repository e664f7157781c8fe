-- The observation missions that work on this server. Written by features/mission/missions alone.
-- What the register calls a mission is any mission that observed an election, whoever sent it; that is a record.

create table mission (
  id uuid primary key,
  slug text not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(slug) <= 63),
  -- language → name
  name jsonb not null check (jsonb_typeof(name) = 'object' and name <> '{}'),
  -- what it observes; null where it only trains, or the election is not on this server
  election_id uuid references election (id),
  archived_at timestamptz,
  -- grows by one with every change of the row: what a change starts from
  revision integer not null default 1 check (revision > 0),
  created_at timestamptz not null
);

grant select, insert, update on mission to scrutineer_app;
