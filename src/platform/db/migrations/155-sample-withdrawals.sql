-- Samples that do not count any more. The sample stays as it was drawn, and in the log. Written by features/mission/samples alone.

create table sample_withdrawal (
  mission_id uuid not null,
  sample_id uuid not null,
  -- the sample that was drawn in its place; null: none was
  replaced_by uuid,
  by_id uuid not null,
  by_name text not null,
  at timestamptz not null,
  reason text not null check (reason <> ''),
  primary key (mission_id, sample_id),
  foreign key (mission_id, sample_id) references sample (mission_id, id),
  foreign key (mission_id, replaced_by) references sample (mission_id, id),
  check (replaced_by <> sample_id)
);

grant select, insert on sample_withdrawal to scrutineer_app;
