-- Why: the outbox. A row is inserted with the state change it tells of, so no outcome goes without its notification.
-- Locks: none that matter; the tables are new.

create table notifications (
  client_id text collate "C" not null,
  -- Stays the same over all retries and resends.
  notification_id text collate "C" not null,
  kind text not null check (kind in ('notifyPayment', 'notifyCapture', 'notifyRefund')),
  payment_id text collate "C" not null,
  -- The payment, capture or refund it is about, and what became of it: one outcome is told once.
  subject_id text collate "C" not null,
  outcome text not null,
  -- Null when neither the request nor the merchant's settings named an address.
  url text,
  -- Scheme, host and port of url: what deliveries take turns by.
  destination text,
  -- The exact bytes that are signed and sent.
  body text not null,
  -- WAITING: due_at says when the next try is. DELIVERED: acknowledged. EXHAUSTED: every try failed. UNADDRESSED: no url.
  status text not null check (status in ('WAITING', 'DELIVERED', 'EXHAUSTED', 'UNADDRESSED')),
  attempt_count integer not null default 0,
  due_at bigint,
  -- Until then one worker holds the row; a worker that died gives it back by letting the time pass.
  leased_until bigint not null default 0,
  created_at bigint not null,
  delivered_at bigint,
  primary key (client_id, notification_id),
  unique (client_id, kind, subject_id, outcome),
  check ((status = 'WAITING') = (due_at is not null)),
  check ((status = 'DELIVERED') = (delivered_at is not null))
);

create index notifications_due on notifications (due_at) where due_at is not null;
-- Leads from one destination to the next, past a backlog of any size.
create index notifications_by_destination on notifications (destination, due_at) where due_at is not null;
create index notifications_of_payment on notifications (client_id, payment_id);

create table notification_attempts (
  client_id text collate "C" not null,
  notification_id text collate "C" not null,
  attempt_number integer not null check (attempt_number > 0),
  -- Where it really went: the address may have been set anew in between.
  url text not null,
  -- As sent, without the signature's value.
  request_headers json not null,
  -- Null when no answer came.
  response_status integer,
  -- The first 4,096 characters.
  response_body text,
  -- ACKNOWLEDGED, or why it does not count as received.
  outcome text not null,
  error text,
  started_at bigint not null,
  duration_ms bigint not null,
  primary key (client_id, notification_id, attempt_number)
);
