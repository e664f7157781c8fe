-- Messages of the desk to the people of a mission, and their answers. Written by features/mission/messages alone. Nothing is ever
-- changed or taken away: a message that is wrong is withdrawn.

create table mission_message (
  mission_id uuid not null references mission (id),
  id uuid not null,
  -- the message that its thread began with; null: it begins one
  thread_id uuid,
  -- language → text
  texts jsonb not null check (jsonb_typeof(texts) = 'object' and texts <> '{}'),
  -- how those were chosen whom it is for, as the desk says it
  audience jsonb not null check (jsonb_typeof(audience) = 'object'),
  -- hash of what was asked for: the same id with another one is refused
  sha256 bytea not null check (length(sha256) = 32),
  by_id uuid not null,
  by_name text not null,
  at timestamptz not null,
  withdrawn_at timestamptz,
  withdrawn_by_name text,
  withdrawn_reason text check (withdrawn_reason <> ''),
  primary key (mission_id, id),
  foreign key (mission_id, thread_id) references mission_message (mission_id, id),
  check (
    (withdrawn_at is null) = (withdrawn_by_name is null) and (withdrawn_at is null) = (withdrawn_reason is null)
  )
);
create index mission_message_order on mission_message (mission_id, at, id) where thread_id is null;
create index mission_message_thread on mission_message (mission_id, thread_id, at) where thread_id is not null;

-- Whom a message was for when it was sent: a team, a person, or a telephone that nobody had; a row for each of their telephones.
create table message_recipient (
  mission_id uuid not null,
  message_id uuid not null,
  place integer not null check (place > 0),
  team_id uuid,
  person_id uuid,
  -- null: they have no telephone of our app
  device_id uuid references device (id),
  -- who had the telephone then (device_holder): nobody else is given the message
  holder_id uuid,
  -- whether the telephone has to be told something of it: the message, or that it was withdrawn
  is_waiting boolean not null,
  delivered_at timestamptz,
  read_at timestamptz,
  answered_at timestamptz,
  primary key (mission_id, message_id, place),
  unique (mission_id, message_id, device_id),
  foreign key (mission_id, message_id) references mission_message (mission_id, id),
  foreign key (mission_id, team_id) references team (mission_id, id),
  foreign key (mission_id, person_id) references person (mission_id, id),
  check (num_nonnulls(team_id, person_id, device_id) > 0),
  check (device_id is not null or not is_waiting and num_nonnulls(delivered_at, read_at, answered_at) = 0),
  check (read_at is null or delivered_at is not null)
);
create index message_recipient_waiting on message_recipient (mission_id, device_id, message_id) where is_waiting;

-- What observers answered; who of them had the telephone is known by its holder.
create table message_answer (
  mission_id uuid not null,
  id uuid not null,
  message_id uuid not null,
  device_id uuid not null references device (id),
  text text not null check (text <> ''),
  -- what the clock of the telephone showed; nothing is ordered by it
  device_time timestamptz,
  at timestamptz not null,
  primary key (mission_id, id),
  foreign key (mission_id, message_id, device_id) references message_recipient (mission_id, message_id, device_id)
);
create index message_answer_message on message_answer (mission_id, message_id, at);
create index message_answer_order on message_answer (mission_id, at, id);

-- The last turn of a telephone: an older one is a request that somebody sends again, and is told nothing.
create table message_turn (
  device_id uuid primary key references device (id),
  turn bigint not null check (turn > 0)
);

grant select, insert, update (withdrawn_at, withdrawn_by_name, withdrawn_reason) on mission_message to scrutineer_app;
grant select, insert, update (is_waiting, delivered_at, read_at, answered_at) on message_recipient to scrutineer_app;
grant select, insert on message_answer to scrutineer_app;
grant select, insert, update on message_turn to scrutineer_app;
