-- How each report stands, and what people at the desk did to it. Written by features/field/reports alone. Distributed by the
-- id of the report, which stands in every key.

-- One row for each report: made anew of all that came for it and all that was done to it, whenever any of that changes.
create table report (
  -- as in report_item and the others; the report that a name belongs to by report_alias, never the name itself
  id uuid primary key,
  mission_id uuid not null,
  -- the how many of its mission it is, from 0 on: given once, kept for ever, never given again
  ordinal integer not null check (ordinal >= 0),
  -- places in the log of its first and of its last version, and when these came
  first_index bigint not null,
  first_at timestamptz not null,
  last_index bigint not null check (last_index >= first_index),
  last_at timestamptz not null,
  -- how many have come; counted up to 1,000
  versions integer not null check (versions > 0),
  -- `read`: its standing version says something; `held`: nothing of it could be read; `void`: a person set it aside;
  -- `erased`: nothing is left of it; `joined`: it was found to be part of another report, which has all of its versions
  state text not null check (state in ('read', 'held', 'void', 'erased', 'joined')),
  -- why its standing version is held
  reason text check (reason <> ''),
  -- the version that stands: key of report_item and of report_reading
  version_report_id uuid,
  version_sha256 bytea check (length(version_sha256) = 32),
  -- as the standing version names it, and the version of ours that it was read with
  form_name text,
  form_uuid uuid,
  form_number integer,
  -- code of the polling station: the first answer to a question about one, or where a person moved it; null: none
  station text,
  station_moved boolean not null default false,
  -- of the standing version; the device may be the one that a person said it is of
  channel text,
  device_id uuid,
  api_key_id uuid,
  -- what a person should know of it
  flags text[] not null default '{}',
  -- false at every change: whoever keeps copies of it makes it true
  is_settled boolean not null default false,
  changed_at timestamptz not null,
  unique (mission_id, ordinal),
  check ((version_report_id is null) = (version_sha256 is null)),
  check ((version_report_id is null) = (state in ('erased', 'joined')))
);
create index report_unsettled on report (mission_id, ordinal) where not is_settled;

-- First answer to a question about a polling station, as its code; null: there is none.
alter table report_reading add column station text;

-- How far the reports of a mission have rows in `report`: all versions below this place that were read.
alter table report_progress add column standing_index bigint not null default 0 check (standing_index >= 0);

-- What people did to reports. Nothing is ever taken back here: the opposite is another act.
create table report_act (
  report_id uuid not null,
  -- from the client, so that sending twice is doing once
  id uuid not null,
  mission_id uuid not null,
  -- the how many act on its report this is
  number integer not null check (number > 0),
  -- place in the log of the last version that was there: it comes after that, and before any later one
  after_index bigint not null,
  kind text not null check (kind in ('correct', 'void', 'unvoid', 'move', 'restore', 'release')),
  at timestamptz not null,
  by_id uuid not null,
  by_name text not null,
  -- null: the report was erased
  reason text check (reason <> ''),
  -- the version that stood then, which the person looked at; null: none did
  on_report_id uuid,
  on_sha256 bytea check (length(on_sha256) = 32),
  -- correct, release: the version that was made; restore: the one that stands from then on
  version_report_id uuid,
  version_sha256 bytea check (length(version_sha256) = 32),
  -- release: the version that was held
  held_report_id uuid,
  held_sha256 bytea check (length(held_sha256) = 32),
  -- move: code of the station, null: back to what the report says; release: what the person said it is of
  station text check (station <> ''),
  device_id uuid,
  form_uuid uuid,
  form_number integer,
  -- what opens the commitment to all that in the log; gone once the report was erased
  key bytea check (length(key) = 32),
  -- the event of the log that tells of it
  announced_id uuid,
  erased_at timestamptz,
  primary key (report_id, id),
  unique (report_id, number),
  check ((on_report_id is null) = (on_sha256 is null)),
  check ((version_report_id is null) = (version_sha256 is null)),
  check ((held_report_id is null) = (held_sha256 is null)),
  check ((reason is null) = (erased_at is not null) and (key is null) = (erased_at is not null))
);
create index report_act_mission on report_act (mission_id, at);

-- What people wrote to a report. What its author withdrew leaves a mark.
create table report_comment (
  report_id uuid not null,
  id uuid not null,
  mission_id uuid not null,
  at timestamptz not null,
  by_id uuid not null,
  by_name text not null,
  -- null: withdrawn, or the report was erased
  text text check (length(text) between 1 and 4000),
  withdrawn_at timestamptz,
  erased_at timestamptz,
  primary key (report_id, id),
  check ((text is null) = (withdrawn_at is not null or erased_at is not null))
);
create index report_comment_order on report_comment (report_id, at, id);

grant select, insert, update on report to scrutineer_app;
grant select, insert on report_act, report_comment to scrutineer_app;
-- Erasure alone may change an act.
grant update (reason, station, device_id, key, erased_at) on report_act to scrutineer_app;
grant update (text, withdrawn_at, erased_at) on report_comment to scrutineer_app;
