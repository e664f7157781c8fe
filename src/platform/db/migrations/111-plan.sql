-- The plan of a mission: which forms a phase of its work expects, and who is expected where. Written by features/mission/plan
-- alone, but for the columns `is_matched` and `placed_as`, which features/field/visits writes.

-- No row: the mission has no plan, and nothing is expected.
create table plan_settings (
  mission_id uuid primary key references mission (id),
  -- IANA
  zone text not null check (zone <> ''),
  -- what is done before this hour belongs to the day before
  day_begins_at smallint not null check (day_begins_at between 0 and 12),
  -- grows with every change of zone, hour, phases and their forms: by it one knows what was placed before
  generation integer not null check (generation > 0),
  revision integer not null default 1 check (revision > 0),
  changed_by text not null,
  changed_at timestamptz not null
);

create table plan_phase (
  mission_id uuid not null references plan_settings (mission_id),
  key text not null check (key ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(key) <= 40),
  place integer not null check (place >= 0),
  -- language → name
  name jsonb not null check (jsonb_typeof(name) = 'object' and name <> '{}'),
  -- reports are due at this time of the day, so many days later; null: when the day is over
  due_at time,
  due_days smallint not null default 0 check (due_days between 0 and 7),
  primary key (mission_id, key)
);

-- A form belongs to one phase at most.
create table plan_phase_form (
  mission_id uuid not null,
  form_id uuid not null references form (id),
  phase text not null,
  primary key (mission_id, form_id),
  foreign key (mission_id, phase) references plan_phase (mission_id, key)
);

-- What stood before each change of settings, phases and their forms.
create table plan_settings_version (
  mission_id uuid not null references plan_settings (mission_id),
  revision integer not null check (revision > 1),
  before jsonb not null check (jsonb_typeof(before) = 'object'),
  by_id uuid not null,
  by_name text not null,
  at timestamptz not null,
  reason text check (reason <> ''),
  primary key (mission_id, revision)
);

-- That a team is expected at a polling station in a phase of a day. None ever goes: one that is expected no more is called off.
create table expected_visit (
  mission_id uuid not null references plan_settings (mission_id),
  id uuid not null,
  team_id uuid not null,
  day date not null,
  phase text not null,
  -- code of the polling station: key of its place where the mission observes an election
  station text not null check (station <> '' and length(station) <= 100),
  -- the how many stop of the team's day
  position integer not null check (position > 0),
  source text not null check (source in ('route', 'post', 'sample')),
  sample_id uuid,
  mark text check (mark in ('unreachable', 'not-open', 'refused-entry', 'called-off')),
  -- when it happened, as people say
  marked_at timestamptz,
  note text check (note <> ''),
  revision integer not null default 1 check (revision > 0),
  changed_by text not null,
  changed_at timestamptz not null,
  -- false at every change: whoever matches visits makes it true
  is_matched boolean not null default false,
  primary key (mission_id, id),
  unique (mission_id, team_id, day, phase, station),
  foreign key (mission_id, team_id) references team (mission_id, id),
  foreign key (mission_id, phase) references plan_phase (mission_id, key),
  foreign key (mission_id, sample_id) references sample (mission_id, id),
  check ((source = 'sample') = (sample_id is not null)),
  check ((mark is null) = (marked_at is null))
);
create index expected_visit_station on expected_visit (mission_id, day, phase, station);
create index expected_visit_unmatched on expected_visit (mission_id, id) where not is_matched;
create index expected_visit_phase on expected_visit (mission_id, phase);

create table expected_visit_version (
  mission_id uuid not null,
  visit_id uuid not null,
  revision integer not null check (revision > 1),
  before jsonb not null check (jsonb_typeof(before) = 'object'),
  by_id uuid not null,
  by_name text not null,
  at timestamptz not null,
  reason text check (reason <> ''),
  primary key (mission_id, visit_id, revision),
  foreign key (mission_id, visit_id) references expected_visit (mission_id, id)
);

-- When a report was filled, as its telephone says where that can be believed; null: nothing says so.
alter table report_reading add column filled_at timestamptz;
alter table report add column filled_at timestamptz;
-- Generation of the plan that it was placed with; 0 at every change: it is to be placed anew.
alter table report add column placed_as integer not null default 0 check (placed_as >= 0);
create index report_placed on report (mission_id, placed_as, ordinal);
create index report_device on report (mission_id, device_id, ordinal) where device_id is not null;
create index report_form on report (mission_id, form_uuid, ordinal) where form_uuid is not null;

-- False at every change: the reports of the device are to be placed anew.
alter table device_holder add column is_matched boolean not null default false;
create index device_holder_unmatched on device_holder (mission_id) where not is_matched;

-- The thread that reads reports, and matches them with the plan, hears of what people do.
create function wake_reading() returns trigger language plpgsql as $$
begin
  perform pg_notify('scrutineer_reading', '');
  return null;
end
$$;
create trigger wake_reading after insert or update on plan_settings for each statement execute function wake_reading();
create trigger wake_reading after insert or update of position, mark on expected_visit
  for each statement execute function wake_reading();
create trigger wake_reading after insert or update of to_at on device_holder
  for each statement execute function wake_reading();
create trigger wake_reading after insert on team_member for each statement execute function wake_reading();
create trigger wake_reading after insert on report_act for each statement execute function wake_reading();

grant select, insert, update on plan_settings, plan_phase, expected_visit to scrutineer_app;
grant delete on plan_phase to scrutineer_app;
grant select, insert, delete on plan_phase_form to scrutineer_app;
grant select, insert on plan_settings_version, expected_visit_version to scrutineer_app;
grant update (is_matched) on device_holder to scrutineer_app;
