-- What the situation room counts, kept as it changes: a look at it costs the same with a million reports. Written by triggers
-- alone, and made of `report`. What checks found is counted by `check_found`.

-- Reports that stand, by their form and the quarter of an hour in which their first version came.
create table report_flow (
  mission_id uuid not null,
  form_id uuid not null,
  step timestamptz not null,
  reports integer not null check (reports >= 0),
  primary key (mission_id, step, form_id)
);

create function flow_step(at timestamptz) returns timestamptz language sql immutable
  return date_bin(interval '15 minutes', at, timestamptz '2000-01-01T00:00Z');

-- Each row is counted once where it came, and taken off where it was. Rows are touched in one order, so that two transactions wait
-- for each other at most one way.
create function count_flow() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into report_flow as f (mission_id, form_id, step, reports)
    select mission_id, form_uuid, flow_step(first_at), count(*) from fresh
    where state = 'read' and form_uuid is not null group by 1, 2, 3 order by 1, 3, 2
    on conflict (mission_id, step, form_id) do update set reports = f.reports + excluded.reports;
    return null;
  end if;
  with moved as (
    select n.mission_id, n.form_uuid as form_id, flow_step(n.first_at) as step, 1 as by from fresh n join stale o on o.id = n.id
    where n.state = 'read' and n.form_uuid is not null
      and (n.state, n.form_uuid, n.first_at) is distinct from (o.state, o.form_uuid, o.first_at)
    union all
    select o.mission_id, o.form_uuid, flow_step(o.first_at), -1 from fresh n join stale o on o.id = n.id
    where o.state = 'read' and o.form_uuid is not null
      and (n.state, n.form_uuid, n.first_at) is distinct from (o.state, o.form_uuid, o.first_at)
  ), summed as (
    select mission_id, form_id, step, sum(by)::integer as by from moved group by 1, 2, 3 having sum(by) <> 0 order by 1, 3, 2
  ), lowered as (
    update report_flow f set reports = f.reports + s.by from summed s
    where s.by < 0 and f.mission_id = s.mission_id and f.step = s.step and f.form_id = s.form_id
  )
  insert into report_flow as f (mission_id, form_id, step, reports)
  select mission_id, form_id, step, by from summed where by > 0
  on conflict (mission_id, step, form_id) do update set reports = f.reports + excluded.reports;
  return null;
end
$$;
create trigger flow_inserted after insert on report referencing new table as fresh
  for each statement execute function count_flow();
create trigger flow_updated after update on report referencing new table as fresh old table as stale
  for each statement execute function count_flow();

-- What was there before.
insert into report_flow (mission_id, form_id, step, reports)
select mission_id, form_uuid, flow_step(first_at), count(*) from report where state = 'read' and form_uuid is not null
group by 1, 2, 3;

grant select, insert, update on report_flow to scrutineer_app;
