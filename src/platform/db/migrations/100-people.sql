-- The people of a mission: what they do, apart from who they are. Written by features/mission/people alone, but for
-- account_right, which features/office/accounts writes.

-- Two memberships of one person on one day are refused by the database itself.
create extension if not exists btree_gist;

-- What an account may do beyond its role. Ended ones stay.
create table account_right (
  id uuid primary key,
  account_id uuid not null references account (id),
  -- `identities`: to read and write who the people of missions are
  name text not null check (name in ('identities')),
  reason text not null check (reason <> ''),
  given_at timestamptz not null,
  given_by uuid not null,
  given_by_name text not null,
  ended_at timestamptz,
  ended_by uuid,
  ended_by_name text,
  ended_reason text check (ended_reason <> ''),
  check (
    (ended_at is null) = (ended_by is null) and (ended_at is null) = (ended_by_name is null)
    and (ended_at is null) = (ended_reason is null)
  )
);
create unique index account_right_held on account_right (account_id, name) where ended_at is null;

-- What a mission decided about its people, and how far their changes have come. Whoever changes people holds this row.
create table people_settings (
  mission_id uuid primary key references mission (id),
  -- key of the rule of the legal calendar by which accreditation has to be asked for
  accreditation_rule text check (accreditation_rule <> ''),
  -- calling code of the country, without `+`
  country_code text check (country_code ~ '^[1-9][0-9]{0,2}$'),
  revision integer not null default 0 check (revision >= 0),
  -- grows by one with every change of a person, an identity or a team: by it a preview knows what came after it
  changes bigint not null default 0 check (changes >= 0)
);

-- A person as the mission works with them: by their code, without a name.
create table person (
  mission_id uuid not null references mission (id),
  id uuid not null,
  code text not null check (code <> '' and length(code) <= 40),
  -- the code as it is compared
  code_key text not null collate "C" check (code_key <> ''),
  kind text not null check (kind in ('observer', 'staff', 'driver', 'interpreter')),
  term text check (term in ('long', 'short')),
  role text check (role <> ''),
  organisation text check (organisation <> ''),
  -- BCP 47
  languages text[] not null default '{}',
  -- keys of places of the election that the mission observes
  areas text[] not null default '{}',
  note text check (note <> ''),
  trained_on date,
  pledged_on date,
  left_at timestamptz,
  left_reason text check (left_reason <> ''),
  revision integer not null default 1 check (revision > 0),
  -- code, role and organisation without case and marks, for the search
  search text not null,
  -- number of the last change of the person or of their identity, and whose it was
  change bigint not null,
  changed_by text not null,
  changed_at timestamptz not null,
  created_at timestamptz not null,
  primary key (mission_id, id),
  unique (mission_id, code_key),
  check ((left_at is null) = (left_reason is null))
);

-- What stood before each change, for ever; `revision` is the one that the change made, so that 1 is none of them.
create table person_version (
  mission_id uuid not null,
  person_id uuid not null,
  revision integer not null check (revision > 1),
  before jsonb not null check (jsonb_typeof(before) = 'object'),
  by_id uuid not null,
  by_name text not null,
  at timestamptz not null,
  reason text check (reason <> ''),
  primary key (mission_id, person_id, revision),
  foreign key (mission_id, person_id) references person (mission_id, id)
);

-- Who a person is. No list of work joins these.
create table person_identity (
  mission_id uuid not null,
  person_id uuid not null,
  name text check (name <> ''),
  -- in Latin letters, as on a badge
  name_latin text check (name_latin <> ''),
  email text check (email <> ''),
  -- names and address without case and marks, for the search
  search text not null,
  revision integer not null check (revision > 0),
  primary key (mission_id, person_id),
  foreign key (mission_id, person_id) references person (mission_id, id)
);

create table person_phone (
  mission_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  written text not null check (written <> ''),
  -- E.164; null: it is national, and the mission has no country code
  e164 text check (e164 ~ '^\+[1-9][0-9]{6,14}$'),
  -- digits of what is dialled, for the search
  digits text not null check (digits ~ '^[0-9]+$'),
  label text check (label <> ''),
  -- place among the numbers of the person that were never used
  place integer not null check (place >= 0),
  last_used_at timestamptz,
  primary key (mission_id, id),
  foreign key (mission_id, person_id) references person (mission_id, id)
);
create index person_phone_person on person_phone (mission_id, person_id);
-- One number may be of several people, and is once with each.
create unique index person_phone_number on person_phone (mission_id, person_id, (coalesce(e164, digits)));
create index person_phone_digits on person_phone (mission_id, digits);

-- What stood before each change of an identity, its telephones included.
create table identity_version (
  mission_id uuid not null,
  person_id uuid not null,
  revision integer not null check (revision > 0),
  before jsonb not null check (jsonb_typeof(before) = 'object'),
  by_id uuid not null,
  by_name text not null,
  at timestamptz not null,
  reason text not null check (reason <> ''),
  primary key (mission_id, person_id, revision),
  foreign key (mission_id, person_id) references person (mission_id, id)
);

create table team (
  mission_id uuid not null references mission (id),
  id uuid not null,
  code text not null check (code <> '' and length(code) <= 40),
  code_key text not null collate "C" check (code_key <> ''),
  name text check (name <> ''),
  kind text not null check (kind in ('pair', 'fixed', 'mobile', 'other')),
  revision integer not null default 1 check (revision > 0),
  change bigint not null,
  changed_by text not null,
  changed_at timestamptz not null,
  created_at timestamptz not null,
  primary key (mission_id, id),
  unique (mission_id, code_key)
);

-- What stood before each change of a team, its members included.
create table team_version (
  mission_id uuid not null,
  team_id uuid not null,
  revision integer not null check (revision > 1),
  before jsonb not null check (jsonb_typeof(before) = 'object'),
  by_id uuid not null,
  by_name text not null,
  at timestamptz not null,
  reason text check (reason <> ''),
  primary key (mission_id, team_id, revision),
  foreign key (mission_id, team_id) references team (mission_id, id)
);

create table team_member (
  mission_id uuid not null,
  team_id uuid not null,
  -- in the order in which they were given
  place integer not null check (place >= 0),
  person_id uuid not null,
  part text not null check (part in ('observer', 'driver', 'interpreter')),
  -- both included; null: that side is open
  from_day date,
  to_day date,
  primary key (mission_id, team_id, place),
  foreign key (mission_id, team_id) references team (mission_id, id),
  foreign key (mission_id, person_id) references person (mission_id, id),
  check (from_day <= to_day),
  constraint team_member_day exclude using gist (
    mission_id with =, person_id with =, daterange(from_day, to_day, '[]') with &&
  )
);

-- The way of an accreditation. A step is never changed: a wrong one is struck out.
create table accreditation_step (
  mission_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  -- the how many step of the person, struck ones included
  number integer not null check (number > 0),
  kind text not null check (kind in ('applied', 'granted', 'refused', 'withdrawn')),
  on_day date not null,
  badge text check (badge <> ''),
  valid_to date,
  reason text check (reason <> ''),
  by_id uuid not null,
  by_name text not null,
  at timestamptz not null,
  struck_at timestamptz,
  struck_by uuid,
  struck_by_name text,
  struck_reason text check (struck_reason <> ''),
  primary key (mission_id, id),
  unique (mission_id, person_id, number),
  foreign key (mission_id, person_id) references person (mission_id, id),
  check (kind = 'granted' or (badge is null and valid_to is null)),
  check (valid_to >= on_day),
  check (
    (struck_at is null) = (struck_by is null) and (struck_at is null) = (struck_by_name is null)
    and (struck_at is null) = (struck_reason is null)
  )
);

-- Who had which device, from when until when.
create table device_holder (
  mission_id uuid not null,
  id uuid not null,
  device_id uuid not null references device (id),
  team_id uuid,
  person_id uuid,
  from_at timestamptz not null,
  to_at timestamptz,
  by_id uuid not null,
  by_name text not null,
  reason text check (reason <> ''),
  primary key (mission_id, id),
  foreign key (mission_id, team_id) references team (mission_id, id),
  foreign key (mission_id, person_id) references person (mission_id, id),
  check (num_nonnulls(team_id, person_id) = 1),
  check (to_at >= from_at)
);
create unique index device_holder_now on device_holder (mission_id, device_id) where to_at is null;

grant select, insert, update (ended_at, ended_by, ended_by_name, ended_reason) on account_right to scrutineer_app;
grant select, insert, update on people_settings, person, team to scrutineer_app;
grant select, insert on person_version, team_version to scrutineer_app;
grant select, insert, update, delete on person_identity, person_phone to scrutineer_app;
grant select, insert, delete on identity_version, team_member to scrutineer_app;
grant select, insert, update (struck_at, struck_by, struck_by_name, struck_reason) on accreditation_step
  to scrutineer_app;
grant select, insert, update (to_at) on device_holder to scrutineer_app;
