import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { engines, useDb } from "../../../../../test/support/engines.ts";
import { toCard, useTestAcquirer } from "../../../../../test/support/sandbox-acquirer.ts";
import { magicAmounts } from "./magic-amounts.ts";

describe.each(engines)("captures, voids and refunds on %s", (engine) => {
  const it = useTestAcquirer(useDb(engine));

  async function pay(captureMode: "AUTOMATIC" | "MANUAL") {
    const request = it().authorization({ card: toCard("4054695723100768"), captureMode });
    await it().acquirer.connector.authorize(request);
    return request;
  }

  test.each(magicAmounts.filter(({ call }) => call !== "authorize"))(
    "a $call of $minor ends as documented, $resultCode",
    async ({ call, minor, resultCode, pendingMs }) => {
      const { acquirer, following, clock } = it();
      const request = following(await pay(call === "capture" ? "MANUAL" : "AUTOMATIC"), minor);
      const of = call === "capture" ? "capture" : "refund";
      const first = await acquirer.connector[of](request);
      const final = resultCode === "SUCCESS" ? { kind: "succeeded" } : { kind: "failed", resultCode };
      if (pendingMs === undefined) return expect(first).toMatchObject(final);
      expect(first.kind).toBe("pending");
      clock.advance(pendingMs);
      expect(await acquirer.connector.inquire({ ...request, now: clock.now(), of })).toMatchObject(final);
    },
  );

  test("a refund under way keeps its amount, and gives it back when it fails", async () => {
    const { acquirer, following, clock } = it();
    const paid = await pay("AUTOMATIC");
    await acquirer.connector.refund(following(paid, 22n));
    expect((await acquirer.connector.refund(following(paid, 9_979n))).kind).toBe("failed");
    clock.advance(60_000);
    const again = { ...following(paid, 10_000n), now: clock.now() };
    expect((await acquirer.connector.refund(again)).kind).toBe("succeeded");
  });

  test("settling what is due tells of every operation once", async () => {
    const { acquirer, following, clock, updates } = it();
    const refund = following(await pay("AUTOMATIC"), 21n);
    await acquirer.connector.refund(refund);
    const key = `${refund.clientId} ${refund.operationId}`;
    await acquirer.settleDue();
    expect(updates).not.toContain(key);
    clock.advance(60_000);
    while ((await acquirer.settleDue()) > 0);
    expect(updates.filter((update) => update === key)).toHaveLength(1);
  });

  test("an authorization is not captured after seven days", async () => {
    const { acquirer, following, clock } = it();
    const held = await pay("MANUAL");
    const later = (ms: number) => ({ ...following(held, 100n), now: (clock.now() + ms) as typeof held.now });
    const weekMs = 7 * 24 * 60 * 60_000;
    expect((await acquirer.connector.capture(later(weekMs - 1))).kind).toBe("succeeded");
    expect(await acquirer.connector.capture(later(weekMs))).toMatchObject({ resultCode: "AUTH_EXPIRED" });
  });

  test("money on its way from the payer is not voided; it arrives and is refunded under the same id", async () => {
    const { acquirer, authorization, following, clock } = it();
    const request = authorization();
    const answer = await acquirer.connector.authorize(request);
    if (answer.kind !== "needs-action" || answer.action.type !== "redirect") expect.fail("no page");
    await acquirer.pages.choose(answer.action.url.split("/").at(-1) ?? "", { name: "late", minutes: 5 });
    const reversal = following(request, 10_000n);
    expect((await acquirer.connector.void(reversal)).kind).toBe("unknown");
    clock.advance(5 * 60_000);
    const found = await acquirer.connector.inquire({ ...request, now: clock.now(), of: "authorization" });
    expect(found).toMatchObject({ kind: "succeeded", details: { pspCustomerInfo: { pspName: "GCash" } } });
    expect((await acquirer.connector.refund({ ...reversal, now: clock.now() })).kind).toBe("succeeded");
  });

  test("another currency than the payment's is refused", async () => {
    const { acquirer, following } = it();
    const refund = { ...following(await pay("AUTOMATIC"), 100n), amount: { currency: "EUR", minor: 100n } };
    expect(await acquirer.connector.refund(refund)).toMatchObject({ resultCode: "CURRENCY_NOT_SUPPORT" });
  });

  // Whatever comes in whatever order: refunded ≤ captured ≤ authorized, and nothing is captured after a void.
  test("no sequence of captures, voids and refunds moves more than was authorized", async () => {
    const step = fc.record({
      call: fc.constantFrom("capture", "void", "refund"),
      minor: fc.bigInt({ min: 1n, max: 12_000n }),
    });
    const property = fc.asyncProperty(fc.array(step, { maxLength: 8 }), async (steps) => {
      const { acquirer, following } = it();
      const held = await pay("MANUAL");
      const sums = { capture: 0n, void: 0n, refund: 0n };
      for (const { call, minor } of steps) {
        const { kind } = await acquirer.connector[call](following(held, minor));
        if (kind === "succeeded" && call === "capture") expect(sums.void).toBe(0n);
        if (kind === "succeeded" && call === "void") expect(sums.capture).toBe(0n);
        if (kind === "succeeded" || kind === "pending") sums[call] += minor;
      }
      expect(sums.refund <= sums.capture && sums.capture <= 10_000n).toBe(true);
    });
    await fc.assert(property, { numRuns: 25 });
  });
});
