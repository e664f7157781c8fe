-- Visits that happened, and what of the plan they fulfil. Written by features/field/visits alone; everything here is made of
-- reports, plan and holders of devices, and can be made anew.

-- Where a report stands in the plan.
create table report_place (
  mission_id uuid not null,
  report_id uuid not null,
  -- of whoever had its device; null: nobody did
  team_id uuid,
  -- whether the team is that of the only visit which is expected there then, since nobody had its device
  by_station boolean not null default false,
  day date not null,
  phase text,
  station text,
  form_id uuid not null,
  -- null: it has its place; else what it lacks
  lacks text check (lacks in ('team', 'station', 'phase')),
  primary key (mission_id, report_id),
  check ((lacks is null) = (num_nulls(team_id, phase, station) = 0))
);
create index report_place_visit on report_place (mission_id, day, phase, station, team_id) where lacks is null;
create index report_place_lacking on report_place (mission_id, lacks, day, report_id) where lacks is not null;

-- Those whose team depends on who is expected there.
create index report_place_teamless on report_place (mission_id, day, phase, station)
  where by_station or lacks = 'team';

-- A team at a station in a phase of a day: expected, or seen there, or both.
create table visit (
  mission_id uuid not null,
  team_id uuid not null,
  day date not null,
  phase text not null,
  station text not null,
  -- null: nobody is expected
  expected_id uuid,
  position integer,
  sample_id uuid,
  -- of an expected one; `none`: nothing came, which is `pending` or `missing` by the clock
  status text check (status in ('complete', 'partial', 'none', 'unreachable', 'not-open', 'refused-entry')),
  standing text not null check (standing in ('planned', 'other-team', 'elsewhere', 'extra')),
  -- keys of the places that the station lies in, without the country
  areas text[] not null default '{}',
  -- forms that are expected in the phase, and those that came
  forms_wanted uuid[] not null default '{}',
  forms_done uuid[] not null default '{}',
  reports integer not null check (reports >= 0),
  primary key (mission_id, day, phase, station, team_id),
  check ((expected_id is null) = (status is null) and (expected_id is null) = (standing <> 'planned'))
);
create index visit_status on visit (mission_id, day, phase, status, station, team_id);
create index visit_standing on visit (mission_id, day, phase, standing, station, team_id) where standing <> 'planned';
create index visit_team on visit (mission_id, team_id, day, phase, position);

-- How a station stands at which one team or several are expected: it counts once, by the best that any of them brought.
create table visited_station (
  mission_id uuid not null,
  day date not null,
  phase text not null,
  station text not null,
  status text not null check (status in ('complete', 'partial', 'none', 'unreachable', 'not-open', 'refused-entry')),
  areas text[] not null,
  samples uuid[] not null,
  teams integer not null check (teams > 0),
  primary key (mission_id, day, phase, station)
);
create index visited_station_status on visited_station (mission_id, day, phase, status, station);

-- How many stand how: what the rows of `visit` and `visited_station` say, counted as they change.
create table response_count (
  mission_id uuid not null,
  -- what is counted
  unit text not null check (unit in ('visit', 'station')),
  day date not null,
  phase text not null,
  -- over all; over one team, area, sample; or one form of expected visits
  dimension text not null check (dimension in ('all', 'team', 'area', 'sample', 'form')),
  key text not null,
  complete integer not null default 0 check (complete >= 0),
  partial integer not null default 0 check (partial >= 0),
  none integer not null default 0 check (none >= 0),
  unreachable integer not null default 0 check (unreachable >= 0),
  not_open integer not null default 0 check (not_open >= 0),
  refused_entry integer not null default 0 check (refused_entry >= 0),
  -- not expected, by how they stand to the plan
  other_team integer not null default 0 check (other_team >= 0),
  elsewhere integer not null default 0 check (elsewhere >= 0),
  extra integer not null default 0 check (extra >= 0),
  -- that have their place there
  reports integer not null default 0 check (reports >= 0),
  primary key (mission_id, unit, day, phase, dimension, key)
);

grant select, insert, update, delete on report_place, visit, visited_station, response_count to scrutineer_app;
