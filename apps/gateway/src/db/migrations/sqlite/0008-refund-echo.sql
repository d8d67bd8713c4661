-- Why: a refund's own fields come back in notifyRefund and inquiryRefund, as its metadata does.
-- Locks: the whole file, for the moment a nullable column takes.

alter table refunds add column customized_info text;
