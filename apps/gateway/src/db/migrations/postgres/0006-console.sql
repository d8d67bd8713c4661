-- Why: who may use the console, what they did, and what was asked over the API.
-- Locks: payments, while its new index is made; run it in a quiet hour when there are many millions of them.

-- People. The email is kept in lower case; passwords as scrypt with their parameters.
create table console_users (
  user_id text not null,
  email text not null,
  name text not null,
  password_hash text not null,
  -- The TOTP secret, sealed under the master key; null without a second factor.
  totp_sealed text,
  -- The last time step a code was taken from: no code counts twice.
  totp_last_step bigint not null default 0,
  -- SHA-256 of the recovery codes that are left.
  recovery_hashes jsonb not null default '[]',
  created_at bigint not null,
  primary key (user_id),
  unique (email)
);

-- Who belongs to which account. A client_id of * is every account, now and later.
create table console_members (
  user_id text not null references console_users (user_id),
  client_id text not null,
  role text not null,
  created_at bigint not null,
  primary key (user_id, client_id)
);

create index console_members_of_account on console_members (client_id);

-- One row for each browser that is signed in. Of its token only the SHA-256 is kept.
create table console_sign_ins (
  token_hash text not null,
  user_id text not null references console_users (user_id),
  address text not null,
  user_agent text not null,
  created_at bigint not null,
  last_seen_at bigint not null,
  primary key (token_hash)
);

create index console_sign_ins_of_user on console_sign_ins (user_id);

-- Links that count once: the first owner's, and invitations.
create table console_links (
  token_hash text not null,
  kind text not null check (kind in ('SETUP', 'INVITATION')),
  email text,
  client_id text,
  role text,
  expires_at bigint not null,
  used_at bigint,
  primary key (token_hash)
);

-- Wrong passwords and codes, by account and by address; shared by all replicas.
create table console_guesses (
  subject text not null,
  failed_count bigint not null,
  blocked_until bigint not null,
  updated_at bigint not null,
  primary key (subject)
);

-- What members did. Each entry's hash covers the one before, so that a changed or missing entry shows.
create table audit_entries (
  sequence bigint not null check (sequence > 0),
  at bigint not null,
  actor text not null,
  action text not null,
  client_id text,
  -- Text, not jsonb: the hash is over these very bytes.
  details text not null,
  previous_hash text not null,
  hash text not null,
  primary key (sequence)
);

-- The newest entry. Whoever appends locks this row first, so that entries follow one another.
create table audit_head (
  id bigint not null check (id = 1),
  sequence bigint not null,
  hash text not null,
  primary key (id)
);

insert into audit_head (id, sequence, hash) values (1, 0, '0000000000000000000000000000000000000000000000000000000000000000');

create index audit_entries_of_account on audit_entries (client_id, sequence);

-- What was asked over the API and what was answered, masked, for as long as the settings say. Written behind the answers and
-- not a record that anything rests on.
create table api_requests (
  request_id text not null,
  client_id text,
  at bigint not null,
  method text not null,
  path text not null,
  operation text,
  result_code text not null,
  -- Microseconds.
  duration_us bigint not null,
  payment_request_id text,
  payment_id text,
  request_headers jsonb not null,
  request_body text not null,
  response_body text not null,
  -- Why a signature failed, and what to change.
  diagnosis text,
  primary key (request_id)
);

create index api_requests_of_account on api_requests (client_id, at, request_id);
create index api_requests_of_order on api_requests (client_id, payment_request_id) where payment_request_id is not null;
create index api_requests_at on api_requests (at);

-- The console lists payments by how they stand, newest first.
create index payments_by_status on payments (client_id, status, payment_session_id);
