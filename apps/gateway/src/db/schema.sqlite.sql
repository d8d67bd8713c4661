CREATE TABLE api_requests (
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

CREATE INDEX api_requests_at on api_requests (at);

CREATE INDEX api_requests_of_account on api_requests (client_id, at, request_id);

CREATE INDEX api_requests_of_order on api_requests (client_id, payment_request_id) where payment_request_id is not null;

CREATE TABLE audit_entries (
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

CREATE INDEX audit_entries_of_account on audit_entries (client_id, sequence);

CREATE TABLE audit_head (
  id integer not null check (id = 1),
  sequence integer not null,
  hash text not null,
  primary key (id)
) strict;

CREATE TABLE captures (
  client_id text not null,
  capture_id text not null,
  capture_request_id text not null,
  payment_id text not null,
  status text not null check (status in ('PROCESSING', 'SUCCESS', 'FAIL')),
  currency text not null check (length(currency) = 3),
  amount_minor integer not null check (amount_minor > 0),
  is_last integer not null check (is_last in (0, 1)),
  result_code text not null,
  result_message text not null,
  acquirer_reference text,
  created_at integer not null,
  finished_at integer,
  inquire_at integer,
  inquiry_count integer not null default 0,
  primary key (client_id, capture_id),
  unique (client_id, capture_request_id),
  check ((status = 'PROCESSING') = (finished_at is null))
) strict;

CREATE INDEX captures_inquire on captures (inquire_at) where inquire_at is not null;

CREATE INDEX captures_of_payment on captures (client_id, payment_id);

CREATE TABLE console_challenges (
  challenge_hash text not null,
  purpose text not null check (purpose in ('ADD', 'SIGN_IN')),
  user_id text,
  address text not null,
  expires_at integer not null,
  primary key (challenge_hash)
) strict;

CREATE INDEX console_challenges_of_address on console_challenges (address);

CREATE INDEX console_challenges_over on console_challenges (expires_at);

CREATE TABLE console_guesses (
  subject text not null,
  failed_count integer not null,
  blocked_until integer not null,
  updated_at integer not null,
  primary key (subject)
) strict;

CREATE TABLE console_links (
  token_hash text not null,
  kind text not null check (kind in ('SETUP', 'INVITATION')),
  email text,
  client_id text,
  role text,
  expires_at integer not null,
  used_at integer,
  primary key (token_hash)
) strict;

CREATE TABLE console_members (
  user_id text not null references console_users (user_id),
  client_id text not null,
  role text not null,
  created_at integer not null,
  primary key (user_id, client_id)
) strict;

CREATE INDEX console_members_of_account on console_members (client_id);

CREATE TABLE console_passkeys (
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

CREATE INDEX console_passkeys_of_user on console_passkeys (user_id);

CREATE TABLE console_roles (
  client_id text not null references merchants (client_id),
  name text not null,
  permissions text not null check (json_valid(permissions)),
  created_at integer not null,
  updated_at integer not null,
  primary key (client_id, name)
) strict;

CREATE TABLE console_sign_ins (
  token_hash text not null,
  user_id text not null references console_users (user_id),
  address text not null,
  user_agent text not null,
  created_at integer not null,
  last_seen_at integer not null,
  primary key (token_hash)
) strict;

CREATE INDEX console_sign_ins_of_user on console_sign_ins (user_id);

CREATE TABLE console_users (
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
  updated_at integer not null, page_origins text check (json_valid(page_origins)),
  primary key (client_id)
) strict;

CREATE TABLE notification_attempts (
  client_id text not null,
  notification_id text not null,
  attempt_number integer not null check (attempt_number > 0),
  url text not null,
  request_headers text not null,
  response_status integer,
  response_body text,
  outcome text not null,
  error text,
  started_at integer not null,
  duration_ms integer not null,
  primary key (client_id, notification_id, attempt_number)
) strict;

CREATE TABLE notifications (
  client_id text not null,
  notification_id text not null,
  kind text not null check (kind in ('notifyPayment', 'notifyCapture', 'notifyRefund')),
  payment_id text not null,
  subject_id text not null,
  outcome text not null,
  url text,
  destination text,
  body text not null,
  status text not null check (status in ('WAITING', 'DELIVERED', 'EXHAUSTED', 'UNADDRESSED')),
  attempt_count integer not null default 0,
  due_at integer,
  leased_until integer not null default 0,
  created_at integer not null,
  delivered_at integer,
  primary key (client_id, notification_id),
  unique (client_id, kind, subject_id, outcome),
  check ((status = 'WAITING') = (due_at is not null)),
  check ((status = 'DELIVERED') = (delivered_at is not null))
) strict;

CREATE INDEX notifications_by_destination on notifications (destination, due_at) where due_at is not null;

CREATE INDEX notifications_due on notifications (due_at) where due_at is not null;

CREATE INDEX notifications_of_payment on notifications (client_id, payment_id);

CREATE TABLE payment_attempts (
  client_id text not null,
  attempt_id text not null,
  payment_id text not null,
  attempt_key text not null,
  status text not null check (status in ('STARTED', 'ACTION_REQUIRED', 'PENDING', 'UNKNOWN', 'SUCCEEDED', 'FAILED', 'REVERSING', 'REVERSED')),
  connector text not null,
  payment_method_type text not null,
  acquirer_reference text,
  result_code text,
  result_message text,
  action text,
  details text,
  credit_pay_plan text,
  reversal_id text,
  started_at integer not null,
  finished_at integer,
  inquire_at integer,
  inquiry_count integer not null default 0,
  primary key (client_id, attempt_id),
  unique (client_id, payment_id, attempt_key)
) strict;

CREATE INDEX payment_attempts_inquire on payment_attempts (inquire_at) where inquire_at is not null;

CREATE TABLE payment_events (
  client_id text not null,
  event_id text not null,
  payment_id text not null,
  kind text not null,
  data text not null,
  created_at integer not null,
  primary key (client_id, event_id)
) strict;

CREATE INDEX payment_events_of_payment on payment_events (client_id, payment_id, event_id);

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
  closed_at integer, origin text not null default 'SESSION' check (origin in ('SESSION', 'PAY')), reference_order_id text,
  primary key (client_id, payment_session_id),
  unique (client_id, payment_request_id),
  check ((status = 'OPEN') = (closed_at is null))
) strict;

CREATE INDEX payment_sessions_of_order on payment_sessions (client_id, reference_order_id) where reference_order_id is not null;

CREATE UNIQUE INDEX payment_sessions_payment on payment_sessions (client_id, payment_id) where payment_id is not null;

CREATE TABLE payments (
  client_id text not null,
  payment_id text not null,
  payment_session_id text not null,
  payment_request_id text not null,
  status text not null check (status in ('PROCESSING', 'PENDING', 'SUCCESS', 'FAIL', 'CANCELLED')),
  result_code text not null,
  result_message text not null,
  currency text not null check (length(currency) = 3),
  amount_minor integer not null check (amount_minor > 0),
  capture_mode text not null check (capture_mode in ('AUTOMATIC', 'MANUAL')),
  payment_method_type text,
  winning_attempt_id text,
  authorized_minor integer not null default 0,
  captured_minor integer not null default 0,
  capturing_minor integer not null default 0,
  refunded_minor integer not null default 0,
  refunding_minor integer not null default 0,
  cancel_id text,
  notify_url text,
  details text,
  echo text,
  time_offset_minutes integer not null check (time_offset_minutes between -840 and 840),
  created_at integer not null,
  paid_at integer,
  cancelled_at integer,
  expires_at integer not null,
  auth_expires_at integer,
  due_at integer,
  primary key (client_id, payment_id),
  unique (client_id, payment_request_id),
  unique (client_id, payment_session_id),
  check (authorized_minor >= 0 and authorized_minor <= amount_minor),
  check (captured_minor >= 0 and capturing_minor >= 0 and captured_minor + capturing_minor <= authorized_minor),
  check (refunded_minor >= 0 and refunding_minor >= 0 and refunded_minor + refunding_minor <= captured_minor),
  check ((status = 'SUCCESS') <= (paid_at is not null)),
  check ((status = 'CANCELLED') = (cancelled_at is not null))
) strict;

CREATE INDEX payments_by_method on payments (client_id, payment_method_type, payment_session_id);

CREATE INDEX payments_by_status on payments (client_id, status, payment_session_id);

CREATE INDEX payments_due on payments (due_at) where due_at is not null;

CREATE TABLE refunds (
  client_id text not null,
  refund_id text not null,
  refund_request_id text not null,
  payment_id text not null,
  status text not null check (status in ('PROCESSING', 'SUCCESS', 'FAIL')),
  currency text not null check (length(currency) = 3),
  amount_minor integer not null check (amount_minor > 0),
  result_code text not null,
  result_message text not null,
  reference_refund_id text,
  refund_reason text,
  notify_url text,
  metadata text,
  acquirer_reference text,
  created_at integer not null,
  finished_at integer,
  inquire_at integer,
  inquiry_count integer not null default 0, customized_info text,
  primary key (client_id, refund_id),
  unique (client_id, refund_request_id),
  check ((status = 'PROCESSING') = (finished_at is null))
) strict;

CREATE INDEX refunds_inquire on refunds (inquire_at) where inquire_at is not null;

CREATE INDEX refunds_of_payment on refunds (client_id, payment_id);

CREATE TABLE sandbox_clock (
  id integer not null check (id = 1),
  offset_ms integer not null,
  primary key (id)
) strict;

CREATE TABLE sandbox_fault_plans (
  client_id text not null,
  plan text not null,
  seed integer not null,
  drawn_count integer not null default 0,
  updated_at integer not null,
  primary key (client_id)
) strict;

CREATE TABLE sandbox_operations (
  client_id text not null,
  operation_id text not null,
  kind text not null check (kind in ('AUTHORIZATION', 'CAPTURE', 'VOID', 'REFUND')),
  authorization_id text,
  acquirer_reference text not null,
  scenario text not null,
  state text not null,
  currency text not null check (length(currency) = 3),
  amount_minor integer not null check (amount_minor > 0),
  payment_method_type text not null,
  page_token text,
  due_at integer,
  created_at integer not null,
  updated_at integer not null,
  primary key (client_id, operation_id)
) strict;

CREATE INDEX sandbox_operations_authorization on sandbox_operations (client_id, authorization_id) where authorization_id is not null;

CREATE INDEX sandbox_operations_due on sandbox_operations (due_at) where due_at is not null;

CREATE UNIQUE INDEX sandbox_operations_page on sandbox_operations (page_token) where page_token is not null;

CREATE TABLE schema_migrations (number integer not null primary key, name text not null, is_breaking integer not null, applied_at integer not null) strict;
