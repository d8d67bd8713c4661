import { createHash } from "node:crypto";
import { type IssuerCode, isIssuerCode } from "./issuer-answers.ts";

/**
 * What can go wrong between the gateway and its acquirer:
 *
 *   latency         the answer comes, but late
 *   lost-request    no answer; nothing happened
 *   lost-answer     no answer; it happened
 *   server-error    an answer that says nothing; nothing happened
 *   garbled-answer  an answer that says nothing; it happened
 *   duplicate       the request arrives twice, and the acquirer tells of it twice
 *   out-of-order    the acquirer tells of it before it answers
 *   decline         an authorization is refused with `issuerCode`; a capture, void or refund with PROCESS_FAIL
 */
export type Fault = {
  readonly kind: FaultKind;
  /** The answer comes so much later, or its absence is noticed so much later. */
  readonly latencyMs?: number;
  readonly issuerCode?: IssuerCode;
};

export const faultKinds = [
  "latency",
  "lost-request",
  "lost-answer",
  "server-error",
  "garbled-answer",
  "duplicate",
  "out-of-order",
  "decline",
] as const;

export type FaultKind = (typeof faultKinds)[number];

export const faultCalls = ["authorize", "capture", "void", "refund", "inquire"] as const;

export type FaultCall = (typeof faultCalls)[number];

export type FaultRule = {
  readonly fault: Fault;
  /** Calls it may strike; all but `inquire` unless told. */
  readonly calls?: readonly FaultCall[];
  /** Strikes every n-th operation the plan meets; or each with this probability, 0 to 1; or, with neither, all. */
  readonly everyNth?: number;
  readonly probability?: number;
};

/** The first rule that strikes counts. */
export type FaultPlan = { readonly rules: readonly FaultRule[] };

const usualCalls: readonly FaultCall[] = ["authorize", "capture", "void", "refund"];

export const isCallOf = (rule: FaultRule, call: FaultCall): boolean => (rule.calls ?? usualCalls).includes(call);

export type Draw = { readonly seed: bigint; /** 1 for the first operation the plan meets. */ readonly number: bigint };

/** The fault of the n-th operation. The same plan, seed and number give the same fault, on every replica. */
export function drawFault({ rules }: FaultPlan, call: FaultCall, draw: Draw): Fault | undefined {
  return rules.find((rule, place) => isCallOf(rule, call) && strikes(rule, place, draw))?.fault;
}

function strikes({ everyNth, probability }: FaultRule, place: number, { seed, number }: Draw): boolean {
  if (everyNth !== undefined) return number % BigInt(everyNth) === 0n;
  if (probability === undefined) return true;
  const digest = createHash("sha256").update(`${seed} ${number} ${place}`).digest();
  return digest.readUIntBE(0, 6) / 2 ** 48 < probability;
}

const latencyMsMax = 120_000;
const requestFault = /(?:^|[^A-Za-z0-9])fault:([a-z]+(?:-[a-z]+)*)(?:-([A-Z0-9]+))?$/;

/**
 * The fault a single request asks for by the end of its request id: `fault:lost-answer`, `fault:latency-3000`,
 * `fault:decline-51`. An id that ends in anything else asks for none.
 */
export function findRequestedFault(requestId: string | undefined): Fault | undefined {
  const [, name = "", detail] = requestFault.exec(requestId ?? "") ?? [];
  const kind = faultKinds.find((known) => known === name);
  if (!kind) return undefined;
  if (kind === "decline") return { kind, issuerCode: detail !== undefined && isIssuerCode(detail) ? detail : "05" };
  const latencyMs = Number(detail ?? (kind === "latency" ? 3_000 : 0));
  return { kind, ...(latencyMs > 0 && { latencyMs: Math.min(latencyMs, latencyMsMax) }) };
}

/** A plan given from outside that cannot be followed; the message names the rule. */
export class FaultPlanError extends Error {}

/** Untrusted JSON to a plan. @throws FaultPlanError */
export function parseFaultPlan(value: unknown): FaultPlan {
  const rules = (value as { rules?: unknown } | null)?.rules;
  if (!Array.isArray(rules) || rules.length === 0 || rules.length > 100) {
    throw new FaultPlanError('a fault plan is {"rules": […]} with 1 to 100 rules');
  }
  return { rules: rules.map((rule: unknown, place) => parseRule(rule, `rule ${place + 1}`)) };
}

function parseRule(value: unknown, name: string): FaultRule {
  const { fault, calls, everyNth, probability } = asObject(value, name);
  check(calls === undefined || isListOfCalls(calls), `${name}: calls is a list of ${faultCalls.join(", ")}`);
  check(everyNth === undefined || isWhole(everyNth, 1, 1_000_000), `${name}: everyNth is a whole number from 1 on`);
  const isShare = typeof probability === "number" && probability >= 0 && probability <= 1;
  check(probability === undefined || isShare, `${name}: probability lies between 0 and 1`);
  check(everyNth === undefined || probability === undefined, `${name}: everyNth or probability, not both`);
  return {
    fault: parseFault(fault, name),
    ...(calls !== undefined && { calls: calls as FaultCall[] }),
    ...(everyNth !== undefined && { everyNth: everyNth as number }),
    ...(probability !== undefined && { probability: probability as number }),
  };
}

function parseFault(value: unknown, name: string): Fault {
  const { kind, latencyMs, issuerCode } = asObject(value, `${name}: fault`);
  const known = faultKinds.find((other) => other === kind);
  if (!known) throw new FaultPlanError(`${name}: fault.kind is one of ${faultKinds.join(", ")}`);
  check(
    latencyMs === undefined || isWhole(latencyMs, 0, latencyMsMax),
    `${name}: fault.latencyMs is 0 to ${latencyMsMax}`,
  );
  const isCode = typeof issuerCode === "string" && isIssuerCode(issuerCode) && issuerCode !== "00";
  check(issuerCode === undefined || isCode, `${name}: fault.issuerCode is a refusal the sandbox knows, e.g. "51"`);
  return {
    kind: known,
    ...(latencyMs !== undefined && { latencyMs: latencyMs as number }),
    ...(issuerCode !== undefined && { issuerCode: issuerCode as IssuerCode }),
  };
}

function asObject(value: unknown, name: string): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null) throw new FaultPlanError(`${name} is an object`);
  return value as Readonly<Record<string, unknown>>;
}

const isListOfCalls = (value: unknown): boolean =>
  Array.isArray(value) && value.length > 0 && value.every((call) => faultCalls.some((known) => known === call));

const isWhole = (value: unknown, min: number, max: number): boolean =>
  typeof value === "number" && Number.isInteger(value) && value >= min && value <= max;

function check(holds: boolean, message: string): void {
  if (!holds) throw new FaultPlanError(message);
}
