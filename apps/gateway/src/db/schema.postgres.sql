create table gateway_keys (
  key_version integer not null,
  public_key text not null,
  private_key_sealed text not null,
  created_at bigint not null,
  retired_at bigint,
  constraint gateway_keys_key_version_check CHECK ((key_version > 0)),
  constraint gateway_keys_pkey PRIMARY KEY (key_version)
);

create table merchant_keys (
  client_id text collate "C" not null,
  key_version integer not null,
  public_key text not null,
  not_after bigint,
  created_at bigint not null,
  constraint merchant_keys_key_version_check CHECK ((key_version > 0)),
  constraint merchant_keys_client_id_fkey FOREIGN KEY (client_id) REFERENCES merchants(client_id),
  constraint merchant_keys_pkey PRIMARY KEY (client_id, key_version)
);

create table merchants (
  client_id text collate "C" not null,
  display_name text not null,
  status text not null,
  region text not null,
  products jsonb not null,
  payment_methods jsonb,
  currencies jsonb,
  settlement_currencies jsonb not null,
  card_brands jsonb,
  redirect_hosts jsonb,
  notify_url text,
  created_at bigint not null,
  updated_at bigint not null,
  constraint merchants_region_check CHECK ((length(region) = 2)),
  constraint merchants_status_check CHECK ((status = ANY (ARRAY['ACTIVE'::text, 'SUSPENDED'::text]))),
  constraint merchants_pkey PRIMARY KEY (client_id)
);

create table payment_sessions (
  client_id text collate "C" not null,
  payment_session_id text collate "C" not null,
  payment_request_id text collate "C" not null,
  status text not null,
  payment_currency text not null,
  payment_minor bigint not null,
  request json not null,
  card_sealed text,
  notify_url text,
  payment_id text collate "C",
  expires_at bigint not null,
  expiry_offset_minutes integer not null,
  created_at bigint not null,
  closed_at bigint,
  constraint payment_sessions_check CHECK (((status = 'OPEN'::text) = (closed_at IS NULL))),
  constraint payment_sessions_expiry_offset_minutes_check CHECK (((expiry_offset_minutes >= '-840'::integer) AND (expiry_offset_minutes <= 840))),
  constraint payment_sessions_payment_currency_check CHECK ((length(payment_currency) = 3)),
  constraint payment_sessions_payment_minor_check CHECK ((payment_minor > 0)),
  constraint payment_sessions_status_check CHECK ((status = ANY (ARRAY['OPEN'::text, 'CANCELLED'::text]))),
  constraint payment_sessions_pkey PRIMARY KEY (client_id, payment_session_id),
  constraint payment_sessions_client_id_payment_request_id_key UNIQUE (client_id, payment_request_id)
);

CREATE UNIQUE INDEX payment_sessions_payment ON public.payment_sessions USING btree (client_id, payment_id) WHERE (payment_id IS NOT NULL);

create table schema_migrations (
  number bigint not null,
  name text not null,
  is_breaking bigint not null,
  applied_at bigint not null,
  constraint schema_migrations_pkey PRIMARY KEY (number)
);
