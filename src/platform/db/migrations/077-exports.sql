-- Exports of reports that people asked for. Written by features/field/exports alone.

create table export_job (
  -- from the client, so that asking twice is asking once; whoever does not know it finds nothing
  id uuid primary key,
  mission_id uuid not null references mission (id),
  asked_by uuid not null,
  asked_by_name text not null check (asked_by_name <> ''),
  asked_at timestamptz not null,
  -- what: form, format, columns, language and so on, as features/field/exports/export-job.ts names it
  ask json not null,
  form_title text not null,
  -- reports of the mission that have a smaller ordinal are in it: what comes later is not
  end_ordinal integer not null check (end_ordinal >= 0),
  state text not null check (state in ('waiting', 'running', 'done', 'failed', 'cancelled', 'expired')),
  started_at timestamptz,
  ended_at timestamptz,
  -- how often the work on it began without getting any further
  attempts integer not null default 0 check (attempts >= 0),
  -- reports that are written, and that are to be written; null: not counted yet
  done integer not null default 0 check (done >= 0),
  total integer check (total >= 0),
  files_done integer not null default 0 check (files_done >= 0),
  files_total integer not null default 0 check (files_total >= 0),
  files_missing integer not null default 0 check (files_missing >= 0),
  cut_texts integer not null default 0 check (cut_texts >= 0),
  -- where the work goes on after an end of the program; null: from the beginning, or it is over
  place json,
  -- what it found the form to be when it began: versions that are published meanwhile are not in it
  newest_version integer check (newest_version > 0),
  file_name text check (file_name <> ''),
  bytes bigint check (bytes >= 0),
  sha256 bytea check (length(sha256) = 32),
  -- from then on the file is gone
  expires_at timestamptz,
  -- why it failed
  fault text check (fault <> ''),
  check ((state = 'failed') = (fault is not null)),
  check (state <> 'done' or (file_name is not null and bytes is not null and sha256 is not null and expires_at is not null)),
  check ((state in ('waiting', 'running')) = (ended_at is null))
);
create index export_job_mission on export_job (mission_id, asked_at);
create index export_job_open on export_job (asked_at) where state in ('waiting', 'running');
create index export_job_kept on export_job (expires_at) where state = 'done';

grant select, insert, update on export_job to scrutineer_app;
