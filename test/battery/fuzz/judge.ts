import type { KeyObject } from "node:crypto";
import { gatewayResultCodes, operations } from "@opencashier/protocol";
import type { RawReply } from "../../support/raw-http.ts";
import { findReplyFault, readMessage, type ReplyMessage, type WireRequest } from "../../support/signed-request.ts";
import type { FuzzCase } from "./fuzz-case.ts";

/** A case as it was sent, and what came back. */
export type Answered = {
  readonly fuzzCase: FuzzCase;
  readonly request: WireRequest;
  readonly reply: RawReply;
};

/** The first promise that a reply breaks, in words; undefined for none. */
export function findFault(answered: Answered, gatewayKey: KeyObject): string | undefined {
  const { fuzzCase, request, reply } = answered;
  const leak = findLeak(reply);
  if (leak) return leak;
  if (fuzzCase.expected.kind === "perhaps-not-http" && reply.status !== 200) {
    return reply.status >= 400 && reply.status < 500 ? undefined : `the status is ${reply.status}`;
  }
  return (
    findReplyFault(toAsked(request), reply, gatewayKey) ??
    findUndeclared(fuzzCase, readMessage(reply)) ??
    findUnexpected(fuzzCase, readMessage(reply)) ??
    findImplausible(answered)
  );
}

/** What of the request the reply's signature covers: the path without scheme and host, client ids as HTTP joins them. */
function toAsked({ method, target, headers }: WireRequest) {
  const clientIds = headers
    .filter(([name]) => name.toLowerCase() === "client-id")
    .map(([, value]) => trimBlanks(value));
  return { method, path: target.replace(/^https?:\/\/[^/]*/, ""), clientId: clientIds.join(", ") };
}

const trimBlanks = (text: string): string => text.replace(/^[ \t]+|[ \t]+$/g, "");

// Nothing the generators write looks like these.
const leakPattern =
  /\bat (?:async )?[\w.<>]+ \(|\bat (?:file:|\/|node:)|node:internal|node_modules|\/(?:src|apps|packages)\/|\.ts:\d|\b(?:insert into|update|delete from) \w+_\w+|SQLITE_|select .{1,80} from |kysely|TypeError|RangeError|SyntaxError|ERR_[A-Z_]{4}/;

/** Whether an answer shows something of the inside: a stack, a path, a statement. */
function findLeak(reply: RawReply): string | undefined {
  const text = `${reply.headers.map((header) => header.join(": ")).join("\n")}\n${reply.body.toString()}`;
  const leak = leakPattern.exec(text)?.[0];
  return leak && `the reply shows something of the inside: ${leak}`;
}

function findUndeclared({ operation, name }: FuzzCase, { result }: ReplyMessage): string | undefined {
  const { resultCode, resultMessage } = result;
  const isKnown = [...operations[operation].resultCodes, ...gatewayResultCodes].some((code) => code === resultCode);
  if (!isKnown) return `${resultCode} is not declared for ${operation}`;
  if (resultCode === "UNKNOWN_EXCEPTION" || resultCode === "SYSTEM_ERROR")
    return `${name} was answered with ${resultCode}`;
  const isNamed =
    resultCode !== "PARAM_ILLEGAL" || /^Illegal parameter: (?:the body|header [a-z-]+|\S)/.test(resultMessage);
  return isNamed ? undefined : `PARAM_ILLEGAL names no field: ${resultMessage}`;
}

function findUnexpected({ expected }: FuzzCase, { result }: ReplyMessage): string | undefined {
  const { resultCode, resultMessage } = result;
  if (expected.kind === "success") {
    return resultCode === "SUCCESS" ? undefined : `it should have succeeded, but: ${resultCode} ${resultMessage}`;
  }
  if (expected.kind !== "refusal") return undefined;
  if (!expected.codes.includes(resultCode)) {
    return `${expected.codes.join(" or ")} was expected, but: ${resultCode} ${resultMessage}`;
  }
  const { names } = expected;
  return names === undefined || resultMessage.includes(names)
    ? undefined
    : `the message should name ${names}, but: ${resultMessage}`;
}

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * A session may be opened only for a body that is one JSON object with a usable id and a positive amount, whatever the
 * generators did to it. Written apart from the gateway's own checks.
 */
function findImplausible({ fuzzCase, request, reply }: Answered): string | undefined {
  const message = readMessage(reply);
  if (message.result.resultStatus !== "S") return undefined;
  const body = parseStrictly(request.body);
  if (!isFields(body)) return "a body that is no JSON object was taken for one";
  if (fuzzCase.operation !== "createPaymentSession") return findStrayReply(body, message);
  for (const name of ["paymentSessionId", "paymentSessionData", "paymentSessionExpiryTime"]) {
    if (typeof message[name] !== "string" || message[name] === "") return `the reply lacks ${name}`;
  }
  const id = body["paymentRequestId"];
  // A number or a boolean stands for the text it is written as.
  const isScalar = typeof id === "string" || typeof id === "number" || typeof id === "boolean";
  if (!isScalar || [...String(id)].length > 64) return "the id is unusable";
  const amount = body["paymentAmount"];
  if (!isFields(amount) || !/^[1-9]\d{0,15}$/.test(String(amount["value"]))) return "the amount is unusable";
  return /^[A-Z]{3}$/.test(String(amount["currency"])) ? undefined : "the currency is unusable";
}

/** Other generators may have made a session under an odd id, so it may be found; but only that one. */
function findStrayReply(body: Fields, message: ReplyMessage): string | undefined {
  if ("order" in message) return undefined;
  const isAbout = (name: string): boolean => String(body[name]) === message[name];
  return isAbout("paymentId") || isAbout("paymentRequestId") ? undefined : "the reply is about another payment";
}

function parseStrictly(body: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(body));
  } catch {
    return undefined;
  }
}
