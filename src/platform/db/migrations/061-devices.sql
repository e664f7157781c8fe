-- The telephones and programs that report to a mission. Written by features/mission/devices alone.

create table device (
  id uuid primary key,
  mission_id uuid not null references mission (id),
  -- in people's words: `Observer 12`, `Team 7, second phone`
  name text not null check (name <> ''),
  -- how the log calls it, which tells nothing of whose it is
  pseudonym text not null check (pseudonym ~ '^[0-9a-f]{16}$'),
  -- `odk`: ODK Collect and others of its protocol; `app`: our own app, which signs what it sends
  kind text not null check (kind in ('odk', 'app')),
  -- of the token in its addresses: SHA-256; null: it has none
  token_hash bytea unique check (length(token_hash) = 32),
  -- for the login by name and password (RFC 7616): SHA-256 and MD5 of `login:realm:password`, never the password
  login text,
  ha1_sha256 text check (ha1_sha256 ~ '^[0-9a-f]{64}$'),
  ha1_md5 text check (ha1_md5 ~ '^[0-9a-f]{32}$'),
  -- P-256 key of our own app, SPKI; null until a phone has enrolled
  public_key bytea,
  -- the how many enrolment this is, as the log counts it, and the event that tells of it; 0 and null: none yet
  enrolments integer not null default 0 check (enrolments >= 0),
  enrolment_event uuid,
  enrolled_at timestamptz,
  created_at timestamptz not null,
  revoked_at timestamptz,
  revocation_reason text check (revocation_reason <> ''),
  last_seen_at timestamptz,
  unique (mission_id, pseudonym),
  unique (mission_id, login),
  unique (mission_id, public_key),
  check ((login is null) = (ha1_sha256 is null) and (login is null) = (ha1_md5 is null)),
  check ((revoked_at is null) = (revocation_reason is null)),
  check ((enrolments = 0) = (enrolment_event is null)),
  -- what our own app sends needs its signature: no token or password stands in for it
  check (case kind when 'app' then token_hash is null and login is null else public_key is null end)
);
create index device_mission on device (mission_id, created_at);

-- The one-time codes that devices enrol with. Spent ones stay, so that a second use is known for what it is.
create table device_code (
  -- SHA-256
  hash bytea primary key check (length(hash) = 32),
  device_id uuid not null references device (id),
  created_at timestamptz not null,
  ends_at timestamptz not null,
  used_at timestamptz,
  -- another code took its place, or the device was revoked
  withdrawn_at timestamptz,
  -- how often it was tried in vain, and when last
  refusals integer not null default 0 check (refusals >= 0),
  refused_at timestamptz
);
create index device_code_device on device_code (device_id, created_at);

grant select, insert, update on device, device_code to scrutineer_app;
