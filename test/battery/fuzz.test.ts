import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { assert } from "../../apps/gateway/src/kernel/index.ts";
import {
  createHome,
  type GatewayProcess,
  prepareHome,
  type PreparedHome,
  removeHome,
  startGatewayProcess,
  withStore,
} from "../support/gateway-process.ts";
import { ConnectionLostError, createRawPool, type RawPool, type RawReply } from "../support/raw-http.ts";
import { formatSignatureHeader } from "@opencashier/protocol";
import { readMessage, requestBytes, sandboxPath, signRequest, type WireRequest } from "../support/signed-request.ts";
import { chooseSeed, countFromEnv, report } from "./battery-run.ts";
import type { FuzzCase } from "./fuzz/fuzz-case.ts";
import { framingCase } from "./fuzz/framing-cases.ts";
import { headerCase } from "./fuzz/header-cases.ts";
import { brokenBodyCase, invalidBodyCase } from "./fuzz/invalid-bodies.ts";
import { findFault } from "./fuzz/judge.ts";
import { signatureHeaderCase } from "./fuzz/signature-header-cases.ts";
import { validBodyCase } from "./fuzz/valid-bodies.ts";
import { rawBytesCase, referenceCase, wildBodyCase } from "./fuzz/wild-bodies.ts";

const runs = countFromEnv("OPENCASHIER_FUZZ_RUNS", 20_000);
const seed = chooseSeed();

/** Properties running side by side, each with its own connection and its own seed, so that both ends are kept busy. */
const lanes = 24;

const anyCase: fc.Arbitrary<FuzzCase> = fc.oneof(
  { weight: 20, arbitrary: validBodyCase },
  { weight: 26, arbitrary: invalidBodyCase },
  { weight: 4, arbitrary: brokenBodyCase },
  { weight: 14, arbitrary: wildBodyCase },
  { weight: 8, arbitrary: rawBytesCase },
  { weight: 6, arbitrary: referenceCase },
  { weight: 12, arbitrary: headerCase },
  { weight: 5, arbitrary: signatureHeaderCase },
  { weight: 5, arbitrary: framingCase },
);

let home: PreparedHome;
let gateway: GatewayProcess;
let pool: RawPool;

/** Session ids of every createPaymentSession answered with S. */
const acknowledged = new Set<string>();
const answersByCode = new Map<string, number>();
let requestCount = 0;

beforeAll(async () => {
  home = await prepareHome(createHome());
  gateway = await startGatewayProcess(home, { env: { OPENCASHIER_LOG_LEVEL: "error" } });
  pool = createRawPool({ port: gateway.port }, lanes);
});

afterAll(async () => {
  pool.close();
  await gateway.stop();
  removeHome(home);
});

/** Well formed and of nobody, for cases that are refused before anybody looks at it. */
const placeholder = formatSignatureHeader({ keyVersion: 1, signature: Buffer.alloc(256, 1) });

async function toRequest(fuzzCase: FuzzCase): Promise<WireRequest> {
  const { clientId } = home.merchant;
  const path = sandboxPath(fuzzCase.operation);
  const body = fuzzCase.body(`PR-FUZZ-${String(++requestCount).padStart(12, "0")}`);
  const time = (fuzzCase.time ?? ((now) => String(now.getTime())))(new Date());
  const headers = [
    ["content-type", "application/json; charset=UTF-8"],
    ["client-id", clientId],
    ["request-time", time],
    ["signature", placeholder],
  ] as const;
  const request: WireRequest = fuzzCase.isUnsigned
    ? { method: "POST", target: path, headers, body }
    : await signRequest(home.merchant, { path, body, time });
  return fuzzCase.change?.(request) ?? request;
}

async function send(bytes: Buffer, fuzzCase: FuzzCase): Promise<RawReply | undefined> {
  try {
    return await pool.send(bytes);
  } catch (error) {
    // Bytes that are not HTTP may end the connection without a word; everything else is owed an answer.
    if (error instanceof ConnectionLostError && fuzzCase.expected.kind === "perhaps-not-http") return undefined;
    throw error;
  }
}

async function judge(fuzzCase: FuzzCase): Promise<void> {
  const request = await toRequest(fuzzCase);
  const bytes = fuzzCase.toBytes?.(request) ?? requestBytes(request);
  const reply = await send(bytes, fuzzCase);
  if (!reply) return;
  const fault = findFault({ fuzzCase, request, reply }, home.gatewayKey);
  if (fault)
    throw new Error(`${fuzzCase.name}: ${fault}\nsent: ${toPrintable(bytes)}\ngot: ${toPrintable(reply.body)}`);
  if (reply.status !== 200) return;
  const { result, paymentSessionId } = readMessage(reply);
  answersByCode.set(result.resultCode, (answersByCode.get(result.resultCode) ?? 0) + 1);
  const isSession = fuzzCase.operation === "createPaymentSession" && result.resultStatus === "S";
  if (isSession) acknowledged.add(String(paymentSessionId));
}

/** Both ends of it; seed and path repeat the rest. */
function toPrintable(bytes: Buffer): string {
  const text = JSON.stringify(bytes.toString("latin1"));
  return text.length <= 1_600 ? text : `${text.slice(0, 1_000)} … ${text.slice(-600)}`;
}

test(`${runs} generated requests: each answer is signed, declared and right, and the store holds what was acknowledged`, async () => {
  const startedAt = performance.now();
  const property = fc.asyncProperty(anyCase, judge);
  const numRuns = Math.ceil(runs / lanes);
  const settled = await Promise.allSettled(
    Array.from({ length: lanes }, (_, lane) => fc.assert(property, { seed: seed + lane, numRuns })),
  );
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(0);
  const codes = [...answersByCode].toSorted(([, first], [, second]) => second - first);
  const counts = codes.map(([code, count]) => `${code} ${count}`).join(", ");
  report(`fuzz: ${requestCount} requests in ${seconds} s, seed ${seed}: ${counts}`);
  const failures = settled.flatMap((end) => (end.status === "rejected" ? [describeFailure(end.reason)] : []));
  expect(failures.slice(0, 5)).toEqual([]);

  expect(gateway.isRunning()).toBe(true);
  expect(await gateway.stop()).toEqual({ code: 0, signal: null });
  expect(gateway.output()).not.toMatch(/"level":(?:50|60)/);
  expect(await readStored()).toEqual([...acknowledged].toSorted());
  assert(acknowledged.size > runs / 10, "the generators write valid requests too");
});

/** fast-check tells seed and path; what was wrong is the cause. */
const describeFailure = (failure: unknown): string => {
  const { message, cause, stack } = failure as Error;
  return cause instanceof Error ? `${cause.message}\n${message.split("\n", 2).join("\n")}` : (stack ?? message);
};

const readStored = (): Promise<string[]> =>
  withStore(home, async ({ connection }) => {
    const rows = await connection.selectFrom("payment_sessions").select("payment_session_id").execute();
    return rows.map((row) => row.payment_session_id).toSorted();
  });
