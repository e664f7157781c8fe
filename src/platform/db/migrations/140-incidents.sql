-- What happened in the field and has to be dealt with. Written by features/field/incidents alone.

-- How a mission tells incidents: its category tree, and which of its forms make some. Every version, for ever; the last one holds.
create table incident_setting (
  mission_id uuid not null references mission (id),
  revision integer not null check (revision > 0),
  categories jsonb not null check (jsonb_typeof(categories) = 'array'),
  forms jsonb not null check (jsonb_typeof(forms) = 'array'),
  by_id uuid not null,
  by_name text not null,
  at timestamptz not null,
  reason text check (reason <> ''),
  primary key (mission_id, revision)
);

-- Which forms the last version names; where a form is not named, its name on telephones decides.
create table incident_form (
  mission_id uuid not null,
  form_uuid uuid primary key references form (id),
  is_on boolean not null
);

-- How many incidents a mission has had.
create table incident_count (
  mission_id uuid primary key references mission (id),
  count integer not null check (count > 0)
);

-- An incident as it stands: what its acts come to.
create table incident (
  id uuid primary key,
  mission_id uuid not null references mission (id),
  -- the how many of its mission it is, from 1 on
  number integer not null check (number > 0),
  -- the report that it was made of; null: somebody at the desk made it
  report_id uuid unique,
  -- how many acts it has had
  revision integer not null check (revision > 0),
  -- what the report says, and what the desk says instead
  said jsonb not null default '{}',
  told jsonb not null default '{}',
  -- whether the report still says so; null: it is not of a report
  standing text check (standing in ('read', 'held', 'void', 'erased', 'joined', 'other-form')),
  -- what holds of both
  what text check (what <> ''),
  category text check (category <> ''),
  happened_at timestamptz,
  station text check (station <> ''),
  latitude double precision check (latitude between -90 and 90),
  longitude double precision check (longitude between -180 and 180),
  place_words text check (place_words <> ''),
  danger text check (danger in ('none', 'low', 'high', 'sos')),
  -- when it came to be known
  at timestamptz not null,
  status text not null check (status in ('new', 'assigned', 'verified', 'rejected', 'escalated', 'resolved')),
  assignee_id uuid,
  assignee_name text,
  priority text check (priority in ('low', 'normal', 'high', 'urgent')),
  due_at timestamptz,
  veracity text check (veracity in ('confirmed', 'probable', 'doubtful', 'false')),
  -- who heard the SOS
  acknowledged_at timestamptz,
  acknowledged_by text,
  -- the one that stays, where this is a duplicate of it
  merged_into uuid,
  changed_at timestamptz not null,
  unique (mission_id, number),
  unique (mission_id, id),
  foreign key (mission_id, merged_into) references incident (mission_id, id),
  check (merged_into <> id),
  check ((report_id is null) = (standing is null)),
  check ((latitude is null) = (longitude is null)),
  check ((assignee_id is null) = (assignee_name is null)),
  check ((status = 'assigned') <= (assignee_id is not null)),
  check ((acknowledged_at is null) = (acknowledged_by is null))
);
create index incident_status on incident (mission_id, status, number);
create index incident_danger on incident (mission_id, danger, number) where danger is not null;
create index incident_assignee on incident (mission_id, assignee_id, number) where assignee_id is not null;
create index incident_category on incident (mission_id, category, number);
create index incident_station on incident (mission_id, station, number) where station is not null;
create index incident_due on incident (mission_id, due_at, number) where due_at is not null;
create index incident_duplicates on incident (mission_id, merged_into) where merged_into is not null;
-- An SOS that nobody has heard yet.
create index incident_sos on incident (mission_id, at) where danger = 'sos' and acknowledged_at is null;

-- What was done to it and by whom, in its order. Never changed; only what an erased report said goes.
create table incident_act (
  incident_id uuid not null references incident (id),
  number integer not null check (number > 0),
  -- from the client, so that sending twice is doing once
  id uuid not null unique,
  mission_id uuid not null,
  kind text not null check (kind in ('made', 'followed', 'told', 'status', 'assigned', 'priority', 'due', 'veracity',
    'acknowledged', 'noted', 'merged', 'unmerged', 'linked', 'unlinked')),
  details jsonb not null check (jsonb_typeof(details) = 'object'),
  reason text check (reason <> ''),
  -- null: the program, which follows the report
  by_id uuid,
  by_name text,
  at timestamptz not null,
  primary key (incident_id, number),
  check ((by_id is null) = (by_name is null))
);
create index incident_act_order on incident_act (mission_id, at);

-- What belongs to it besides: other reports, people by their ids.
create table incident_link (
  incident_id uuid not null references incident (id),
  kind text not null check (kind in ('report', 'person')),
  target_id uuid not null,
  mission_id uuid not null,
  primary key (incident_id, kind, target_id)
);
create index incident_link_target on incident_link (mission_id, kind, target_id);

-- Reports that have changed since incidents were made of them.
create table incident_changed_report (
  report_id uuid primary key,
  mission_id uuid not null
);
create index incident_changed_report_mission on incident_changed_report (mission_id);

create function makes_incidents(uuid) returns boolean language sql stable as $$
  select coalesce(
    (select is_on from incident_form where form_uuid = $1),
    (select form_id ~ '^incident' from form where id = $1),
    false
  )
$$;

create function note_incident_reports() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into incident_changed_report (report_id, mission_id)
    select n.id, n.mission_id from fresh n
    join (select f.form_uuid from (select distinct form_uuid from fresh) f where makes_incidents(f.form_uuid)) f
      on f.form_uuid = n.form_uuid
    on conflict do nothing;
    return null;
  end if;
  insert into incident_changed_report (report_id, mission_id)
  select n.id, n.mission_id from fresh n join stale o on o.id = n.id
  where n.changed_at is distinct from o.changed_at and (
    n.form_uuid in (select f.form_uuid from (select distinct form_uuid from fresh) f where makes_incidents(f.form_uuid))
    or exists (select from incident i where i.report_id = n.id))
  on conflict do nothing;
  if exists (select from fresh where state = 'erased') then
    update incident_act a set details = a.details - 'said' from incident i join fresh n on n.id = i.report_id
    where n.state = 'erased' and a.incident_id = i.id and a.details ? 'said';
    update incident i set said = '{}', what = i.told ->> 'what', place_words = i.told ->> 'placeWords',
      latitude = (i.told ->> 'latitude')::float8, longitude = (i.told ->> 'longitude')::float8
    from fresh n where n.state = 'erased' and i.report_id = n.id;
  end if;
  return null;
end $$;
create trigger incident_report_inserted after insert on report referencing new table as fresh
  for each statement execute function note_incident_reports();
create trigger incident_report_updated after update on report referencing new table as fresh old table as stale
  for each statement execute function note_incident_reports();

-- The thread that reads hears of other settings.
create trigger wake_reading after insert on incident_setting for each statement execute function wake_reading();

-- What is there already.
insert into incident_changed_report (report_id, mission_id)
select r.id, r.mission_id from report r join form f on f.id = r.form_uuid where f.form_id ~ '^incident';

grant select, insert on incident_setting to scrutineer_app;
grant select, insert, update on incident_count, incident_form, incident to scrutineer_app;
grant select, insert, update (details) on incident_act to scrutineer_app;
grant select, insert, delete on incident_link to scrutineer_app;
grant select, insert, update, delete on incident_changed_report to scrutineer_app;
