-- Why: the tables that createPaymentSession needs: merchants, their keys, the gateway's keys, payment sessions.
-- Locks: none that matter; the tables are new.
--
-- Instants are UTC milliseconds, amounts are minor units. Ids compare by bytes (collate "C"): cheaper than a language's
-- order, the same order as SQLite's, and no index breaks when the system's collations change under it.
-- A statement ends with a semicolon at the end of a line; no other line ends with one.

create table merchants (
  client_id text collate "C" not null,
  display_name text not null,
  status text not null check (status in ('ACTIVE', 'SUSPENDED')),
  -- ISO 3166-1 alpha-2 of the contracting entity.
  region text not null check (length(region) = 2),
  -- JSON lists of text. Null restricts nothing, an empty list allows nothing.
  products jsonb not null,
  payment_methods jsonb,
  currencies jsonb,
  settlement_currencies jsonb not null,
  card_brands jsonb,
  redirect_hosts jsonb,
  notify_url text,
  created_at bigint not null,
  updated_at bigint not null,
  primary key (client_id)
);

create table merchant_keys (
  client_id text collate "C" not null references merchants (client_id),
  key_version integer not null check (key_version > 0),
  -- SubjectPublicKeyInfo, DER in base64.
  public_key text not null,
  -- From this instant on the key verifies nothing; null never ends.
  not_after bigint,
  created_at bigint not null,
  primary key (client_id, key_version)
);

-- The gateway signs every merchant's replies with the same few keys, so this one table has no client_id in its primary
-- key. On a distributed engine it is a reference table: copied to every node, never sharded.
create table gateway_keys (
  key_version integer not null check (key_version > 0),
  public_key text not null,
  -- PKCS #8, sealed under the master key.
  private_key_sealed text not null,
  created_at bigint not null,
  -- Since this instant the key signs nothing new; what it signed stays verifiable.
  retired_at bigint,
  primary key (key_version)
);

-- Inserted on the request path, so it carries as little as its promises allow: the primary key grows at its end, because
-- session ids sort by time; only the merchant's own request ids enter an index in any order. payment_id is null at
-- insert, and a partial index takes no notice of it.
-- No foreign key to merchants: a merchant's row is never deleted, an authenticated request has just proved that it is
-- there, and the check would lock that one row in every insert of a busy merchant.
create table payment_sessions (
  client_id text collate "C" not null,
  payment_session_id text collate "C" not null,
  payment_request_id text collate "C" not null,
  status text not null check (status in ('OPEN', 'CANCELLED')),
  payment_currency text not null check (length(payment_currency) = 3),
  payment_minor bigint not null check (payment_minor > 0),
  -- The normalised request without card data. json keeps the text as it was written; jsonb would refuse the escape of
  -- U+0000, which a merchant may well send inside a description.
  request json not null,
  card_sealed text,
  notify_url text,
  payment_id text collate "C",
  expires_at bigint not null,
  -- The offset in which the merchant reads expires_at.
  expiry_offset_minutes integer not null check (expiry_offset_minutes between -840 and 840),
  created_at bigint not null,
  closed_at bigint,
  primary key (client_id, payment_session_id),
  -- paymentRequestId is the merchant's idempotency key; this index settles every race for one.
  unique (client_id, payment_request_id),
  check ((status = 'OPEN') = (closed_at is null))
);

create unique index payment_sessions_payment on payment_sessions (client_id, payment_id) where payment_id is not null;
