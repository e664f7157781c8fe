-- How long a mission keeps personal data, and what was deleted when that time was over. Written by features/field/retention
-- alone, but for the columns that stand in tables of others.

-- No row: nothing was decided, and nothing is deleted.
create table retention_rule (
  mission_id uuid primary key references mission (id),
  -- last day of the mission; days are counted from it
  ends_on date not null,
  -- kind → days; a kind that is not there is kept for good
  days jsonb not null check (jsonb_typeof(days) = 'object'),
  revision integer not null check (revision > 0),
  set_by uuid not null,
  set_by_name text not null,
  set_at timestamptz not null
);

-- Reports of which nothing is deleted for the time being: they are under appeal, a court asked for them.
create table retention_hold (
  id uuid primary key,
  mission_id uuid not null references mission (id),
  -- as in report: never a name that belongs to another by report_alias
  report_id uuid not null,
  code text not null check (code <> ''),
  reason text not null check (reason <> ''),
  by_id uuid not null,
  by_name text not null,
  at timestamptz not null,
  ended_at timestamptz,
  ended_by_name text,
  ended_reason text check (ended_reason <> ''),
  check ((ended_at is null) = (ended_by_name is null) and (ended_at is null) = (ended_reason is null))
);
create unique index retention_hold_report on retention_hold (report_id) where ended_at is null;
create index retention_hold_mission on retention_hold (mission_id, at);

-- A dry run: what would be deleted at the beginning of a day. Nothing but what stands here is ever deleted by it.
create table retention_list (
  id uuid primary key,
  mission_id uuid not null references mission (id),
  -- of the first day on which it may be deleted
  as_of date not null,
  kinds text[] not null,
  -- kind → how many; and reason → how many are left out
  counts jsonb not null,
  left_out jsonb not null,
  bytes bigint not null check (bytes >= 0),
  -- of the list as a file
  sha256 bytea not null check (length(sha256) = 32),
  made_at timestamptz not null,
  made_by uuid not null,
  made_by_name text not null,
  -- `made`; `asked`: an administrator wants it deleted and another has to agree; `waiting` for the job; `running`; `done`;
  -- `withdrawn`, by a person or by a newer list
  state text not null check (state in ('made', 'asked', 'waiting', 'running', 'done', 'withdrawn')),
  reason text check (reason <> ''),
  asked_at timestamptz,
  asked_by uuid,
  asked_by_name text,
  confirmed_at timestamptz,
  confirmed_by uuid,
  confirmed_by_name text,
  ended_at timestamptz,
  -- outcome → kind → how many
  outcomes jsonb,
  check ((state = 'done') = (outcomes is not null)),
  check ((state in ('done', 'withdrawn')) = (ended_at is not null)),
  check (state not in ('asked', 'waiting', 'running', 'done') or asked_by is not null),
  check (state not in ('waiting', 'running', 'done') or confirmed_by is not null)
);
create index retention_list_mission on retention_list (mission_id, made_at);
-- One at a time.
create unique index retention_list_open on retention_list (mission_id) where state in ('asked', 'waiting', 'running');

create table retention_item (
  list_id uuid not null references retention_list (id),
  place integer not null check (place > 0),
  kind text not null check (kind in ('people', 'files', 'papers', 'submissions')),
  part text not null check (part in ('device', 'entry', 'file', 'scan', 'copy', 'submission')),
  -- of the device, the entry, the sheet, the copy; of the report under which its row stands
  object_id uuid not null,
  -- name of a file, number of a version, pseudonym of a device, label of a sheet, the how many copy
  label text not null,
  -- of the file, of the version
  sha256 bytea check (length(sha256) = 32),
  bytes bigint not null check (bytes >= 0),
  -- how it stood when the list was made: what stands otherwise is not deleted
  mark text not null,
  -- null: it is still to be done
  outcome text check (outcome in ('deleted', 'gone', 'changed', 'held')),
  -- nothing is left to be done for it
  is_finished boolean not null default false,
  primary key (list_id, place)
);
create index retention_item_open on retention_item (list_id, part, place) where not is_finished;

grant select, insert, update on retention_rule to scrutineer_app;
grant select, insert, update (ended_at, ended_by_name, ended_reason) on retention_hold to scrutineer_app;
grant select, insert, update on retention_list to scrutineer_app;
grant select, insert, delete, update (outcome, is_finished) on retention_item to scrutineer_app;

-- When the time of something was over and it was deleted; null: it was not.
alter table device add column forgotten_at timestamptz;
alter table report_file add column deleted_at timestamptz;
alter table report_item add column raw_deleted_at timestamptz;
alter table paper add column scan_deleted_at timestamptz;
alter table report_entry add column forgotten_at timestamptz;

alter table report_file add check (deleted_at is null or key is null);
-- What a report says stays when its bytes go, and so does the key that opens what the log states of it.
alter table report_item drop constraint report_item_check;
alter table report_item add constraint report_item_check check (
  (key is null) = (erased_at is not null) and (raw is null) = (erased_at is not null or raw_deleted_at is not null)
);
alter table report_entry drop constraint report_entry_check;
alter table report_entry add constraint report_entry_check check (
  num_nonnulls(device_id, reporter) = 1 or erased_at is not null or forgotten_at is not null
);

grant update (deleted_at) on report_file to scrutineer_app;
grant update (raw_deleted_at) on report_item to scrutineer_app;
grant update (scan_deleted_at) on paper to scrutineer_app;
grant update (forgotten_at) on report_entry to scrutineer_app;
grant delete on device_code to scrutineer_app;
