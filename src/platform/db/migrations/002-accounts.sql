-- People, how they sign in, and what lets them in. Written by features/office/accounts alone, but for attempt_limit.
-- Tokens and codes are kept as hashes. Who changed what, when and why stands in the audit.

create table account (
  id uuid primary key,
  name text not null check (name <> ''),
  -- what the person signs in with, as it was spelled, and as it is compared
  sign_in_name text not null check (sign_in_name <> ''),
  sign_in_key text not null unique check (sign_in_key <> ''),
  role text not null check (role in ('reader', 'editor', 'administrator')),
  created_at timestamptz not null,
  disabled_at timestamptz
);

create table credential_passkey (
  id uuid primary key,
  account_id uuid not null references account (id),
  -- base64url, as the authenticator names it
  credential_id text not null unique,
  public_key bytea not null,
  -- signatures so far, as the authenticator counts; one that goes back is refused
  counter bigint not null check (counter >= 0),
  transports text[] not null,
  label text not null,
  created_at timestamptz not null,
  used_at timestamptz,
  removed_at timestamptz
);
create index credential_passkey_by_account on credential_passkey (account_id);

create table credential_password (
  account_id uuid primary key references account (id),
  -- Argon2id in PHC form
  password_hash text not null check (password_hash like '$argon2id$%'),
  -- base32; has to be readable, because codes are computed from it
  totp_secret text not null,
  -- the last period of 30 seconds whose code was used: no code works twice
  totp_period bigint not null,
  changed_at timestamptz not null,
  removed_at timestamptz
);

create table recovery_code (
  account_id uuid not null references account (id),
  code_hash bytea not null,
  created_at timestamptz not null,
  used_at timestamptz,
  withdrawn_at timestamptz,
  primary key (account_id, code_hash)
);

create table invitation (
  id uuid primary key,
  token_hash bytea not null unique,
  role text not null check (role in ('reader', 'editor', 'administrator')),
  name text not null check (name <> ''),
  sign_in_name text,
  invited_by uuid not null references account (id),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  withdrawn_at timestamptz,
  account_id uuid references account (id),
  check ((used_at is null) = (account_id is null))
);

-- Printed on the console: for the first administrator (no account), or to let somebody in who lost every other way.
create table sign_in_link (
  id uuid primary key,
  token_hash bytea not null unique,
  account_id uuid references account (id),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  withdrawn_at timestamptz
);

-- Somebody opened a link or an invitation and is about to choose how to sign in. Its id becomes that of the account.
create table set_up (
  id uuid primary key,
  token_hash bytea not null unique,
  sign_in_link_id uuid references sign_in_link (id),
  invitation_id uuid references invitation (id),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  check ((sign_in_link_id is null) <> (invitation_id is null))
);

create table session (
  id uuid primary key,
  token_hash bytea not null unique,
  account_id uuid not null references account (id),
  method text not null check (method in ('passkey', 'password', 'link')),
  address text not null,
  browser text not null,
  created_at timestamptz not null,
  -- when the person last proved who they are
  confirmed_at timestamptz not null,
  -- when it was last used, to the minute
  seen_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz
);
create index session_by_account on session (account_id, created_at);

-- A question that a browser has to answer: the challenge of a passkey, or the secret of an authenticator app to be.
create table ceremony (
  id uuid primary key,
  purpose text not null check (purpose in ('passkey-creation', 'passkey-sign-in', 'totp')),
  secret text not null,
  -- for whom: an account, a set-up, or (sign-in) whoever answers
  owner_id uuid,
  expires_at timestamptz not null
);

-- How often something was tried in vain. Written by platform/http/limits; nothing is lost by a crash that empties it.
create unlogged table attempt_limit (
  key text primary key,
  failures integer not null,
  ready_at timestamptz not null,
  last_at timestamptz not null
);

grant select, insert, update on account, credential_passkey, credential_password, recovery_code, invitation, sign_in_link
  to scrutineer_app;
-- what has run out is removed after a while, because it says where people were
grant select, insert, update, delete on set_up, session, ceremony, attempt_limit to scrutineer_app;
