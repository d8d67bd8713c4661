import { execute, insertIgnoringConflicts, many, maybeOne, sql, type SqlPiece, type Tx } from "../db/index.ts";
import { type Instant, toInstant } from "../kernel/index.ts";

/** One request of the API's with its answer; bodies and headers are masked before they come here. */
export type ApiRequest = {
  readonly requestId: string;
  readonly clientId: string | null;
  readonly at: Instant;
  readonly method: string;
  readonly path: string;
  readonly operation: string | null;
  readonly resultCode: string;
  readonly durationUs: number;
  readonly paymentRequestId: string | null;
  readonly paymentId: string | null;
  readonly requestHeaders: Readonly<Record<string, string>>;
  readonly requestBody: string;
  readonly responseBody: string;
  readonly diagnosis: string | null;
};

const columnNames = [
  "request_id",
  "client_id",
  "at",
  "method",
  "path",
  "operation",
  "result_code",
  "duration_us",
  "payment_request_id",
  "payment_id",
  "request_headers",
  "request_body",
  "response_body",
  "diagnosis",
] as const;

export async function insertApiRequests(tx: Tx, requests: readonly ApiRequest[]): Promise<void> {
  const rows = requests.map((request) => [
    request.requestId,
    request.clientId,
    request.at,
    request.method,
    request.path,
    request.operation,
    request.resultCode,
    request.durationUs,
    request.paymentRequestId,
    request.paymentId,
    JSON.stringify(request.requestHeaders),
    request.requestBody,
    request.responseBody,
    request.diagnosis,
  ]);
  await insertIgnoringConflicts(tx, { table: "api_requests", columns: columnNames, rows, returning: "request_id" });
}

type Row = {
  readonly request_id: string;
  readonly client_id: string | null;
  readonly at: bigint;
  readonly method: string;
  readonly path: string;
  readonly operation: string | null;
  readonly result_code: string;
  readonly duration_us: bigint;
  readonly payment_request_id: string | null;
  readonly payment_id: string | null;
  readonly request_headers: string;
  readonly request_body: string;
  readonly response_body: string;
  readonly diagnosis: string | null;
};

const columns = sql`request_id, client_id, at, method, path, operation, result_code, duration_us, payment_request_id, payment_id,
  request_headers, request_body, response_body, diagnosis`;

const toApiRequest = (row: Row): ApiRequest => ({
  requestId: row.request_id,
  clientId: row.client_id,
  at: toInstant(Number(row.at)),
  method: row.method,
  path: row.path,
  operation: row.operation,
  resultCode: row.result_code,
  durationUs: Number(row.duration_us),
  paymentRequestId: row.payment_request_id,
  paymentId: row.payment_id,
  requestHeaders: JSON.parse(row.request_headers) as Record<string, string>,
  requestBody: row.request_body,
  responseBody: row.response_body,
  diagnosis: row.diagnosis,
});

export type ApiRequestFilter = {
  readonly clientId: string;
  readonly before: { readonly at: number; readonly requestId: string };
  readonly countMax: number;
  readonly operation?: string | undefined;
  readonly resultCode?: string | undefined;
  readonly isSignatureFailure?: boolean | undefined;
  /** A paymentRequestId, a paymentId or the request's own id. */
  readonly about?: string | undefined;
};

/** Newest first. */
export const listApiRequests = (tx: Tx, filter: ApiRequestFilter): Promise<ApiRequest[]> =>
  many(tx, toApiRequest)`
    select ${columns} from api_requests
     where client_id = ${filter.clientId}
       and (at < ${filter.before.at} or (at = ${filter.before.at} and request_id < ${filter.before.requestId}))
       ${when(filter.operation, (operation) => sql`and operation = ${operation}`)}
       ${when(filter.resultCode, (code) => sql`and result_code = ${code}`)}
       ${when(filter.isSignatureFailure, () => sql`and diagnosis is not null`)}
       ${when(filter.about, (id) => sql`and (payment_request_id = ${id} or payment_id = ${id} or request_id = ${id})`)}
     order by at desc, request_id desc limit ${filter.countMax}`;

const when = <Value>(value: Value | undefined, condition: (value: Value) => SqlPiece): SqlPiece =>
  value === undefined ? sql`` : condition(value);

export const findApiRequest = (tx: Tx, clientId: string, requestId: string): Promise<ApiRequest | undefined> =>
  maybeOne(tx, toApiRequest)`
    select ${columns} from api_requests where client_id = ${clientId} and request_id = ${requestId}`;

/** What was asked about one order, oldest first. */
export const listApiRequestsOfOrder = (tx: Tx, clientId: string, paymentRequestId: string): Promise<ApiRequest[]> =>
  many(tx, toApiRequest)`
    select ${columns} from api_requests
     where client_id = ${clientId} and payment_request_id = ${paymentRequestId} order by at, request_id limit 200`;

/** Forgets what is older, a piece at a time; how many it were. */
export const deleteApiRequestsBefore = (tx: Tx, before: Instant, countMax: number): Promise<number> =>
  execute(tx)`
    delete from api_requests where request_id in (
      select request_id from api_requests where at < ${before} order by at limit ${countMax})`;

export type DurationCount = { readonly operation: string; readonly upToUs: number; readonly count: number };

type DurationRow = { readonly operation: string; readonly up_to_us: bigint; readonly count: bigint };

/** How many requests took how long, by operation, in steps of a tenth of their size or less; the quickest first. */
export const countDurations = (tx: Tx, clientId: string, since: Instant): Promise<DurationCount[]> =>
  many(tx, (row: DurationRow) => ({
    operation: row.operation,
    upToUs: Number(row.up_to_us),
    count: Number(row.count),
  }))`
    select operation, count(*) as count,
           case when duration_us < 1000 then duration_us / 50 * 50 + 50
                when duration_us < 10000 then duration_us / 100 * 100 + 100
                when duration_us < 100000 then duration_us / 1000 * 1000 + 1000
                when duration_us < 1000000 then duration_us / 10000 * 10000 + 10000
                else duration_us / 100000 * 100000 + 100000 end as up_to_us
      from api_requests
     where client_id = ${clientId} and at >= ${since} and operation is not null group by 1, 3 order by 1, 3`;
