-- Who was called, about what, and what came of it. Written by features/mission/messages alone. An entry is never changed: a
-- wrong one is struck out.

create table call_entry (
  mission_id uuid not null references mission (id),
  id uuid not null,
  team_id uuid,
  person_id uuid,
  -- what it was about: a visit that is expected, a report; null: something else
  visit_id uuid,
  report_id uuid,
  outcome text not null check (outcome in ('reached', 'no-answer', 'busy', 'wrong-number', 'message-left')),
  note text check (note <> ''),
  called_at timestamptz not null,
  by_id uuid not null,
  by_name text not null,
  at timestamptz not null,
  struck_at timestamptz,
  struck_by_name text,
  struck_reason text check (struck_reason <> ''),
  primary key (mission_id, id),
  foreign key (mission_id, team_id) references team (mission_id, id),
  foreign key (mission_id, person_id) references person (mission_id, id),
  foreign key (mission_id, visit_id) references expected_visit (mission_id, id),
  check (num_nonnulls(team_id, person_id) > 0),
  check (
    (struck_at is null) = (struck_by_name is null) and (struck_at is null) = (struck_reason is null)
  )
);
create index call_entry_order on call_entry (mission_id, called_at, id);
create index call_entry_team on call_entry (mission_id, team_id, called_at) where team_id is not null;
create index call_entry_visit on call_entry (mission_id, visit_id, called_at) where visit_id is not null;
create index call_entry_report on call_entry (mission_id, report_id, called_at) where report_id is not null;

grant select, insert, update (struck_at, struck_by_name, struck_reason) on call_entry to scrutineer_app;
