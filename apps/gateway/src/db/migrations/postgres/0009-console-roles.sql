-- Why: roles of an account's own making, beside the built-in ones.
-- Locks: nothing that was there before.

create table console_roles (
  client_id text not null references merchants (client_id),
  name text not null,
  -- What its holders may do: names of the console's contract. One that a later version does not know counts for nothing.
  permissions jsonb not null,
  created_at bigint not null,
  updated_at bigint not null,
  primary key (client_id, name)
);
