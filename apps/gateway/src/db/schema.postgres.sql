create table api_requests (
  request_id text not null,
  client_id text,
  at bigint not null,
  method text not null,
  path text not null,
  operation text,
  result_code text not null,
  duration_us bigint not null,
  payment_request_id text,
  payment_id text,
  request_headers jsonb not null,
  request_body text not null,
  response_body text not null,
  diagnosis text,
  constraint api_requests_pkey PRIMARY KEY (request_id)
);

CREATE INDEX api_requests_at ON public.api_requests USING btree (at);

CREATE INDEX api_requests_of_account ON public.api_requests USING btree (client_id, at, request_id);

CREATE INDEX api_requests_of_order ON public.api_requests USING btree (client_id, payment_request_id) WHERE (payment_request_id IS NOT NULL);

create table audit_entries (
  sequence bigint not null,
  at bigint not null,
  actor text not null,
  action text not null,
  client_id text,
  details text not null,
  previous_hash text not null,
  hash text not null,
  constraint audit_entries_sequence_check CHECK ((sequence > 0)),
  constraint audit_entries_pkey PRIMARY KEY (sequence)
);

CREATE INDEX audit_entries_of_account ON public.audit_entries USING btree (client_id, sequence);

create table audit_head (
  id bigint not null,
  sequence bigint not null,
  hash text not null,
  constraint audit_head_id_check CHECK ((id = 1)),
  constraint audit_head_pkey PRIMARY KEY (id)
);

create table captures (
  client_id text collate "C" not null,
  capture_id text collate "C" not null,
  capture_request_id text collate "C" not null,
  payment_id text collate "C" not null,
  status text not null,
  currency text not null,
  amount_minor bigint not null,
  is_last integer not null,
  result_code text not null,
  result_message text not null,
  acquirer_reference text,
  created_at bigint not null,
  finished_at bigint,
  inquire_at bigint,
  inquiry_count integer not null default 0,
  constraint captures_amount_minor_check CHECK ((amount_minor > 0)),
  constraint captures_check CHECK (((status = 'PROCESSING'::text) = (finished_at IS NULL))),
  constraint captures_currency_check CHECK ((length(currency) = 3)),
  constraint captures_is_last_check CHECK ((is_last = ANY (ARRAY[0, 1]))),
  constraint captures_status_check CHECK ((status = ANY (ARRAY['PROCESSING'::text, 'SUCCESS'::text, 'FAIL'::text]))),
  constraint captures_pkey PRIMARY KEY (client_id, capture_id),
  constraint captures_client_id_capture_request_id_key UNIQUE (client_id, capture_request_id)
);

CREATE INDEX captures_inquire ON public.captures USING btree (inquire_at) WHERE (inquire_at IS NOT NULL);

CREATE INDEX captures_of_payment ON public.captures USING btree (client_id, payment_id);

create table console_challenges (
  challenge_hash text not null,
  purpose text not null,
  user_id text,
  address text not null,
  expires_at bigint not null,
  constraint console_challenges_purpose_check CHECK ((purpose = ANY (ARRAY['ADD'::text, 'SIGN_IN'::text]))),
  constraint console_challenges_pkey PRIMARY KEY (challenge_hash)
);

CREATE INDEX console_challenges_of_address ON public.console_challenges USING btree (address);

CREATE INDEX console_challenges_over ON public.console_challenges USING btree (expires_at);

create table console_guesses (
  subject text not null,
  failed_count bigint not null,
  blocked_until bigint not null,
  updated_at bigint not null,
  constraint console_guesses_pkey PRIMARY KEY (subject)
);

create table console_links (
  token_hash text not null,
  kind text not null,
  email text,
  client_id text,
  role text,
  expires_at bigint not null,
  used_at bigint,
  constraint console_links_kind_check CHECK ((kind = ANY (ARRAY['SETUP'::text, 'INVITATION'::text]))),
  constraint console_links_pkey PRIMARY KEY (token_hash)
);

create table console_members (
  user_id text not null,
  client_id text not null,
  role text not null,
  created_at bigint not null,
  constraint console_members_user_id_fkey FOREIGN KEY (user_id) REFERENCES console_users(user_id),
  constraint console_members_pkey PRIMARY KEY (user_id, client_id)
);

CREATE INDEX console_members_of_account ON public.console_members USING btree (client_id);

create table console_passkeys (
  credential_id text not null,
  user_id text not null,
  name text not null,
  public_key text not null,
  algorithm bigint not null,
  sign_count bigint not null,
  created_at bigint not null,
  last_used_at bigint,
  constraint console_passkeys_user_id_fkey FOREIGN KEY (user_id) REFERENCES console_users(user_id),
  constraint console_passkeys_pkey PRIMARY KEY (credential_id)
);

CREATE INDEX console_passkeys_of_user ON public.console_passkeys USING btree (user_id);

create table console_roles (
  client_id text not null,
  name text not null,
  permissions jsonb not null,
  created_at bigint not null,
  updated_at bigint not null,
  constraint console_roles_client_id_fkey FOREIGN KEY (client_id) REFERENCES merchants(client_id),
  constraint console_roles_pkey PRIMARY KEY (client_id, name)
);

create table console_sign_ins (
  token_hash text not null,
  user_id text not null,
  address text not null,
  user_agent text not null,
  created_at bigint not null,
  last_seen_at bigint not null,
  constraint console_sign_ins_user_id_fkey FOREIGN KEY (user_id) REFERENCES console_users(user_id),
  constraint console_sign_ins_pkey PRIMARY KEY (token_hash)
);

CREATE INDEX console_sign_ins_of_user ON public.console_sign_ins USING btree (user_id);

create table console_users (
  user_id text not null,
  email text not null,
  name text not null,
  password_hash text not null,
  totp_sealed text,
  totp_last_step bigint not null default 0,
  recovery_hashes jsonb not null default '[]'::jsonb,
  created_at bigint not null,
  constraint console_users_pkey PRIMARY KEY (user_id),
  constraint console_users_email_key UNIQUE (email)
);

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
  page_origins jsonb,
  constraint merchants_region_check CHECK ((length(region) = 2)),
  constraint merchants_status_check CHECK ((status = ANY (ARRAY['ACTIVE'::text, 'SUSPENDED'::text]))),
  constraint merchants_pkey PRIMARY KEY (client_id)
);

create table notification_attempts (
  client_id text collate "C" not null,
  notification_id text collate "C" not null,
  attempt_number integer not null,
  url text not null,
  request_headers json not null,
  response_status integer,
  response_body text,
  outcome text not null,
  error text,
  started_at bigint not null,
  duration_ms bigint not null,
  constraint notification_attempts_attempt_number_check CHECK ((attempt_number > 0)),
  constraint notification_attempts_pkey PRIMARY KEY (client_id, notification_id, attempt_number)
);

create table notifications (
  client_id text collate "C" not null,
  notification_id text collate "C" not null,
  kind text not null,
  payment_id text collate "C" not null,
  subject_id text collate "C" not null,
  outcome text not null,
  url text,
  destination text,
  body text not null,
  status text not null,
  attempt_count integer not null default 0,
  due_at bigint,
  leased_until bigint not null default 0,
  created_at bigint not null,
  delivered_at bigint,
  constraint notifications_check CHECK (((status = 'WAITING'::text) = (due_at IS NOT NULL))),
  constraint notifications_check1 CHECK (((status = 'DELIVERED'::text) = (delivered_at IS NOT NULL))),
  constraint notifications_kind_check CHECK ((kind = ANY (ARRAY['notifyPayment'::text, 'notifyCapture'::text, 'notifyRefund'::text]))),
  constraint notifications_status_check CHECK ((status = ANY (ARRAY['WAITING'::text, 'DELIVERED'::text, 'EXHAUSTED'::text, 'UNADDRESSED'::text]))),
  constraint notifications_pkey PRIMARY KEY (client_id, notification_id),
  constraint notifications_client_id_kind_subject_id_outcome_key UNIQUE (client_id, kind, subject_id, outcome)
) with (fillfactor=50, autovacuum_vacuum_scale_factor=0.02);

CREATE INDEX notifications_by_destination ON public.notifications USING btree (destination, due_at) WHERE (due_at IS NOT NULL);

CREATE INDEX notifications_due ON public.notifications USING btree (due_at) WHERE (due_at IS NOT NULL);

CREATE INDEX notifications_of_payment ON public.notifications USING btree (client_id, payment_id);

create table payment_attempts (
  client_id text collate "C" not null,
  attempt_id text collate "C" not null,
  payment_id text collate "C" not null,
  attempt_key text collate "C" not null,
  status text not null,
  connector text not null,
  payment_method_type text not null,
  acquirer_reference text,
  result_code text,
  result_message text,
  action json,
  details json,
  credit_pay_plan json,
  reversal_id text collate "C",
  started_at bigint not null,
  finished_at bigint,
  inquire_at bigint,
  inquiry_count integer not null default 0,
  constraint payment_attempts_status_check CHECK ((status = ANY (ARRAY['STARTED'::text, 'ACTION_REQUIRED'::text, 'PENDING'::text, 'UNKNOWN'::text, 'SUCCEEDED'::text, 'FAILED'::text, 'REVERSING'::text, 'REVERSED'::text]))),
  constraint payment_attempts_pkey PRIMARY KEY (client_id, attempt_id),
  constraint payment_attempts_client_id_payment_id_attempt_key_key UNIQUE (client_id, payment_id, attempt_key)
);

CREATE INDEX payment_attempts_inquire ON public.payment_attempts USING btree (inquire_at) WHERE (inquire_at IS NOT NULL);

create table payment_events (
  client_id text collate "C" not null,
  event_id text collate "C" not null,
  payment_id text collate "C" not null,
  kind text not null,
  data json not null,
  created_at bigint not null,
  constraint payment_events_pkey PRIMARY KEY (client_id, event_id)
);

CREATE INDEX payment_events_of_payment ON public.payment_events USING btree (client_id, payment_id, event_id);

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
  origin text not null default 'SESSION'::text,
  reference_order_id text collate "C",
  constraint payment_sessions_check CHECK (((status = 'OPEN'::text) = (closed_at IS NULL))),
  constraint payment_sessions_expiry_offset_minutes_check CHECK (((expiry_offset_minutes >= '-840'::integer) AND (expiry_offset_minutes <= 840))),
  constraint payment_sessions_origin_check CHECK ((origin = ANY (ARRAY['SESSION'::text, 'PAY'::text]))),
  constraint payment_sessions_payment_currency_check CHECK ((length(payment_currency) = 3)),
  constraint payment_sessions_payment_minor_check CHECK ((payment_minor > 0)),
  constraint payment_sessions_status_check CHECK ((status = ANY (ARRAY['OPEN'::text, 'CANCELLED'::text]))),
  constraint payment_sessions_pkey PRIMARY KEY (client_id, payment_session_id),
  constraint payment_sessions_client_id_payment_request_id_key UNIQUE (client_id, payment_request_id)
);

CREATE INDEX payment_sessions_of_order ON public.payment_sessions USING btree (client_id, reference_order_id) WHERE (reference_order_id IS NOT NULL);

CREATE UNIQUE INDEX payment_sessions_payment ON public.payment_sessions USING btree (client_id, payment_id) WHERE (payment_id IS NOT NULL);

create table payments (
  client_id text collate "C" not null,
  payment_id text collate "C" not null,
  payment_session_id text collate "C" not null,
  payment_request_id text collate "C" not null,
  status text not null,
  result_code text not null,
  result_message text not null,
  currency text not null,
  amount_minor bigint not null,
  capture_mode text not null,
  payment_method_type text,
  winning_attempt_id text collate "C",
  authorized_minor bigint not null default 0,
  captured_minor bigint not null default 0,
  capturing_minor bigint not null default 0,
  refunded_minor bigint not null default 0,
  refunding_minor bigint not null default 0,
  cancel_id text collate "C",
  notify_url text,
  details json,
  echo json,
  time_offset_minutes integer not null,
  created_at bigint not null,
  paid_at bigint,
  cancelled_at bigint,
  expires_at bigint not null,
  auth_expires_at bigint,
  due_at bigint,
  constraint payments_amount_minor_check CHECK ((amount_minor > 0)),
  constraint payments_capture_mode_check CHECK ((capture_mode = ANY (ARRAY['AUTOMATIC'::text, 'MANUAL'::text]))),
  constraint payments_check CHECK (((authorized_minor >= 0) AND (authorized_minor <= amount_minor))),
  constraint payments_check1 CHECK (((captured_minor >= 0) AND (capturing_minor >= 0) AND ((captured_minor + capturing_minor) <= authorized_minor))),
  constraint payments_check2 CHECK (((refunded_minor >= 0) AND (refunding_minor >= 0) AND ((refunded_minor + refunding_minor) <= captured_minor))),
  constraint payments_check3 CHECK (((status = 'SUCCESS'::text) <= (paid_at IS NOT NULL))),
  constraint payments_check4 CHECK (((status = 'CANCELLED'::text) = (cancelled_at IS NOT NULL))),
  constraint payments_currency_check CHECK ((length(currency) = 3)),
  constraint payments_status_check CHECK ((status = ANY (ARRAY['PROCESSING'::text, 'PENDING'::text, 'SUCCESS'::text, 'FAIL'::text, 'CANCELLED'::text]))),
  constraint payments_time_offset_minutes_check CHECK (((time_offset_minutes >= '-840'::integer) AND (time_offset_minutes <= 840))),
  constraint payments_pkey PRIMARY KEY (client_id, payment_id),
  constraint payments_client_id_payment_request_id_key UNIQUE (client_id, payment_request_id),
  constraint payments_client_id_payment_session_id_key UNIQUE (client_id, payment_session_id)
);

CREATE INDEX payments_by_method ON public.payments USING btree (client_id, payment_method_type, payment_session_id);

CREATE INDEX payments_by_status ON public.payments USING btree (client_id, status, payment_session_id);

CREATE INDEX payments_due ON public.payments USING btree (due_at) WHERE (due_at IS NOT NULL);

create table refunds (
  client_id text collate "C" not null,
  refund_id text collate "C" not null,
  refund_request_id text collate "C" not null,
  payment_id text collate "C" not null,
  status text not null,
  currency text not null,
  amount_minor bigint not null,
  result_code text not null,
  result_message text not null,
  reference_refund_id text,
  refund_reason text,
  notify_url text,
  metadata text,
  acquirer_reference text,
  created_at bigint not null,
  finished_at bigint,
  inquire_at bigint,
  inquiry_count integer not null default 0,
  customized_info json,
  constraint refunds_amount_minor_check CHECK ((amount_minor > 0)),
  constraint refunds_check CHECK (((status = 'PROCESSING'::text) = (finished_at IS NULL))),
  constraint refunds_currency_check CHECK ((length(currency) = 3)),
  constraint refunds_status_check CHECK ((status = ANY (ARRAY['PROCESSING'::text, 'SUCCESS'::text, 'FAIL'::text]))),
  constraint refunds_pkey PRIMARY KEY (client_id, refund_id),
  constraint refunds_client_id_refund_request_id_key UNIQUE (client_id, refund_request_id)
);

CREATE INDEX refunds_inquire ON public.refunds USING btree (inquire_at) WHERE (inquire_at IS NOT NULL);

CREATE INDEX refunds_of_payment ON public.refunds USING btree (client_id, payment_id);

create table sandbox_clock (
  id integer not null,
  offset_ms bigint not null,
  constraint sandbox_clock_id_check CHECK ((id = 1)),
  constraint sandbox_clock_pkey PRIMARY KEY (id)
);

create table sandbox_fault_plans (
  client_id text collate "C" not null,
  plan json not null,
  seed bigint not null,
  drawn_count bigint not null default 0,
  updated_at bigint not null,
  constraint sandbox_fault_plans_pkey PRIMARY KEY (client_id)
);

create table sandbox_operations (
  client_id text collate "C" not null,
  operation_id text collate "C" not null,
  kind text not null,
  authorization_id text collate "C",
  acquirer_reference text collate "C" not null,
  scenario json not null,
  state json not null,
  currency text not null,
  amount_minor bigint not null,
  payment_method_type text not null,
  page_token text collate "C",
  due_at bigint,
  created_at bigint not null,
  updated_at bigint not null,
  constraint sandbox_operations_amount_minor_check CHECK ((amount_minor > 0)),
  constraint sandbox_operations_currency_check CHECK ((length(currency) = 3)),
  constraint sandbox_operations_kind_check CHECK ((kind = ANY (ARRAY['AUTHORIZATION'::text, 'CAPTURE'::text, 'VOID'::text, 'REFUND'::text]))),
  constraint sandbox_operations_pkey PRIMARY KEY (client_id, operation_id)
);

CREATE INDEX sandbox_operations_authorization ON public.sandbox_operations USING btree (client_id, authorization_id) WHERE (authorization_id IS NOT NULL);

CREATE INDEX sandbox_operations_due ON public.sandbox_operations USING btree (due_at) WHERE (due_at IS NOT NULL);

CREATE UNIQUE INDEX sandbox_operations_page ON public.sandbox_operations USING btree (page_token) WHERE (page_token IS NOT NULL);

create table schema_migrations (
  number bigint not null,
  name text not null,
  is_breaking bigint not null,
  applied_at bigint not null,
  constraint schema_migrations_pkey PRIMARY KEY (number)
);
