import type {
  ConsoleApiRequest,
  ConsoleApiRequestRow,
  ConsolePage,
  ConsoleRequest,
} from "@opencashier/protocol/console";
import { resultCodes } from "@opencashier/protocol";
import { type ApiRequest, findApiRequest, listApiRequests as listStored } from "./api-request-store.ts";
import { ConsoleError } from "./console-error.ts";
import type { ConsoleDeps } from "./deps.ts";

const pageSize = 100;

export async function listApiRequests(
  { db }: ConsoleDeps,
  clientId: string,
  query: ConsoleRequest<"listApiRequests">,
): Promise<ConsolePage<ConsoleApiRequestRow>> {
  const found = await listStored(db.connection, {
    clientId,
    before: parseCursor(query.cursor),
    countMax: pageSize + 1,
    operation: query.operation,
    resultCode: query.resultCode,
    isSignatureFailure: query.signatureFailures === "1" ? true : undefined,
    about: query.q?.trim(),
  });
  const page = found.slice(0, pageSize);
  const last = page.at(-1);
  const cursor = found.length > pageSize && last ? { cursor: `${last.at}.${last.requestId}` } : {};
  return { rows: page.map(toRow), ...cursor };
}

/** Time and id of the last row of the page before. */
function parseCursor(cursor: string | undefined): { readonly at: number; readonly requestId: string } {
  if (cursor === undefined) return { at: Number.MAX_SAFE_INTEGER, requestId: "" };
  const [, at = "", requestId = ""] = /^(\d{1,16})\.(.+)$/.exec(cursor) ?? [];
  if (at === "") throw new ConsoleError("BAD_REQUEST", "This is no cursor of a page.", "cursor");
  return { at: Number(at), requestId };
}

export async function readApiRequest({ db }: ConsoleDeps, clientId: string, id: string): Promise<ConsoleApiRequest> {
  const found = await findApiRequest(db.connection, clientId, id);
  if (!found) throw new ConsoleError("NOT_FOUND", "There is no such request; perhaps it is too old.");
  const { method, requestHeaders, requestBody, responseBody, diagnosis } = found;
  return { ...toRow(found), method, requestHeaders, requestBody, responseBody, diagnosis };
}

const toRow = (request: ApiRequest): ConsoleApiRequestRow => ({
  requestId: request.requestId,
  at: request.at,
  operation: request.operation,
  path: request.path,
  resultCode: request.resultCode,
  resultStatus: resultCodes[request.resultCode as keyof typeof resultCodes]?.status ?? "U",
  durationMs: request.durationUs / 1_000,
  paymentRequestId: request.paymentRequestId,
  hasDiagnosis: request.diagnosis !== null,
});
