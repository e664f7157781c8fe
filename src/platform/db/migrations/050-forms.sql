-- The forms of missions. Written by features/field/forms alone.

create table form (
  id uuid primary key,
  mission_id uuid not null references mission (id),
  -- `form_id` of the XLSForm: the name under which phones know the form
  form_id text not null check (form_id <> ''),
  created_at timestamptz not null,
  -- grows with every change of a draft of the form and never shrinks: no two states of its drafts have one number
  draft_revision integer not null default 0 check (draft_revision >= 0),
  unique (mission_id, form_id)
);

-- What is worked on: may be faulty, and is written over. The history of what counted stands in form_version.
create table form_draft (
  form_id uuid primary key references form (id),
  workbook json not null,
  -- the name of the file that it came from
  source_name text not null check (source_name <> ''),
  -- the version that it began from; null: none
  base integer,
  -- draft_revision of the form when the workbook was written: what the next change starts from
  revision integer not null check (revision > 0),
  -- grows by one with every change of what lies beside the workbook
  files_revision integer not null default 1 check (files_revision > 0),
  editor_id uuid,
  editor_name text not null,
  changed_at timestamptz not null
);

-- Every version that was published, for ever, with all that was made of it then.
create table form_version (
  form_id uuid not null references form (id),
  number integer not null check (number > 0),
  title text not null,
  -- `version` of the form, as its author wrote it
  version text,
  source_name text not null,
  workbook json not null,
  xform text not null,
  package json not null,
  codebook json not null,
  warnings json not null,
  questions integer not null check (questions >= 0),
  languages text[] not null,
  author_id uuid,
  author_name text not null,
  at timestamptz not null,
  reason text check (reason <> ''),
  primary key (form_id, number)
);

-- Files that forms show or read, by their content.
create table form_file (
  sha256 bytea primary key check (length(sha256) = 32),
  content bytea not null
);
alter table form_file alter column content set storage external;

create table form_draft_file (
  form_id uuid not null references form_draft (form_id) on delete cascade,
  name text not null check (name <> ''),
  sha256 bytea not null references form_file (sha256),
  bytes integer not null,
  primary key (form_id, name)
);

create table form_version_file (
  form_id uuid not null,
  number integer not null,
  name text not null check (name <> ''),
  sha256 bytea not null references form_file (sha256),
  bytes integer not null,
  primary key (form_id, number, name),
  foreign key (form_id, number) references form_version (form_id, number)
);

-- What was decided about a form; its state follows from the acts in their order.
create table form_act (
  form_id uuid not null references form (id),
  number integer not null check (number > 0),
  act text not null check (act in ('frozen', 'unfreeze-asked', 'unfreeze-refused', 'unfrozen', 'retired', 'reopened')),
  actor_id uuid not null,
  actor_name text not null,
  at timestamptz not null,
  reason text not null check (reason <> ''),
  -- of `unfrozen`: who had asked for it. Two people are needed.
  asked_by uuid,
  primary key (form_id, number),
  check ((act = 'unfrozen') = (asked_by is not null)),
  check (asked_by <> actor_id)
);

grant select, insert on form, form_version, form_file, form_version_file, form_act to scrutineer_app;
grant select, insert, update, delete on form_draft, form_draft_file to scrutineer_app;
grant update (draft_revision) on form to scrutineer_app;
-- Contents that nothing names any more are removed once a day.
grant delete on form_file to scrutineer_app;
