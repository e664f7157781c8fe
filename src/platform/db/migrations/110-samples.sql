-- Samples of polling stations that were drawn. Written by features/mission/samples alone; nothing of one ever changes.

create table sample (
  mission_id uuid not null references mission (id),
  id uuid not null,
  -- what people call it; unique in its mission without regard to case
  name text not null check (name <> ''),
  name_key text not null,
  -- all that anybody needs to draw it again: `stats/sampling`, DrawRecord
  record jsonb not null,
  -- where its units came from: `mission/samples/sample.ts`, FrameSource
  source jsonb not null,
  -- the units that could be drawn, in their order, as CSV packed by gzip
  frame bytea not null,
  -- 16 bytes that nobody can guess: what the log says of the sample cannot be tried out
  salt bytea not null check (length(salt) = 16),
  -- SHA-256 of the document of the sample, as the log has it
  document_hash bytea not null check (length(document_hash) = 32),
  -- the event of the log that registers it
  announced_id uuid not null,
  drawn_at timestamptz not null,
  by_id uuid,
  by_name text not null,
  primary key (mission_id, id),
  unique (mission_id, name_key)
);

create table sample_unit (
  mission_id uuid not null,
  sample_id uuid not null,
  -- the how many it is, from 1 on; of a reserve, within its stratum and cluster
  position integer not null check (position > 0),
  is_reserve boolean not null,
  -- code of the polling station; null: a reserve that is a whole cluster
  station text,
  stratum text,
  cluster text,
  stage smallint check (stage in (1, 2)),
  -- chance of being in the sample, exactly: `3/40`; null: a reserve
  inclusion text,
  -- 1 / inclusion
  weight double precision check (weight >= 1),
  foreign key (mission_id, sample_id) references sample (mission_id, id),
  check (is_reserve = (inclusion is null) and is_reserve = (weight is null) and (is_reserve or station is not null))
);
create unique index sample_unit_place on sample_unit
  (mission_id, sample_id, is_reserve, coalesce(stratum, ''), coalesce(cluster, ''), position);
create index sample_unit_station on sample_unit (mission_id, station) where station is not null;

grant select, insert on sample, sample_unit to scrutineer_app;
