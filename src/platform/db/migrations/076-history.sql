-- The history can be searched; what concerns security, and who read what is restricted, is kept apart from it.

-- What every act is found by: its kind, doer and object, and the folded words of it. Follows from audit_entry, in which
-- nothing is changed; what was there before is indexed by the server while it serves.
create table history_index (
  entry_id uuid primary key,
  at timestamptz not null,
  words tsvector not null
);
create index history_index_by_time on history_index (at desc, entry_id desc);
-- Without a list of what is still to be sorted in: each search would read it from end to end.
create index history_index_by_word on history_index using gin (words) with (fastupdate = off);

-- Acts that wait to be indexed.
create table history_backlog (entry_id uuid primary key);
insert into history_backlog (entry_id) select id from audit_entry;

-- Which people did which kinds of thing where: what the filters offer, without looking through every act.
create table history_choice (
  actor_id uuid,
  action text not null,
  subject_kind text not null,
  election_id uuid,
  mission text
);
create index history_choice_by_action on history_choice (action, subject_kind);

-- Events of security, and readings of restricted data. Of many alike within a minute (readings: an hour) there is one row
-- that counts them. Kept for a stated time; holds no password, no token and nothing that was typed.
create table security_event (
  id uuid primary key,
  area text not null check (area in ('security', 'reading')),
  -- `account.signed-in`, `access.forbidden`, `reading.report`, …
  kind text not null check (kind <> ''),
  -- of the first and of the last that are counted
  at timestamptz not null,
  last_at timestamptz not null check (last_at >= at),
  count integer not null check (count > 0),
  -- an account, a device, a key of a program; null: nobody known, or the program itself
  actor_id uuid,
  actor_name text not null check (actor_name <> ''),
  subject_kind text not null,
  subject_key text not null,
  -- network address; empty: none
  source text not null,
  -- only the first half of the address is left
  shortened boolean not null default false,
  details jsonb not null check (jsonb_typeof(details) = 'object'),
  words tsvector not null,
  -- what further ones are counted by; null: it stands for itself
  slot bytea unique
);
create index security_event_by_time on security_event (area, at desc, id desc);
create index security_event_by_end on security_event (last_at);
create index security_event_to_shorten on security_event (last_at) where not shortened;
create index security_event_by_word on security_event using gin (words) with (fastupdate = off);

grant select, insert on history_index, history_choice to scrutineer_app;
grant select, delete on history_backlog to scrutineer_app;
grant select, insert, update, delete on security_event to scrutineer_app;
