-- Why: members of the console sign in with passkeys.
-- Locks: the whole file, for a moment.
--
-- The PostgreSQL file beside this one says what each column means; here is only what differs.

create table console_passkeys (
  credential_id text not null,
  user_id text not null references console_users (user_id),
  name text not null,
  public_key text not null,
  algorithm integer not null,
  sign_count integer not null,
  created_at integer not null,
  last_used_at integer,
  primary key (credential_id)
) strict;

create index console_passkeys_of_user on console_passkeys (user_id);

create table console_challenges (
  challenge_hash text not null,
  purpose text not null check (purpose in ('ADD', 'SIGN_IN')),
  user_id text,
  address text not null,
  expires_at integer not null,
  primary key (challenge_hash)
) strict;

create index console_challenges_of_address on console_challenges (address);
create index console_challenges_over on console_challenges (expires_at);
