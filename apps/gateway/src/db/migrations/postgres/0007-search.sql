-- Why: the console finds a payment by the merchant's own order id, and lists those of one payment method.
-- Locks: payment_sessions and payments, while the column is filled and the indexes are made; with many millions of rows, run it
-- in a quiet hour.

-- order.referenceOrderId of the request, as a column because an index over JSON would be parsed again for each insert. Null where
-- it holds U+0000, which no text of PostgreSQL can.
alter table payment_sessions add column reference_order_id text collate "C";

update payment_sessions set reference_order_id = request #>> '{order,referenceOrderId}'
 where request::text not like '%\\u0000%';

-- Not unique: an order may be paid in several sessions.
create index payment_sessions_of_order on payment_sessions (client_id, reference_order_id) where reference_order_id is not null;

create index payments_by_method on payments (client_id, payment_method_type, payment_session_id);
