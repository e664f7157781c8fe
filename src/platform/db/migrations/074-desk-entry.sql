-- What was typed at the desk: for somebody on the telephone, and from paper by two people who do not see each other's work.

-- Who typed a version of a report, for whom, and how it had come. Written by features/field/entries alone.
create table report_entry (
  -- made by the page: sent twice is one
  id uuid primary key,
  mission_id uuid not null references mission (id),
  -- of the record that was typed, by which its version of the report is found
  sha256 bytea not null check (length(sha256) = 32),
  came_by text not null check (came_by in ('telephone', 'paper', 'message', 'other')),
  -- whose report it is: a device of the mission, or somebody in a few words
  device_id uuid references device (id),
  reporter text check (reporter <> ''),
  note text check (note <> ''),
  typist_id uuid not null,
  typist_name text not null,
  at timestamptz not null,
  -- its report was erased, and the words with it
  erased_at timestamptz,
  unique (mission_id, sha256),
  check (num_nonnulls(device_id, reporter) = 1 or erased_at is not null),
  check (erased_at is null or (reporter is null and note is null))
);

-- A sheet of paper that is to be typed. Written, with all below, by features/field/papers alone.
create table paper (
  id uuid primary key,
  mission_id uuid not null references mission (id),
  -- the version of the form that it is typed with
  form_id uuid not null,
  form_number integer not null,
  -- what stands on the sheet
  label text not null check (label <> ''),
  station text check (station <> ''),
  -- a picture of the sheet; it lies in files
  scan_sha256 bytea check (length(scan_sha256) = 32),
  scan_type text check (scan_type in ('image/jpeg', 'image/png', 'image/webp')),
  adder_id uuid not null,
  adder_name text not null,
  added_at timestamptz not null,
  withdrawn_at timestamptz,
  withdrawn_by uuid,
  withdrawn_by_name text,
  withdrawal_reason text check (withdrawal_reason <> ''),
  foreign key (form_id, form_number) references form_version (form_id, number),
  check ((scan_sha256 is null) = (scan_type is null)),
  check (
    (withdrawn_at is null) = (withdrawn_by is null)
    and (withdrawn_at is null) = (withdrawn_by_name is null)
    and (withdrawn_at is null) = (withdrawal_reason is null)
  )
);
create unique index paper_label on paper (mission_id, form_id, label) where withdrawn_at is null;
create index paper_scan on paper (scan_sha256) where scan_sha256 is not null;

-- What somebody typed from a sheet. Nothing is written over: what was taken back stays, marked.
create table paper_entry (
  id uuid primary key,
  paper_id uuid not null references paper (id),
  place smallint not null check (place in (1, 2)),
  typist_id uuid not null,
  typist_name text not null,
  -- gone once its report was erased
  raw bytea,
  sha256 bytea not null check (length(sha256) = 32),
  at timestamptz not null,
  withdrawn_at timestamptz,
  erased_at timestamptz,
  unique (id, paper_id, place, typist_id),
  check ((raw is null) = (erased_at is not null))
);
-- One first and one second copy, and never both from one person.
create unique index paper_entry_place on paper_entry (paper_id, place) where withdrawn_at is null;
create unique index paper_entry_typist on paper_entry (paper_id, typist_id) where withdrawn_at is null;

-- What was typed is never written over: it can only go, with the report that it became.
create function paper_entry_stays() returns trigger language plpgsql as $$
begin
  if new.raw is not null and new.raw is distinct from old.raw then
    raise exception 'a copy of a sheet is never written over' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger paper_entry_stays before update on paper_entry for each row execute function paper_entry_stays();

-- Who has a sheet before them at present, so that not everybody takes the same one. Nothing depends on it.
create table paper_claim (
  paper_id uuid not null references paper (id),
  typist_id uuid not null,
  at timestamptz not null,
  primary key (paper_id, typist_id)
);

-- How the two copies of a sheet became one report: they were equal, or a third person settled what differed.
create table paper_settlement (
  paper_id uuid primary key references paper (id),
  first_entry uuid not null,
  first_place smallint not null default 1 check (first_place = 1),
  first_typist uuid not null,
  second_entry uuid not null,
  second_place smallint not null default 2 check (second_place = 2),
  second_typist uuid not null,
  -- null: they were equal
  settler_id uuid,
  settler_name text,
  -- what differed, what each copy says, and what was taken: null once the report was erased
  choices json,
  -- how often the report says other than the first and than the second copy, and out of how many answers
  first_errors integer not null check (first_errors >= 0),
  second_errors integer not null check (second_errors >= 0),
  answers integer not null check (answers >= 0),
  reason text check (reason <> ''),
  sha256 bytea not null check (length(sha256) = 32),
  report_id uuid not null,
  code text not null check (code <> ''),
  at timestamptz not null,
  erased_at timestamptz,
  foreign key (first_entry, paper_id, first_place, first_typist)
    references paper_entry (id, paper_id, place, typist_id),
  foreign key (second_entry, paper_id, second_place, second_typist)
    references paper_entry (id, paper_id, place, typist_id),
  check (first_typist <> second_typist),
  check (settler_id <> first_typist and settler_id <> second_typist),
  check ((settler_id is null) = (settler_name is null)),
  check (settler_id is not null or (first_errors = 0 and second_errors = 0)),
  check ((choices is null) = (erased_at is not null))
);
create index paper_settlement_report on paper_settlement (report_id);

grant select, insert on report_entry, paper, paper_entry, paper_settlement to scrutineer_app;
grant select, insert, update, delete on paper_claim to scrutineer_app;
grant update (scan_sha256, scan_type, withdrawn_at, withdrawn_by, withdrawn_by_name, withdrawal_reason) on paper
  to scrutineer_app;
grant update (withdrawn_at) on paper_entry to scrutineer_app;
-- Erasure alone may change what was typed.
grant update (reporter, note, erased_at) on report_entry to scrutineer_app;
grant update (raw, erased_at) on paper_entry to scrutineer_app;
grant update (choices, reason, erased_at) on paper_settlement to scrutineer_app;
