import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { engines, useDb } from "../../../../../test/support/engines.ts";
import { makeTestAcquirer, toCard, useTestAcquirer } from "../../../../../test/support/sandbox-acquirer.ts";
import { drawFault, type FaultPlan, findRequestedFault, parseFaultPlan } from "./fault-plan.ts";

describe("a fault asked for by a request id", () => {
  test.each([
    ["order-1-fault:lost-request", { kind: "lost-request" }],
    ["fault:latency-2500", { kind: "latency", latencyMs: 2_500 }],
    ["x fault:latency", { kind: "latency", latencyMs: 3_000 }],
    ["fault:out-of-order", { kind: "out-of-order" }],
    ["7/fault:decline-51", { kind: "decline", issuerCode: "51" }],
    ["fault:decline-1A", { kind: "decline", issuerCode: "1A" }],
    ["fault:decline", { kind: "decline", issuerCode: "05" }],
    ["fault:latency-999999999", { kind: "latency", latencyMs: 120_000 }],
    ["fault:lost-answer-500", { kind: "lost-answer", latencyMs: 500 }],
    ["default:latency", undefined],
    ["fault:unheard-of", undefined],
    ["fault:latency-2500-and-more", undefined],
    ["", undefined],
    [undefined, undefined],
  ])("%s asks for it", (requestId, fault) => {
    expect(findRequestedFault(requestId)).toEqual(fault);
  });
});

describe("a fault plan", () => {
  const plan = (rules: FaultPlan["rules"]): FaultPlan => parseFaultPlan(JSON.parse(JSON.stringify({ rules })));

  test("draws the same faults again for the same seed", () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 2n ** 62n }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (seed, probability) => {
          const rules = plan([{ fault: { kind: "lost-answer" }, probability }]);
          const draw = () => [1n, 2n, 3n].map((number) => drawFault(rules, "refund", { seed, number }));
          expect(draw()).toEqual(draw());
        },
      ),
    );
  });

  test("strikes as often as its probability says, never at 0 and always at 1", () => {
    const strikes = (probability: number) =>
      Array.from({ length: 2_000 }, (_, place) => BigInt(place + 1)).filter((number) =>
        drawFault(plan([{ fault: { kind: "duplicate" }, probability }]), "capture", { seed: 7n, number }),
      ).length;
    expect(strikes(0)).toBe(0);
    expect(strikes(1)).toBe(2_000);
    expect(Math.abs(strikes(0.3) - 600)).toBeLessThan(60);
  });

  test("strikes every n-th operation, and the first rule that strikes counts", () => {
    const rules = plan([
      { fault: { kind: "lost-request" }, everyNth: 3 },
      { fault: { kind: "duplicate" }, calls: ["refund"] },
    ]);
    const drawn = [1n, 2n, 3n, 4n].map((number) => drawFault(rules, "refund", { seed: 0n, number })?.kind);
    expect(drawn).toEqual(["duplicate", "duplicate", "lost-request", "duplicate"]);
    expect(drawFault(rules, "void", { seed: 0n, number: 1n })).toBeUndefined();
  });

  test("leaves inquiries alone unless it names them", () => {
    const fault = { kind: "server-error" } as const;
    expect(drawFault(plan([{ fault }]), "inquire", { seed: 0n, number: 1n })).toBeUndefined();
    expect(drawFault(plan([{ fault, calls: ["inquire"] }]), "inquire", { seed: 0n, number: 1n })).toEqual(fault);
  });

  test.each([
    [null],
    [{}],
    [{ rules: [] }],
    [{ rules: [{}] }],
    [{ rules: [{ fault: { kind: "meteor" } }] }],
    [{ rules: [{ fault: { kind: "latency", latencyMs: -1 } }] }],
    [{ rules: [{ fault: { kind: "decline", issuerCode: "00" } }] }],
    [{ rules: [{ fault: { kind: "duplicate" }, everyNth: 0 }] }],
    [{ rules: [{ fault: { kind: "duplicate" }, probability: 2 }] }],
    [{ rules: [{ fault: { kind: "duplicate" }, probability: 0.5, everyNth: 2 }] }],
    [{ rules: [{ fault: { kind: "duplicate" }, calls: ["pay"] }] }],
  ])("that cannot be followed is refused: %j", (value) => {
    expect(() => parseFaultPlan(value)).toThrow(/rule|plan/);
  });
});

describe.each(engines)("faults on %s", (engine) => {
  const db = useDb(engine);
  const sleeps: number[] = [];
  const sleep = (durationMs: number): Promise<void> => {
    sleeps.push(durationMs);
    return Promise.resolve();
  };
  const it = useTestAcquirer(db, { sleep });

  const inquire = (request: { clientId: string; operationId: string }) =>
    it().acquirer.connector.inquire({ ...request, now: it().clock.now(), of: "authorization" });

  const card = () => toCard("4054695723100768");

  test.each([
    ["lost-request", "throws", "not-found"],
    ["lost-answer", "throws", "succeeded"],
    ["server-error", "unknown", "not-found"],
    ["garbled-answer", "unknown", "succeeded"],
    ["latency", "succeeded", "succeeded"],
    ["duplicate", "succeeded", "succeeded"],
    ["out-of-order", "succeeded", "succeeded"],
    ["decline", "failed", "failed"],
  ])("%s: the call %s, an inquiry then finds it %s", async (kind, called, found) => {
    const request = it().authorization({ card: card(), requestId: `order-fault:${kind}` });
    const answer = await it()
      .acquirer.connector.authorize(request)
      .catch(() => ({ kind: "throws" }));
    expect(answer.kind).toBe(called);
    expect((await inquire(request)).kind).toBe(found);
  });

  test("latency makes the answer late by what was asked for", async () => {
    const { acquirer, authorization } = it();
    await acquirer.connector.authorize(authorization({ card: card(), requestId: "fault:latency-1234" }));
    expect(sleeps).toContain(1_234);
  });

  test("a duplicate is performed once and told twice", async () => {
    const request = it().authorization({ card: card(), requestId: "fault:duplicate" });
    await it().acquirer.connector.authorize(request);
    const told = it().updates.filter((update) => update === `${request.clientId} ${request.operationId}`);
    expect(told).toHaveLength(2);
  });

  test("a decline asked for is an issuer's answer, remembered like any other", async () => {
    const request = it().authorization({ card: card(), requestId: "fault:decline-51", threeDS: "required" });
    const answer = await it().acquirer.connector.authorize(request);
    expect(answer).toMatchObject({
      resultCode: "USER_BALANCE_NOT_ENOUGH",
      details: { paymentResultInfo: { refusalCodeRaw: "51" } },
    });
    expect(await it().acquirer.connector.authorize({ ...request, requestId: "again" })).toEqual(answer);
    const wallet = it().authorization({ requestId: "fault:decline-61" });
    expect(await it().acquirer.connector.authorize(wallet)).toMatchObject({ resultCode: "USER_AMOUNT_EXCEED_LIMIT" });
  });

  test("a refund whose answer was lost is done once, when it is asked for again", async () => {
    const { acquirer, authorization, following } = it();
    const paid = authorization({ card: card() });
    await acquirer.connector.authorize(paid);
    const refund = following(paid, 6_000n, "fault:lost-answer");
    await expect(acquirer.connector.refund(refund)).rejects.toThrow();
    expect((await acquirer.connector.refund({ ...refund, requestId: "again" })).kind).toBe("succeeded");
    expect((await acquirer.connector.refund(following(paid, 4_001n))).kind).toBe("failed");
  });

  test("a merchant's plan strikes its operations in the order of its seed, and no other merchant's", async () => {
    const { acquirer, authorization } = it();
    const clientId = "SANDBOX_PLANNED";
    const call = (owner: string) =>
      acquirer.connector.authorize(authorization({ card: card(), clientId: owner })).then(
        ({ kind }) => kind,
        () => "throws",
      );
    const plan: FaultPlan = { rules: [{ fault: { kind: "lost-request" }, probability: 0.5 }] };
    const run = async (): Promise<string[]> => {
      await acquirer.faultPlans.setPlan(clientId, plan, 42n);
      const kinds: string[] = [];
      for (let count = 0; count < 12; count++) kinds.push(await call(clientId));
      return kinds;
    };
    const first = await run();
    expect(new Set(first)).toEqual(new Set(["throws", "succeeded"]));
    expect(await acquirer.faultPlans.getPlan(clientId)).toEqual({ plan, seed: 42n, drawnCount: 12n });
    expect(await run()).toEqual(first);
    expect(await call("SANDBOX_UNPLANNED")).toBe("succeeded");
    expect(await acquirer.faultPlans.clearPlan(clientId)).toBe(true);
    expect(await acquirer.faultPlans.clearPlan(clientId)).toBe(false);
    expect(await acquirer.faultPlans.getPlan(clientId)).toBeUndefined();
  });

  test("two acquirers on one database share the merchant's count", async () => {
    const other = makeTestAcquirer(db(), { sleep });
    const clientId = "SANDBOX_REPLICAS";
    await it().acquirer.faultPlans.setPlan(clientId, { rules: [{ fault: { kind: "lost-request" }, everyNth: 2 }] }, 1n);
    const calls = [it(), other, it(), other, it(), other].map(({ acquirer, authorization }) =>
      acquirer.connector.authorize(authorization({ card: card(), clientId })).then(
        () => 0,
        () => 1,
      ),
    );
    expect((await Promise.all(calls)).reduce<number>((sum, lost) => sum + lost, 0)).toBe(3);
  });
});
