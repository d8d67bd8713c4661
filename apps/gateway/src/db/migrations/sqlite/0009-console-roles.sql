-- Why: roles of an account's own making, beside the built-in ones.
-- Locks: the whole file, for a moment.
--
-- The PostgreSQL file beside this one says what each column means; here is only what differs.

create table console_roles (
  client_id text not null references merchants (client_id),
  name text not null,
  permissions text not null check (json_valid(permissions)),
  created_at integer not null,
  updated_at integer not null,
  primary key (client_id, name)
) strict;
