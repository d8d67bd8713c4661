-- Why: the outbox. A row is inserted with the state change it tells of, so no outcome goes without its notification.
-- Locks: the whole file, as every SQLite transaction does, for milliseconds.
--
-- The PostgreSQL file beside this one says what each column means; here is only what differs.

create table notifications (
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

create index notifications_due on notifications (due_at) where due_at is not null;
create index notifications_by_destination on notifications (destination, due_at) where due_at is not null;
create index notifications_of_payment on notifications (client_id, payment_id);

create table notification_attempts (
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
