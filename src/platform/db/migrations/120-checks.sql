-- Rules that a mission writes over its reports, and what they say of them. Written by features/field/checks alone.

create table report_check (
  -- from the client, so that sending twice is doing once
  id uuid primary key,
  mission_id uuid not null references mission (id),
  form_uuid uuid not null references form (id),
  created_at timestamptz not null,
  -- its newest version; is_on, other_uuid as that one says
  version integer not null check (version > 0),
  is_on boolean not null,
  other_uuid uuid references form (id),
  -- the version in which what it asks was said last: results are of that one
  rule_version integer not null check (rule_version between 1 and version),
  -- the rule_version by which all reports were judged; null: none, or it is under way
  judged_version integer,
  -- whether it reads the register, and the revision of the election that it was read at
  reads_register boolean not null,
  judged_register bigint,
  -- all reports below this ordinal were judged, where that is done bit by bit; null: it has not begun
  judged_to integer
);
create index report_check_mission on report_check (mission_id);

-- Every version, for ever.
create table report_check_version (
  check_id uuid not null references report_check (id),
  number integer not null check (number > 0),
  -- language → title
  title jsonb not null check (jsonb_typeof(title) = 'object' and title <> '{}'),
  severity text not null check (severity in ('note', 'warning', 'error')),
  expression text not null check (expression <> ''),
  -- the form that `other.` names; null: none
  other_uuid uuid references form (id),
  -- the versions of the forms that the rule was checked against
  form_number integer not null,
  other_number integer,
  is_on boolean not null,
  by_id uuid not null,
  by_name text not null,
  at timestamptz not null,
  reason text check (reason <> ''),
  primary key (check_id, number),
  check ((other_uuid is null) = (other_number is null)),
  check (number = 1 or reason is not null)
);

-- What checks say of reports; a report without a row is in order. Follows from reports, register and verifications.
create table check_result (
  check_id uuid not null,
  report_id uuid not null,
  mission_id uuid not null,
  ordinal integer not null,
  version integer not null,
  state text not null check (state in ('flagged', 'verified', 'missing')),
  at timestamptz not null,
  primary key (check_id, report_id)
);
create index check_result_report on check_result (report_id);
create index check_result_list on check_result (check_id, state, ordinal desc);

-- Answers that somebody asked about and found to be right, with the value that they had. Never changed: a mistake is withdrawn.
create table check_verification (
  -- from the client
  id uuid not null,
  report_id uuid not null,
  mission_id uuid not null,
  path text not null,
  -- null: the report was erased
  value text,
  how text not null check (how in ('call', 'visit', 'message', 'photo', 'other')),
  note text check (note <> ''),
  by_id uuid not null,
  by_name text not null,
  at timestamptz not null,
  withdrawn_at timestamptz,
  withdrawn_by uuid,
  withdrawn_by_name text,
  withdrawn_reason text check (withdrawn_reason <> ''),
  erased_at timestamptz,
  primary key (report_id, id, path),
  check ((value is null) = (erased_at is not null)),
  check ((withdrawn_at is null) = (withdrawn_by is null) and (withdrawn_at is null) = (withdrawn_by_name is null))
);

-- Reports that have changed since they were judged. `station_before`: where they were when that began.
create table check_due (
  report_id uuid primary key,
  mission_id uuid not null,
  station_before text
);
create index check_due_mission on check_due (mission_id);

-- Other reports of a station are found by it.
create index report_of_station on report (mission_id, station, form_uuid) where station is not null and state = 'read';

-- Whatever changes a report has it judged anew, and what is erased is gone from here in the same transaction.
create function note_changed_reports() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into check_due (report_id, mission_id)
    select n.id, n.mission_id from fresh n
    where exists (select from report_check c where c.mission_id = n.mission_id and c.is_on)
    on conflict do nothing;
    return null;
  end if;
  insert into check_due (report_id, mission_id, station_before)
  select n.id, n.mission_id, o.station from fresh n join stale o on o.id = n.id
  where n.changed_at is distinct from o.changed_at
    and exists (select from report_check c where c.mission_id = n.mission_id and c.is_on)
  on conflict do nothing;
  if exists (select from fresh where state = 'erased') then
    delete from check_result r using fresh n where n.state = 'erased' and r.report_id = n.id;
    update check_verification v set value = null, note = null, withdrawn_reason = null, erased_at = now()
    from fresh n where n.state = 'erased' and v.report_id = n.id and v.erased_at is null;
  end if;
  return null;
end $$;
create trigger report_inserted after insert on report referencing new table as fresh
  for each statement execute function note_changed_reports();
create trigger report_updated after update on report referencing new table as fresh old table as stale
  for each statement execute function note_changed_reports();

-- The thread that judges hears of what people do.
create trigger wake_reading after insert or update of is_on, rule_version on report_check
  for each statement execute function wake_reading();
create trigger wake_reading after insert or update of withdrawn_at on check_verification
  for each statement execute function wake_reading();

grant select, insert, update on report_check to scrutineer_app;
grant select, insert on report_check_version to scrutineer_app;
grant select, insert, update, delete on check_result, check_due to scrutineer_app;
grant select, insert, update (value, note, withdrawn_at, withdrawn_by, withdrawn_by_name, withdrawn_reason, erased_at)
  on check_verification to scrutineer_app;
