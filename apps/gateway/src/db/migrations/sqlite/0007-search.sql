-- Why: the console finds a payment by the merchant's own order id, and lists those of one payment method.
-- Locks: the whole file, as every SQLite transaction does; about ten seconds for each million of sessions.
--
-- The PostgreSQL file beside this one says what each column means; here is only what differs.

alter table payment_sessions add column reference_order_id text;

update payment_sessions set reference_order_id = json_extract(request, '$.order.referenceOrderId');

create index payment_sessions_of_order on payment_sessions (client_id, reference_order_id) where reference_order_id is not null;

create index payments_by_method on payments (client_id, payment_method_type, payment_session_id);
