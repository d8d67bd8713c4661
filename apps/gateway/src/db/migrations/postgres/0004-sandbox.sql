-- Why: the sandbox acquirer's own books, its fault plans, and the clock that tests may move.
-- Locks: none that matter; the tables are new.
--
-- The gateway's payments never read sandbox_operations: they ask the connector, as they would ask a real acquirer.

create table sandbox_operations (
  client_id text collate "C" not null,
  -- The gateway's id of the operation: asking twice with one id is one operation.
  operation_id text collate "C" not null,
  kind text not null check (kind in ('AUTHORIZATION', 'CAPTURE', 'VOID', 'REFUND')),
  -- Of a capture, void or refund: the authorization it belongs to.
  authorization_id text collate "C",
  acquirer_reference text collate "C" not null,
  -- What the magic input decided: steps still to come, the answer at the end.
  scenario json not null,
  -- Where the scenario stands; the answer as given when it is over.
  state json not null,
  currency text not null check (length(currency) = 3),
  amount_minor bigint not null check (amount_minor > 0),
  payment_method_type text not null,
  -- Opens the acquirer's own pages (challenge, wallet, bank); null when there is none.
  page_token text collate "C",
  -- When the state changes by itself: a late confirmation, a challenge nobody answered. Null when it never does.
  due_at bigint,
  created_at bigint not null,
  updated_at bigint not null,
  primary key (client_id, operation_id)
);

create unique index sandbox_operations_page on sandbox_operations (page_token) where page_token is not null;
create index sandbox_operations_authorization on sandbox_operations (client_id, authorization_id) where authorization_id is not null;
create index sandbox_operations_due on sandbox_operations (due_at) where due_at is not null;

create table sandbox_fault_plans (
  client_id text collate "C" not null,
  plan json not null,
  seed bigint not null,
  -- How many operations the plan has met: with the seed it decides the next one.
  drawn_count bigint not null default 0,
  updated_at bigint not null,
  primary key (client_id)
);

-- One row: how far the sandbox clock is ahead of the real one. All replicas read it; like the gateway's keys it belongs
-- to no merchant.
create table sandbox_clock (
  id integer not null check (id = 1),
  offset_ms bigint not null,
  primary key (id)
);
