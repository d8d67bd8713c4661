-- Why: a refund's own fields come back in notifyRefund and inquiryRefund, as its metadata does.
-- Locks: refunds, for the moment a nullable column takes.

-- customizedInfo of the request, as it was written.
alter table refunds add column customized_info json;
