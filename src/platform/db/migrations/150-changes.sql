-- What has changed in a mission is told at once to whoever has it open: `<mission> <topic>` on one channel. Several changes of a
-- transaction are told once.

create function tell_changed() returns trigger language plpgsql as $$
begin
  perform pg_notify('scrutineer_changed', c.mission_id || ' ' || tg_argv[0])
  from (select distinct mission_id from changed) c;
  return null;
end
$$;

create trigger tell_inserted after insert on report referencing new table as changed
  for each statement execute function tell_changed('reports');
create trigger tell_updated after update on report referencing new table as changed
  for each statement execute function tell_changed('reports');
create trigger tell_inserted after insert on response_count referencing new table as changed
  for each statement execute function tell_changed('visits');
create trigger tell_updated after update on response_count referencing new table as changed
  for each statement execute function tell_changed('visits');
create trigger tell_deleted after delete on response_count referencing old table as changed
  for each statement execute function tell_changed('visits');
create trigger tell_inserted after insert on plan_settings referencing new table as changed
  for each statement execute function tell_changed('visits');
create trigger tell_updated after update on plan_settings referencing new table as changed
  for each statement execute function tell_changed('visits');
create trigger tell_inserted after insert on check_result referencing new table as changed
  for each statement execute function tell_changed('checks');
create trigger tell_updated after update on check_result referencing new table as changed
  for each statement execute function tell_changed('checks');
create trigger tell_deleted after delete on check_result referencing old table as changed
  for each statement execute function tell_changed('checks');
create trigger tell_inserted after insert on report_check referencing new table as changed
  for each statement execute function tell_changed('checks');
create trigger tell_updated after update on report_check referencing new table as changed
  for each statement execute function tell_changed('checks');
create trigger tell_inserted after insert on incident_act referencing new table as changed
  for each statement execute function tell_changed('incidents');

-- Whoever may see less than before sees it at once.
create function tell_sessions() returns trigger language plpgsql as $$
begin
  perform pg_notify('scrutineer_changed', 'sessions');
  return null;
end
$$;
create trigger tell_sessions after update of ended_at, token_hash on session
  for each statement execute function tell_sessions();
create trigger tell_sessions after update of role, disabled_at on account
  for each statement execute function tell_sessions();
