-- What was found to be other than it was logged or stored. Written by features/mission/logs alone.

create table log_alarm (
  id uuid primary key,
  -- null: a file that no report of any mission names
  mission_id uuid references mission (id),
  -- `database-altered`: a row is not what was published; `file-altered`: a stored file is not what its hash says
  kind text not null check (kind in ('database-altered', 'file-altered')),
  -- the index of the entry in the log, or the SHA-256 of the file
  place text not null check (place <> ''),
  -- what is wrong there
  what text not null check (what in ('missing', 'altered', 'other', 'report', 'file')),
  first_at timestamptz not null,
  last_at timestamptz not null check (last_at >= first_at),
  -- how often it was found
  count integer not null default 1 check (count > 0),
  settled_at timestamptz,
  settled_by uuid,
  settled_by_name text,
  reason text check (reason <> ''),
  check ((mission_id is not null) or kind = 'file-altered'),
  check (
    (settled_at is null) = (settled_by is null)
    and (settled_at is null) = (settled_by_name is null)
    and (settled_at is null) = (reason is null)
  )
);
-- The same place is one alarm for as long as it is open.
create unique index log_alarm_open on log_alarm (mission_id, kind, place) nulls not distinct where settled_at is null;
create index log_alarm_mission on log_alarm (mission_id, first_at);

grant select, insert, update (what, last_at, count, settled_at, settled_by, settled_by_name, reason)
  on log_alarm to scrutineer_app;
