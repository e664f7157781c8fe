-- The keys by which programs ask, each for one mission. Written by features/mission/api-keys alone.

create table api_key (
  id uuid primary key,
  mission_id uuid not null references mission (id),
  -- in people's words: `Results screen`
  name text not null check (name <> ''),
  -- SHA-256 of the key, which itself is nowhere
  key_hash bytea not null unique check (length(key_hash) = 32),
  -- its first letters, by which people tell keys apart
  start text not null check (length(start) between 4 and 12),
  scopes text[] not null check (
    cardinality(scopes) > 0 and scopes <@ array['reports:write', 'reports:read', 'forms:read', 'log:read']
  ),
  creator_id uuid not null,
  creator_name text not null,
  created_at timestamptz not null,
  -- to the minute
  last_used_at timestamptz,
  revoked_at timestamptz,
  revocation_reason text check (revocation_reason <> ''),
  check ((revoked_at is null) = (revocation_reason is null))
);
create index api_key_mission on api_key (mission_id, created_at);

grant select, insert, update (last_used_at, revoked_at, revocation_reason) on api_key to scrutineer_app;
