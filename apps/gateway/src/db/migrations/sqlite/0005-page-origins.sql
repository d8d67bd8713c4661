-- Why: which web pages may embed a merchant's checkout frame.
-- Locks: the whole file, as every SQLite transaction does, for milliseconds.
--
-- The PostgreSQL file beside this one says what each column means; here is only what differs.

alter table merchants add column page_origins text check (json_valid(page_origins));
