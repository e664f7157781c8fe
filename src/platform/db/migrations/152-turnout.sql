-- Turnout as observers saw it: which questions of which forms mean it, and what reports say. Written by features/field/turnout
-- alone; `turnout_seen` follows from reports, plan and register, and can be made anew.

-- No row: the mission does not follow turnout.
create table turnout_settings (
  mission_id uuid primary key references mission (id),
  -- formUuid, voted, at, registered: see TurnoutQuestion
  questions jsonb not null check (jsonb_typeof(questions) = 'array'),
  -- forms that they are of
  forms uuid[] not null,
  revision integer not null check (revision > 0),
  changed_by text not null,
  changed_at timestamptz not null,
  -- by which questions, plan and register the rows of `turnout_seen` are made; null: they are to be made anew
  made_as text
);

-- What stood before each change.
create table turnout_settings_version (
  mission_id uuid not null references turnout_settings (mission_id),
  revision integer not null check (revision > 1),
  before jsonb not null check (jsonb_typeof(before) = 'array'),
  by_id uuid not null,
  by_name text not null,
  at timestamptz not null,
  reason text check (reason <> ''),
  primary key (mission_id, revision)
);

-- What a report says: how many voters had voted at a station by a time of the day.
create table turnout_seen (
  mission_id uuid not null,
  report_id uuid not null,
  -- after midnight of the day
  minutes smallint not null check (minutes between 0 and 2880),
  day date not null,
  station text not null,
  voted integer not null check (voted >= 0),
  -- null: it is not known
  registered integer check (registered >= 0),
  filled_at timestamptz not null,
  ordinal integer not null,
  primary key (mission_id, report_id, minutes)
);
create index turnout_seen_station on turnout_seen (mission_id, day, minutes, station, filled_at, ordinal);

-- Reports that have changed since they were looked at.
create table turnout_due (
  report_id uuid primary key,
  mission_id uuid not null
);
create index turnout_due_mission on turnout_due (mission_id);

-- Whatever changes a report has it looked at anew, and what is erased is gone from here in the same transaction.
create function note_turnout() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into turnout_due (report_id, mission_id)
    select n.id, n.mission_id from fresh n join turnout_settings s on s.mission_id = n.mission_id
    where n.form_uuid = any (s.forms) on conflict do nothing;
    return null;
  end if;
  insert into turnout_due (report_id, mission_id)
  select n.id, n.mission_id from fresh n join stale o on o.id = n.id
  join turnout_settings s on s.mission_id = n.mission_id
  where n.changed_at is distinct from o.changed_at and (n.form_uuid = any (s.forms) or o.form_uuid = any (s.forms))
  on conflict do nothing;
  if exists (select from fresh where state = 'erased') then
    delete from turnout_seen t using fresh n
    where n.state = 'erased' and t.mission_id = n.mission_id and t.report_id = n.id;
  end if;
  return null;
end $$;
create trigger turnout_inserted after insert on report referencing new table as fresh
  for each statement execute function note_turnout();
create trigger turnout_updated after update on report referencing new table as fresh old table as stale
  for each statement execute function note_turnout();

-- The thread that looks hears of what people decide, and pages hear of what came of it.
create trigger wake_reading after insert or update of questions on turnout_settings
  for each statement execute function wake_reading();
create trigger tell_inserted after insert on turnout_seen referencing new table as changed
  for each statement execute function tell_changed('turnout');
create trigger tell_deleted after delete on turnout_seen referencing old table as changed
  for each statement execute function tell_changed('turnout');
create trigger tell_inserted after insert on turnout_settings referencing new table as changed
  for each statement execute function tell_changed('turnout');
create trigger tell_updated after update on turnout_settings referencing new table as changed
  for each statement execute function tell_changed('turnout');

grant select, insert, update on turnout_settings to scrutineer_app;
grant select, insert on turnout_settings_version to scrutineer_app;
grant select, insert, update, delete on turnout_seen, turnout_due to scrutineer_app;
