-- Why: which web pages may embed a merchant's checkout frame.
-- Locks: merchants, for the moment a nullable column takes.

-- JSON list of origins, e.g. https://shop.example. Null allows every origin to a sandbox account and none to a live one.
alter table merchants add column page_origins jsonb;
