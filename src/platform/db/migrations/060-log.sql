-- The logs of missions. Written by platform/log alone.

create table mission_log (
  mission_id uuid primary key references mission (id),
  -- the name of the log in its checkpoints, `<host>/<mission>`: never changes, whatever the host is called later
  origin text not null unique,
  -- the key that its checkpoints are signed with, as C2SP signed-note writes it
  verifier_key text not null,
  -- SHA-256 of the program that wrote to it last, as the log states it; null: none was stated yet
  build bytea check (length(build) = 32),
  created_at timestamptz not null
);

-- What was logged, for ever. Distributed by mission; the tiles in files are made of these rows.
create table log_leaf (
  mission_id uuid not null,
  index bigint not null check (index >= 0),
  leaf bytea not null check (length(leaf) between 2 and 4096),
  hash bytea not null check (length(hash) = 32),
  -- the event of log_waiting that it was; null: it came with what it tells of
  announced_id uuid,
  primary key (mission_id, index)
);
create unique index log_leaf_announced on log_leaf (mission_id, announced_id) where announced_id is not null;

-- Events that were stored in the transaction of what they tell of, and wait for their number.
create table log_waiting (
  mission_id uuid not null,
  id uuid not null,
  -- everything but `v` and `time`
  leaf jsonb not null,
  at timestamptz not null,
  primary key (mission_id, id)
);

grant select, insert on mission_log, log_leaf to scrutineer_app;
grant update (build) on mission_log to scrutineer_app;
grant select, insert, delete on log_waiting to scrutineer_app;
