-- Lists of reports that people keep under a name: which reports, in which order, with which columns. Written by
-- features/field/reports alone.

create table report_view (
  -- from the client, so that sending twice is doing once
  id uuid primary key,
  mission_id uuid not null references mission (id),
  owner_id uuid not null,
  owner_name text not null,
  name text not null check (length(name) between 1 and 100),
  -- everybody of the house sees it, not its owner alone
  is_shared boolean not null,
  -- as the contract has checked it
  view json not null,
  revision integer not null default 1 check (revision > 0),
  made_at timestamptz not null,
  changed_at timestamptz not null,
  -- it can be had back
  deleted_at timestamptz
);
create index report_view_mission on report_view (mission_id, owner_id);

grant select, insert, update (name, is_shared, view, revision, changed_at, deleted_at) on report_view to scrutineer_app;
