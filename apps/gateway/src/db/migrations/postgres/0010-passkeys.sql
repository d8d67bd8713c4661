-- Why: members of the console sign in with passkeys.
-- Locks: nothing that was there before.

-- One row for each passkey. Of the key only the public half exists outside of the authenticator.
create table console_passkeys (
  -- As the authenticator made it, base64url.
  credential_id text not null,
  user_id text not null references console_users (user_id),
  name text not null,
  -- SPKI, base64.
  public_key text not null,
  -- COSE: -7 ES256, -8 EdDSA, -257 RS256.
  algorithm bigint not null,
  -- Of the last sign-in; some authenticators do not count and stay at 0.
  sign_count bigint not null,
  created_at bigint not null,
  last_used_at bigint,
  primary key (credential_id)
);

create index console_passkeys_of_user on console_passkeys (user_id);

-- What a passkey has to sign, once and soon. Of a challenge only the SHA-256 is kept.
create table console_challenges (
  challenge_hash text not null,
  purpose text not null check (purpose in ('ADD', 'SIGN_IN')),
  -- Whose passkey shall be added; null when anybody may sign in.
  user_id text,
  -- The asker's, so that one cannot ask for endlessly many.
  address text not null,
  expires_at bigint not null,
  primary key (challenge_hash)
);

create index console_challenges_of_address on console_challenges (address);
create index console_challenges_over on console_challenges (expires_at);
