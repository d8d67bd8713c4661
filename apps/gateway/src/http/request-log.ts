import type { Logger } from "pino";
import { resultCodes } from "@opencashier/protocol";
import type { RequestRecord } from "./pipeline.ts";

/**
 * One line a request. It carries ids, codes and times, nothing of the body; a thrown error is private and stays here.
 */
export function createRequestLog(log: Logger): (record: RequestRecord) => void {
  return ({ error, diagnosis, durationMs, ...record }) => {
    const line = { ...record, durationMs: Math.round(durationMs * 100) / 100 };
    if (error !== undefined) log.error({ ...line, err: error }, "request failed");
    else if (diagnosis !== undefined) log.warn({ ...line, diagnosis }, "request refused");
    else if (resultCodes[record.resultCode].status === "S") log.info(line, "request answered");
    else log.info(line, "request refused");
  };
}
