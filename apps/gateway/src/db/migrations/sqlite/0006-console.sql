-- Why: who may use the console, what they did, and what was asked over the API.
-- Locks: the whole file, as every SQLite transaction does, for milliseconds.
--
-- The PostgreSQL file beside this one says what each column means; here is only what differs.

create table console_users (
  user_id text not null,
  email text not null,
  name text not null,
  password_hash text not null,
  totp_sealed text,
  totp_last_step integer not null default 0,
  recovery_hashes text not null default '[]' check (json_valid(recovery_hashes)),
  created_at integer not null,
  primary key (user_id),
  unique (email)
) strict;

create table console_members (
  user_id text not null references console_users (user_id),
  client_id text not null,
  role text not null,
  created_at integer not null,
  primary key (user_id, client_id)
) strict;

create index console_members_of_account on console_members (client_id);

create table console_sign_ins (
  token_hash text not null,
  user_id text not null references console_users (user_id),
  address text not null,
  user_agent text not null,
  created_at integer not null,
  last_seen_at integer not null,
  primary key (token_hash)
) strict;

create index console_sign_ins_of_user on console_sign_ins (user_id);

create table console_links (
  token_hash text not null,
  kind text not null check (kind in ('SETUP', 'INVITATION')),
  email text,
  client_id text,
  role text,
  expires_at integer not null,
  used_at integer,
  primary key (token_hash)
) strict;

create table console_guesses (
  subject text not null,
  failed_count integer not null,
  blocked_until integer not null,
  updated_at integer not null,
  primary key (subject)
) strict;

create table audit_entries (
  sequence integer not null check (sequence > 0),
  at integer not null,
  actor text not null,
  action text not null,
  client_id text,
  details text not null check (json_valid(details)),
  previous_hash text not null,
  hash text not null,
  primary key (sequence)
) strict;

create table audit_head (
  id integer not null check (id = 1),
  sequence integer not null,
  hash text not null,
  primary key (id)
) strict;

insert into audit_head (id, sequence, hash) values (1, 0, '0000000000000000000000000000000000000000000000000000000000000000');

create index audit_entries_of_account on audit_entries (client_id, sequence);

create table api_requests (
  request_id text not null,
  client_id text,
  at integer not null,
  method text not null,
  path text not null,
  operation text,
  result_code text not null,
  duration_us integer not null,
  payment_request_id text,
  payment_id text,
  request_headers text not null,
  request_body text not null,
  response_body text not null,
  diagnosis text,
  primary key (request_id)
) strict;

create index api_requests_of_account on api_requests (client_id, at, request_id);
create index api_requests_of_order on api_requests (client_id, payment_request_id) where payment_request_id is not null;
create index api_requests_at on api_requests (at);

create index payments_by_status on payments (client_id, status, payment_session_id);
