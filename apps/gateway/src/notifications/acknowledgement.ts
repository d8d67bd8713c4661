import type { DeliveryOutcome } from "./notification.ts";
import type { Sent } from "./send.ts";

export type Verdict = { readonly outcome: DeliveryOutcome; readonly error: string | null };

/**
 * Whether the merchant has received it: HTTP 200 and a body whose result is SUCCESS, S. Anything else is sent again.
 * Source: Antom, notifications, acknowledgement, read 2026-11-22.
 */
export function judge({ status, body, failure }: Sent): Verdict {
  if (failure) return { outcome: failure.outcome, error: failure.reason };
  if (status !== 200) return { outcome: "WRONG_STATUS", error: `HTTP ${status}; an acknowledgement has HTTP 200` };
  const complaint = findComplaint(body ?? "");
  if (complaint === undefined) return { outcome: "ACKNOWLEDGED", error: null };
  return { outcome: "NOT_ACKNOWLEDGED", error: complaint };
}

function findComplaint(body: string): string | undefined {
  const expected = `expected {"result":{"resultCode":"SUCCESS","resultStatus":"S","resultMessage":"success"}}`;
  const parsed = parseJson(body);
  if (parsed === undefined) return `the body is not JSON; ${expected}`;
  const result = isObject(parsed) ? parsed["result"] : undefined;
  if (!isObject(result)) return `the body has no result; ${expected}`;
  if (result["resultCode"] === "SUCCESS" && result["resultStatus"] === "S") return undefined;
  return `result.resultCode and result.resultStatus are not SUCCESS and S; ${expected}`;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;
