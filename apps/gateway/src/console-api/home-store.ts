import { many, type Tx } from "../db/index.ts";
import { type Instant, sortableIdFloor, toInstant } from "../kernel/index.ts";

export type Span = { readonly clientId: string; readonly since: Instant; readonly bucketMs: number };

export type Bucket = { readonly at: Instant; readonly status: string | null; readonly count: number };

type BucketRow = { readonly bucket: bigint; readonly status: string | null; readonly count: bigint };

/** Sessions by when they were created, which their ids tell, and how they stand; null: nobody has tried to pay. */
export const countByTime = (tx: Tx, { clientId, since, bucketMs }: Span): Promise<Bucket[]> =>
  many(tx, (row: BucketRow) => ({
    at: toInstant(Number(row.bucket) * bucketMs),
    status: row.status,
    count: Number(row.count),
  }))`
    select cast(s.created_at / ${bucketMs} as bigint) as bucket, p.status, count(*) as count
      from payment_sessions s left join payments p
        on p.client_id = s.client_id and p.payment_session_id = s.payment_session_id
     where s.client_id = ${clientId} and s.payment_session_id >= ${sortableIdFloor("PS", since)}
     group by 1, 2 order by 1`;

export type Volume = { readonly at: Instant; readonly currency: string; readonly minor: bigint };

type VolumeRow = { readonly bucket: bigint; readonly currency: string; readonly minor: bigint };

/** What was captured of the payments first tried since then, by when that was and by currency. */
export const sumCaptured = (tx: Tx, { clientId, since, bucketMs }: Span): Promise<Volume[]> =>
  many(tx, ({ bucket, currency, minor }: VolumeRow) => ({ at: toInstant(Number(bucket) * bucketMs), currency, minor }))`
    select cast(created_at / ${bucketMs} as bigint) as bucket, currency, cast(sum(captured_minor) as bigint) as minor
      from payments
     where client_id = ${clientId} and payment_session_id >= ${sortableIdFloor("PS", since)} and created_at >= ${since}
       and status = 'SUCCESS'
     group by 1, 2 order by 1, 2`;

export type MethodCount = { readonly paymentMethodType: string; readonly status: string; readonly count: number };

type MethodRow = { readonly payment_method_type: string; readonly status: string; readonly count: bigint };

/** Attempts that came to an end, by method. */
export const countAttempts = (tx: Tx, { clientId, since }: Span): Promise<MethodCount[]> =>
  many(tx, (row: MethodRow) => ({
    paymentMethodType: row.payment_method_type,
    status: row.status,
    count: Number(row.count),
  }))`
    select payment_method_type, status, count(*) as count from payment_attempts
     where client_id = ${clientId} and attempt_id >= ${sortableIdFloor("AT", since)} and status in ('SUCCEEDED', 'FAILED')
     group by payment_method_type, status order by count(*) desc`;

export type Refusal = { readonly resultCode: string; readonly count: number };

/** Why attempts failed, the most frequent first. */
export const countRefusals = (tx: Tx, { clientId, since }: Span): Promise<Refusal[]> =>
  many(tx, (row: { result_code: string; count: bigint }) => ({
    resultCode: row.result_code,
    count: Number(row.count),
  }))`
    select result_code, count(*) as count from payment_attempts
     where client_id = ${clientId} and attempt_id >= ${sortableIdFloor("AT", since)} and status = 'FAILED' and result_code is not null
     group by result_code order by count(*) desc limit 10`;
