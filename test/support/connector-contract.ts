import { beforeAll, describe, expect, test } from "vitest";
import type {
  AuthorizationAnswer,
  AuthorizeRequest,
  Connector,
  FollowUpRequest,
} from "../../apps/gateway/src/acquirers/index.ts";
import {
  type CardDetails,
  type Instant,
  newSortableId,
  Secret,
  toInstant,
} from "../../apps/gateway/src/kernel/index.ts";

/** A connector with an acquirer behind it that the tests may use as they like. */
export type ConnectorUnderTest = {
  readonly connector: Connector;
  /** Cards this acquirer approves and refuses at once. */
  readonly approvedCard: CardDetails;
  readonly refusedCard: CardDetails;
  /** Method whose payer has to act on a page; `approve` is that payer. */
  readonly walletMethod: string;
  readonly approve: (answer: AuthorizationAnswer) => Promise<void>;
  /** Everything the connector and its acquirer have written down. */
  readonly storedText: () => Promise<string>;
};

const now = toInstant(Date.UTC(2026, 10, 22, 8));
const dayMs = 24 * 60 * 60_000;
const usd = (minor: bigint) => ({ currency: "USD", minor });
const newId = (): string => newSortableId("T", now);

/** What every connector promises, see acquirers/connector.ts. Every test works with operations of its own. */
export function describeConnector(name: string, make: () => Promise<ConnectorUnderTest>): void {
  let it: ConnectorUnderTest;

  describe(`the connector ${name}`, () => {
    beforeAll(async () => {
      it = await make();
    });

    const toRequest = (card: CardDetails | undefined, changes: Partial<AuthorizeRequest> = {}): AuthorizeRequest => ({
      clientId: "SANDBOX_CONTRACT",
      operationId: newId(),
      now,
      paymentId: newId(),
      merchantName: "Contract Shop",
      amount: usd(10_000n),
      captureMode: "AUTOMATIC",
      paymentMethodType: card ? "CARD" : it.walletMethod,
      card: card && new Secret(card),
      threeDS: "off",
      installmentPlan: undefined,
      bankIdentifierCode: undefined,
      interaction: "redirect",
      payer: { terminalType: "WEB" },
      returnUrl: "https://gateway.example/checkout/return/token",
      expiresAt: (now + dayMs) as Instant,
      ...changes,
    });

    async function authorized(captureMode: AuthorizeRequest["captureMode"]): Promise<AuthorizeRequest> {
      const request = toRequest(it.approvedCard, { captureMode });
      expect(await it.connector.authorize(request)).toMatchObject({ kind: "succeeded" });
      return request;
    }

    const following = (authorization: AuthorizeRequest, minor: bigint): FollowUpRequest => ({
      clientId: authorization.clientId,
      operationId: newId(),
      now,
      authorizationId: authorization.operationId,
      acquirerReference: "as answered",
      amount: usd(minor),
    });

    const inquire = (of: "authorization" | "capture" | "void" | "refund", operationId: string) =>
      it.connector.inquire({ clientId: "SANDBOX_CONTRACT", operationId, now, of });

    test("answers an authorization asked for again, at once or later, like the first time", async () => {
      for (const card of [it.approvedCard, it.refusedCard, undefined]) {
        const request = toRequest(card);
        const [first, beside] = await Promise.all([it.connector.authorize(request), it.connector.authorize(request)]);
        expect(beside).toEqual(first);
        expect(await it.connector.authorize(request)).toEqual(first);
        expect(await inquire("authorization", request.operationId)).toEqual(first);
      }
    });

    test("keeps one merchant's operations apart from another's with the same id", async () => {
      const request = toRequest(it.approvedCard);
      await it.connector.authorize(request);
      const foreign = { ...request, clientId: "SANDBOX_OTHER" };
      expect(await it.connector.inquire({ ...foreign, of: "authorization" })).toEqual({ kind: "not-found" });
    });

    test("refuses with a final code and says so again when asked", async () => {
      const request = toRequest(it.refusedCard);
      const answer = await it.connector.authorize(request);
      expect(answer).toMatchObject({ kind: "failed", resultCode: expect.stringMatching(/^[A-Z_]+$/) as string });
      expect(await inquire("authorization", request.operationId)).toEqual(answer);
    });

    test("waits for a payer, and succeeds once the payer has approved", async () => {
      const request = toRequest(undefined);
      const answer = await it.connector.authorize(request);
      expect(answer.kind).toBe("needs-action");
      expect((await inquire("authorization", request.operationId)).kind).toBe("needs-action");
      await it.approve(answer);
      expect((await inquire("authorization", request.operationId)).kind).toBe("succeeded");
    });

    test("ends an authorization that waits for its payer when it is voided, and approves it no more", async () => {
      const request = toRequest(undefined);
      const answer = await it.connector.authorize(request);
      expect((await it.connector.void(following(request, 10_000n))).kind).toBe("succeeded");
      await it.approve(answer);
      expect((await inquire("authorization", request.operationId)).kind).toBe("failed");
    });

    test("never performs an authorization that it said had not arrived", async () => {
      const request = toRequest(it.approvedCard);
      expect(await inquire("authorization", request.operationId)).toEqual({ kind: "not-found" });
      expect((await it.connector.authorize(request)).kind).toBe("failed");
      expect(await inquire("authorization", request.operationId)).toEqual({ kind: "not-found" });
      expect((await it.connector.refund(following(request, 100n))).kind).toBe("failed");
    });

    test("never performs an authorization that was voided before it arrived", async () => {
      const request = toRequest(it.approvedCard);
      await it.connector.void(following(request, 10_000n));
      expect((await it.connector.authorize(request)).kind).toBe("failed");
    });

    test.each(["capture", "void", "refund"] as const)(
      "performs a %s that it said had not arrived, when it is sent again",
      async (call) => {
        const request = following(await authorized(call === "refund" ? "AUTOMATIC" : "MANUAL"), 10_000n);
        expect(await inquire(call, request.operationId)).toEqual({ kind: "not-found" });
        expect((await it.connector[call](request)).kind).toBe("succeeded");
        expect((await inquire(call, request.operationId)).kind).toBe("succeeded");
      },
    );

    test.each(["capture", "void", "refund"] as const)("refuses a %s of what was never authorized", async (call) => {
      const request = following(toRequest(it.approvedCard), 100n);
      expect((await it.connector[call](request)).kind).toBe("failed");
    });

    test("captures in parts up to the authorized amount and no unit more", async () => {
      const authorization = await authorized("MANUAL");
      const capture = (minor: bigint) => it.connector.capture(following(authorization, minor));
      expect((await capture(6_000n)).kind).toBe("succeeded");
      expect(await capture(4_001n)).toMatchObject({ kind: "failed", resultCode: "CAPTURE_AMOUNT_EXCEED_AUTH_LIMIT" });
      expect((await capture(4_000n)).kind).toBe("succeeded");
      expect((await capture(1n)).kind).toBe("failed");
    });

    test("captures once what is asked for twice", async () => {
      const authorization = await authorized("MANUAL");
      const request = following(authorization, 6_000n);
      const [first, beside] = await Promise.all([it.connector.capture(request), it.connector.capture(request)]);
      expect(beside).toEqual(first);
      expect(await inquire("capture", request.operationId)).toMatchObject(first);
      expect((await it.connector.capture(following(authorization, 4_000n))).kind).toBe("succeeded");
    });

    test("never captures too much when captures race", async () => {
      const authorization = await authorized("MANUAL");
      const answers = await Promise.all([1, 2, 3, 4].map(() => it.connector.capture(following(authorization, 4_000n))));
      expect(answers.filter(({ kind }) => kind === "succeeded")).toHaveLength(2);
    });

    test("refuses to capture what was captured with the authorization", async () => {
      expect((await it.connector.capture(following(await authorized("AUTOMATIC"), 100n))).kind).toBe("failed");
    });

    test("voids what was not captured, once for all, and captures it no more", async () => {
      const authorization = await authorized("MANUAL");
      const request = following(authorization, 10_000n);
      const first = await it.connector.void(request);
      expect(first.kind).toBe("succeeded");
      expect(await it.connector.void(request)).toEqual(first);
      expect(await inquire("void", request.operationId)).toMatchObject(first);
      expect((await it.connector.capture(following(authorization, 100n))).kind).toBe("failed");
    });

    test("does not void what was captured, wholly or in part", async () => {
      expect((await it.connector.void(following(await authorized("AUTOMATIC"), 10_000n))).kind).toBe("failed");
      const partly = await authorized("MANUAL");
      await it.connector.capture(following(partly, 100n));
      expect((await it.connector.void(following(partly, 10_000n))).kind).toBe("failed");
    });

    test("refunds in parts up to the captured amount and no unit more", async () => {
      const authorization = await authorized("AUTOMATIC");
      const refund = (minor: bigint) => it.connector.refund(following(authorization, minor));
      expect((await refund(2_500n)).kind).toBe("succeeded");
      expect(await refund(7_501n)).toMatchObject({ kind: "failed", resultCode: "REFUND_AMOUNT_EXCEED" });
      const last = following(authorization, 7_500n);
      const answer = await it.connector.refund(last);
      expect(answer.kind).toBe("succeeded");
      expect(await it.connector.refund(last)).toEqual(answer);
      expect(await inquire("refund", last.operationId)).toMatchObject(answer);
      expect((await refund(1n)).kind).toBe("failed");
    });

    test("never refunds too much when refunds race", async () => {
      const authorization = await authorized("AUTOMATIC");
      const answers = await Promise.all([1, 2, 3, 4].map(() => it.connector.refund(following(authorization, 4_000n))));
      expect(answers.filter(({ kind }) => kind === "succeeded")).toHaveLength(2);
    });

    test("refunds nothing that is only authorized", async () => {
      expect((await it.connector.refund(following(await authorized("MANUAL"), 100n))).kind).toBe("failed");
    });

    test("writes down and answers no card number and no verification value", async () => {
      const answers: unknown[] = [];
      for (const card of [it.approvedCard, it.refusedCard]) {
        answers.push(await it.connector.authorize(toRequest({ ...card, cvc: "739", cardholderName: "Canary Holder" })));
      }
      const texts = `${await it.storedText()} ${JSON.stringify(answers)}`;
      expect(texts.length).toBeGreaterThan(1_000);
      for (const card of [it.approvedCard, it.refusedCard]) {
        // Ten digits in a row are never there by accident, and more than first six and last four give away.
        for (let place = 0; place + 10 <= card.number.length; place++) {
          expect(texts.includes(card.number.slice(place, place + 10)), `digits from place ${place}`).toBe(false);
        }
      }
      expect(texts.includes('"739"'), "the verification value").toBe(false);
      expect(texts.includes("Canary"), "the cardholder").toBe(false);
    });
  });
}
