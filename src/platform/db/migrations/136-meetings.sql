-- Whom a mission met, what was said, and what has to follow. Written by features/mission/meetings alone. What stood before each
-- change is kept.

create table meeting (
  mission_id uuid not null references mission (id),
  id uuid not null,
  institution text not null check (institution <> ''),
  -- persons of the institution, as they are known in public
  met text,
  held_at timestamptz not null,
  place text check (place <> ''),
  -- codes of those of the mission who took part
  took_part text[] not null default '{}',
  topics text check (topics <> ''),
  -- what may be said to anybody
  public_note text check (public_note <> ''),
  revision integer not null default 1 check (revision > 0),
  changed_by text not null,
  changed_at timestamptz not null,
  -- that it did not take place, or was entered by mistake
  struck_reason text check (struck_reason <> ''),
  primary key (mission_id, id),
  check (met <> '')
);
create index meeting_order on meeting (mission_id, held_at, id);

-- What readers of the mission do not see. No list joins it.
create table meeting_restricted_note (
  mission_id uuid not null,
  meeting_id uuid not null,
  text text not null,
  revision integer not null check (revision > 0),
  changed_by text not null,
  changed_at timestamptz not null,
  primary key (mission_id, meeting_id),
  foreign key (mission_id, meeting_id) references meeting (mission_id, id)
);

-- What has to follow of a meeting: something that the mission does, or something that it asked for.
create table meeting_item (
  mission_id uuid not null,
  id uuid not null,
  meeting_id uuid not null,
  kind text not null check (kind in ('follow-up', 'request')),
  what text not null check (what <> ''),
  -- who does it, or of whom it was asked
  whose text check (whose <> ''),
  asked_on date,
  due_on date,
  state text not null check (state in ('open', 'done', 'dropped')),
  done_on date,
  -- what was answered, and where that is used
  answer text check (answer <> ''),
  used_in text check (used_in <> ''),
  revision integer not null default 1 check (revision > 0),
  changed_by text not null,
  changed_at timestamptz not null,
  primary key (mission_id, id),
  foreign key (mission_id, meeting_id) references meeting (mission_id, id),
  check ((state = 'open') = (done_on is null)),
  check (kind = 'request' or num_nonnulls(asked_on, answer, used_in) = 0)
);
create index meeting_item_meeting on meeting_item (mission_id, meeting_id);
create index meeting_item_open on meeting_item (mission_id, due_on) where state = 'open';

-- What stood before each change. Of restricted notes it is shown to whoever may read these.
create table meeting_version (
  mission_id uuid not null,
  meeting_id uuid not null,
  part text not null check (part in ('meeting', 'item', 'restricted')),
  -- of the meeting or the item
  subject_id uuid not null,
  revision integer not null check (revision > 1),
  before jsonb not null check (jsonb_typeof(before) = 'object'),
  by_id uuid not null,
  by_name text not null,
  at timestamptz not null,
  reason text not null check (reason <> ''),
  primary key (mission_id, part, subject_id, revision),
  foreign key (mission_id, meeting_id) references meeting (mission_id, id)
);
create index meeting_version_meeting on meeting_version (mission_id, meeting_id, at);

grant select, insert, update on meeting, meeting_restricted_note, meeting_item to scrutineer_app;
grant select, insert on meeting_version to scrutineer_app;
