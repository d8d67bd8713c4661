-- Why: what a buyer's attempts to pay turn a session into, and what follows a payment: captures, refunds, cancellations.
-- Locks: payment_sessions for the moment one column with a constant default takes; the other tables are new.
--
-- Money moves in three steps, and each step is a row before the acquirer hears of it: intent committed, acquirer called,
-- answer recorded. `inquire_at` is when the job runner asks the acquirer again, because no answer was recorded; null when
-- nothing is open.

-- SESSION: made by createPaymentSession. PAY: made by pay, whose payment exists from the start.
alter table payment_sessions add column origin text not null default 'SESSION' check (origin in ('SESSION', 'PAY'));

create table payments (
  client_id text collate "C" not null,
  payment_id text collate "C" not null,
  payment_session_id text collate "C" not null,
  payment_request_id text collate "C" not null,
  status text not null check (status in ('PROCESSING', 'PENDING', 'SUCCESS', 'FAIL', 'CANCELLED')),
  -- The code inquiryPayment answers as paymentResultCode, and its sentence.
  result_code text not null,
  result_message text not null,
  currency text not null check (length(currency) = 3),
  amount_minor bigint not null check (amount_minor > 0),
  capture_mode text not null check (capture_mode in ('AUTOMATIC', 'MANUAL')),
  -- Of the attempt that decided, else of the latest.
  payment_method_type text,
  -- The attempt that paid.
  winning_attempt_id text collate "C",
  authorized_minor bigint not null default 0,
  -- What is captured, and what is being captured: the second is reserved before the acquirer is asked.
  captured_minor bigint not null default 0,
  capturing_minor bigint not null default 0,
  refunded_minor bigint not null default 0,
  refunding_minor bigint not null default 0,
  -- Set while a cancellation of a paid payment is under way; everything else that moves its money then waits.
  cancel_id text collate "C",
  notify_url text,
  -- paymentResultInfo and pspCustomerInfo of the deciding attempt, as the notification carries them.
  details json,
  -- What the merchant wants echoed: metadata, customizedInfo.
  echo json,
  time_offset_minutes integer not null check (time_offset_minutes between -840 and 840),
  created_at bigint not null,
  paid_at bigint,
  cancelled_at bigint,
  -- An unpaid payment closes then.
  expires_at bigint not null,
  -- An authorization that was not captured is given back then.
  auth_expires_at bigint,
  -- When the job runner looks at the row next; null when nothing can happen to it by itself any more.
  due_at bigint,
  primary key (client_id, payment_id),
  unique (client_id, payment_request_id),
  unique (client_id, payment_session_id),
  check (authorized_minor >= 0 and authorized_minor <= amount_minor),
  check (captured_minor >= 0 and capturing_minor >= 0 and captured_minor + capturing_minor <= authorized_minor),
  check (refunded_minor >= 0 and refunding_minor >= 0 and refunded_minor + refunding_minor <= captured_minor),
  check ((status = 'SUCCESS') <= (paid_at is not null)),
  check ((status = 'CANCELLED') = (cancelled_at is not null))
);

create index payments_due on payments (due_at) where due_at is not null;

create table payment_attempts (
  client_id text collate "C" not null,
  attempt_id text collate "C" not null,
  payment_id text collate "C" not null,
  -- The browser's idempotency key: a double click is one attempt.
  attempt_key text collate "C" not null,
  status text not null check (status in ('STARTED', 'ACTION_REQUIRED', 'PENDING', 'UNKNOWN', 'SUCCEEDED', 'FAILED', 'REVERSING', 'REVERSED')),
  connector text not null,
  payment_method_type text not null,
  acquirer_reference text,
  result_code text,
  result_message text,
  -- What the payer has to do: a page to open, a code to scan, a 3-D Secure step. Null when nothing.
  action json,
  -- Card or wallet as the merchant may see it: masked number, brand, issuer, 3-D Secure result.
  details json,
  credit_pay_plan json,
  -- Our id of the reversal, when this attempt succeeded after the payment was decided otherwise.
  reversal_id text collate "C",
  started_at bigint not null,
  finished_at bigint,
  inquire_at bigint,
  inquiry_count integer not null default 0,
  primary key (client_id, attempt_id),
  unique (client_id, payment_id, attempt_key)
);

create index payment_attempts_inquire on payment_attempts (inquire_at) where inquire_at is not null;

create table captures (
  client_id text collate "C" not null,
  capture_id text collate "C" not null,
  capture_request_id text collate "C" not null,
  payment_id text collate "C" not null,
  status text not null check (status in ('PROCESSING', 'SUCCESS', 'FAIL')),
  currency text not null check (length(currency) = 3),
  amount_minor bigint not null check (amount_minor > 0),
  is_last integer not null check (is_last in (0, 1)),
  result_code text not null,
  result_message text not null,
  acquirer_reference text,
  created_at bigint not null,
  finished_at bigint,
  inquire_at bigint,
  inquiry_count integer not null default 0,
  primary key (client_id, capture_id),
  unique (client_id, capture_request_id),
  check ((status = 'PROCESSING') = (finished_at is null))
);

create index captures_of_payment on captures (client_id, payment_id);
create index captures_inquire on captures (inquire_at) where inquire_at is not null;

create table refunds (
  client_id text collate "C" not null,
  refund_id text collate "C" not null,
  refund_request_id text collate "C" not null,
  payment_id text collate "C" not null,
  status text not null check (status in ('PROCESSING', 'SUCCESS', 'FAIL')),
  currency text not null check (length(currency) = 3),
  amount_minor bigint not null check (amount_minor > 0),
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
  primary key (client_id, refund_id),
  unique (client_id, refund_request_id),
  check ((status = 'PROCESSING') = (finished_at is null))
);

create index refunds_of_payment on refunds (client_id, payment_id);
create index refunds_inquire on refunds (inquire_at) where inquire_at is not null;

-- What happened to a payment, in order, for people: append only, nothing is decided by it. event_id sorts by time.
create table payment_events (
  client_id text collate "C" not null,
  event_id text collate "C" not null,
  payment_id text collate "C" not null,
  kind text not null,
  data json not null,
  created_at bigint not null,
  primary key (client_id, event_id)
);

create index payment_events_of_payment on payment_events (client_id, payment_id, event_id);
