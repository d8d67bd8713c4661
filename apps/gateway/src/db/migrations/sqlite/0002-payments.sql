-- Why: what a buyer's attempts to pay turn a session into, and what follows a payment: captures, refunds, cancellations.
-- Locks: the whole file, as every SQLite transaction does, for milliseconds.
--
-- The PostgreSQL file beside this one says what each column means; here is only what differs.

alter table payment_sessions add column origin text not null default 'SESSION' check (origin in ('SESSION', 'PAY'));

create table payments (
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

create index payments_due on payments (due_at) where due_at is not null;

create table payment_attempts (
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

create index payment_attempts_inquire on payment_attempts (inquire_at) where inquire_at is not null;

create table captures (
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

create index captures_of_payment on captures (client_id, payment_id);
create index captures_inquire on captures (inquire_at) where inquire_at is not null;

create table refunds (
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
  inquiry_count integer not null default 0,
  primary key (client_id, refund_id),
  unique (client_id, refund_request_id),
  check ((status = 'PROCESSING') = (finished_at is null))
) strict;

create index refunds_of_payment on refunds (client_id, payment_id);
create index refunds_inquire on refunds (inquire_at) where inquire_at is not null;

create table payment_events (
  client_id text not null,
  event_id text not null,
  payment_id text not null,
  kind text not null,
  data text not null,
  created_at integer not null,
  primary key (client_id, event_id)
) strict;

create index payment_events_of_payment on payment_events (client_id, payment_id, event_id);
