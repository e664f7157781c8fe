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
  -- P-256 key of our own app, SPKI
  public_key bytea,
  -- of the one-time code that enrols it: SHA-256; null once it was used
  enrolment_hash bytea unique check (length(enrolment_hash) = 32),
  enrolment_ends_at timestamptz,
  enrolled_at timestamptz,
  created_at timestamptz not null,
  revoked_at timestamptz,
  revocation_reason text check (revocation_reason <> ''),
  last_seen_at timestamptz,
  unique (mission_id, pseudonym),
  unique (mission_id, login),
  check ((login is null) = (ha1_sha256 is null) and (login is null) = (ha1_md5 is null)),
  check ((revoked_at is null) = (revocation_reason is null))
);
create index device_mission on device (mission_id, created_at);

grant select, insert, update on device to scrutineer_app;
