-- What observers sent. Written by features/field/reports alone. Distributed by report_id, which stands in every key.

-- Every version of a report as it came, byte by byte, whatever it says.
create table report_item (
  -- of the report: our own, made of the name that the sender gave it
  report_id uuid not null,
  -- of the bytes
  sha256 bytea not null check (length(sha256) = 32),
  mission_id uuid not null,
  -- the how many of its report this was, as the log counts it
  number integer not null check (number > 0),
  -- the name that the sender gave it (OpenRosa instanceID), and the one of what it corrects; null: none
  instance_id text,
  deprecated_id text,
  channel text not null check (channel in ('app', 'odk', 'desk', 'api', 'sms', 'file')),
  device_id uuid,
  -- who brought it, where that was another device
  courier_id uuid,
  -- as it says of itself, whether we know such a form or not
  form_id text,
  form_version text,
  -- what of the bytes could not be read when they came; null: nothing was wrong
  fault text check (fault <> ''),
  -- both are gone once the report was erased; what was committed to in the log can then be opened by nobody
  raw bytea,
  key bytea check (length(key) = 32),
  bytes integer not null check (bytes >= 0),
  received_at timestamptz not null,
  -- what the device says of its own order and clock
  device_sequence integer check (device_sequence > 0),
  device_previous bytea check (length(device_previous) = 32),
  device_time timestamptz,
  -- the receipt
  leaf_index bigint not null,
  leaf_hash bytea not null check (length(leaf_hash) = 32),
  erased_at timestamptz,
  -- Two writers that take the same report for new give it the same number, and one of them fails. That the bytes are not
  -- here yet is looked up within the report: an index over hashes would be twice as large and gain nothing.
  primary key (report_id, number),
  check ((raw is null) = (key is null) and (raw is null) = (erased_at is not null))
);
-- with the time, so that arrivals are counted by the hour without a look at the rows
create index report_item_arrival on report_item (mission_id, leaf_index) include (received_at);
create index report_item_device on report_item (device_id, leaf_index) where device_id is not null;
-- Reports of a page of a form lie in their rows, not compressed and not elsewhere: that costs the least when they come.
alter table report_item alter column raw set storage external;
alter table report_item set (toast_tuple_target = 8160);

-- Files that belong to a report, by the hash of their content; the bytes lie in files.
create table report_file (
  report_id uuid not null,
  -- as the sender named it
  name text not null,
  sha256 bytea not null check (length(sha256) = 32),
  mission_id uuid not null,
  bytes bigint not null check (bytes >= 0),
  content_type text not null,
  device_id uuid,
  -- gone once the report was erased
  key bytea check (length(key) = 32),
  received_at timestamptz not null,
  -- the leaf that commits to it
  leaf_index bigint not null,
  leaf_hash bytea not null check (length(leaf_hash) = 32),
  primary key (report_id, name, sha256)
);
create index report_file_arrival on report_file (mission_id, leaf_index);

-- One report that came under two names: an edit names what it corrects. What stands here under `id` belongs to `report_id`.
create table report_alias (
  id uuid primary key,
  report_id uuid not null,
  check (id <> report_id)
);
create index report_alias_report on report_alias (report_id);

-- What a version says, as far as we can read it. Written anew when it can be read better.
create table report_reading (
  report_id uuid not null,
  sha256 bytea not null,
  mission_id uuid not null,
  leaf_index bigint not null,
  -- `read`, or `held`: kept aside until a person or a new version of a form settles it
  state text not null check (state in ('read', 'held')),
  -- why it is held
  reason text check (reason <> ''),
  -- what a person should know of it
  flags text[] not null default '{}',
  form_uuid uuid,
  form_number integer,
  -- path → answer, in the order of the form
  answers json,
  warnings json not null default '[]',
  -- files that the answers name
  expected_files text[] not null default '{}',
  -- root of the field commitments, and the event of the log that states it
  fields_root bytea check (length(fields_root) = 32),
  announced_id uuid,
  read_at timestamptz not null,
  primary key (report_id, sha256),
  check ((state = 'held') = (reason is not null))
);
create index report_reading_arrival on report_reading (mission_id, leaf_index);
create index report_reading_held on report_reading (mission_id, reason, leaf_index) where state = 'held';
create index report_reading_held_arrival on report_reading (mission_id, leaf_index) where state = 'held';
create index report_reading_flagged on report_reading (mission_id, leaf_index) where flags <> '{}';
create index report_reading_form on report_reading (mission_id, form_uuid, leaf_index);

-- How far the versions of a mission have been read, in the order of its log: all below this index.
create table report_progress (
  mission_id uuid primary key,
  next_index bigint not null check (next_index >= 0)
);

grant select, insert on report_item, report_file, report_alias to scrutineer_app;
grant select, insert, update on report_reading, report_progress to scrutineer_app;
-- Erasure alone may change what came.
grant update (raw, key, erased_at, instance_id, deprecated_id, form_id, form_version) on report_item to scrutineer_app;
grant update (key, name) on report_file to scrutineer_app;
grant update (report_id) on report_alias to scrutineer_app;
grant delete on report_reading to scrutineer_app;
