CREATE TABLE gateway_keys (
  key_version integer not null check (key_version > 0),
  public_key text not null,
  private_key_sealed text not null,
  created_at integer not null,
  retired_at integer,
  primary key (key_version)
) strict;

CREATE TABLE merchant_keys (
  client_id text not null references merchants (client_id),
  key_version integer not null check (key_version > 0),
  public_key text not null,
  not_after integer,
  created_at integer not null,
  primary key (client_id, key_version)
) strict;

CREATE TABLE merchants (
  client_id text not null,
  display_name text not null,
  status text not null check (status in ('ACTIVE', 'SUSPENDED')),
  region text not null check (length(region) = 2),
  products text not null check (json_valid(products)),
  payment_methods text check (json_valid(payment_methods)),
  currencies text check (json_valid(currencies)),
  settlement_currencies text not null check (json_valid(settlement_currencies)),
  card_brands text check (json_valid(card_brands)),
  redirect_hosts text check (json_valid(redirect_hosts)),
  notify_url text,
  created_at integer not null,
  updated_at integer not null,
  primary key (client_id)
) strict;

CREATE TABLE payment_sessions (
  client_id text not null,
  payment_session_id text not null,
  payment_request_id text not null,
  status text not null check (status in ('OPEN', 'CANCELLED')),
  payment_currency text not null check (length(payment_currency) = 3),
  payment_minor integer not null check (payment_minor > 0),
  request text not null,
  card_sealed text,
  notify_url text,
  payment_id text,
  expires_at integer not null,
  expiry_offset_minutes integer not null check (expiry_offset_minutes between -840 and 840),
  created_at integer not null,
  closed_at integer,
  primary key (client_id, payment_session_id),
  unique (client_id, payment_request_id),
  check ((status = 'OPEN') = (closed_at is null))
) strict;

CREATE UNIQUE INDEX payment_sessions_payment on payment_sessions (client_id, payment_id) where payment_id is not null;

CREATE TABLE schema_migrations (number integer not null primary key, name text not null, is_breaking integer not null, applied_at integer not null) strict;
