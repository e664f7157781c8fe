-- Who did what, when and why: one row for every change, written in the transaction that makes it.

create table audit_entry (
  id uuid primary key,
  at timestamptz not null,
  -- null where the program itself acted
  actor_id uuid,
  actor_name text not null check (actor_name <> ''),
  -- `record.corrected`, `account.invited`, …
  action text not null check (action <> ''),
  election_id uuid,
  subject_kind text not null,
  subject_key text not null,
  reason text check (reason <> ''),
  details jsonb not null check (jsonb_typeof(details) = 'object')
);
create index audit_entry_by_time on audit_entry (at desc, id desc);
create index audit_entry_by_election on audit_entry (election_id, at desc, id desc);
create index audit_entry_by_subject on audit_entry (subject_kind, subject_key, at desc, id desc);

grant select, insert on audit_entry to scrutineer_app;
