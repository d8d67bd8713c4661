-- Why: the sandbox acquirer's own books, its fault plans, and the clock that tests may move.
-- Locks: the whole file, as every SQLite transaction does, for milliseconds.
--
-- The PostgreSQL file beside this one says what each column means; here is only what differs.

create table sandbox_operations (
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

create unique index sandbox_operations_page on sandbox_operations (page_token) where page_token is not null;
create index sandbox_operations_authorization on sandbox_operations (client_id, authorization_id) where authorization_id is not null;
create index sandbox_operations_due on sandbox_operations (due_at) where due_at is not null;

create table sandbox_fault_plans (
  client_id text not null,
  plan text not null,
  seed integer not null,
  drawn_count integer not null default 0,
  updated_at integer not null,
  primary key (client_id)
) strict;

create table sandbox_clock (
  id integer not null check (id = 1),
  offset_ms integer not null,
  primary key (id)
) strict;
