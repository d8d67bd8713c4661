import { beforeAll } from "vitest";
import {
  type AuthorizeRequest,
  createSandboxAcquirer,
  type FollowUpRequest,
  type SandboxAcquirer,
  type SandboxAcquirerDeps,
} from "../../apps/gateway/src/acquirers/index.ts";
import type { Db } from "../../apps/gateway/src/db/index.ts";
import {
  addMs,
  assert,
  type CardDetails,
  type Clock,
  movableClock,
  newSortableId,
  Secret,
  toInstant,
} from "../../apps/gateway/src/kernel/index.ts";

export const gatewayUrl = "https://gateway.example";
export const returnUrl = `${gatewayUrl}/checkout/return/token`;

/** A sandbox acquirer whose clock the test moves, and what it told the gateway. */
export type TestAcquirer = {
  readonly acquirer: SandboxAcquirer;
  readonly clock: Clock & { readonly advance: (durationMs: number) => void };
  /** `<clientId> <operationId>` of every update, oldest first. */
  readonly updates: string[];
  readonly authorization: (changes?: Partial<AuthorizeRequest>) => AuthorizeRequest;
  readonly following: (authorization: AuthorizeRequest, minor: bigint, requestId?: string) => FollowUpRequest;
};

export function makeTestAcquirer(db: Db, deps: Partial<SandboxAcquirerDeps> = {}): TestAcquirer {
  const clock = movableClock(toInstant(Date.UTC(2026, 10, 22, 8)));
  const updates: string[] = [];
  const clientId = newSortableId("SANDBOX_", clock.now()).slice(0, 40);
  const acquirer = createSandboxAcquirer({
    db,
    clock,
    publicUrl: () => gatewayUrl,
    onUpdate: (owner, operationId) => updates.push(`${owner} ${operationId}`),
    ...deps,
  });
  const authorization = (changes: Partial<AuthorizeRequest> = {}): AuthorizeRequest => ({
    clientId,
    operationId: newSortableId("A", clock.now()),
    now: clock.now(),
    paymentId: newSortableId("P", clock.now()),
    merchantName: "Test Shop",
    amount: { currency: "USD", minor: 10_000n },
    captureMode: "AUTOMATIC",
    paymentMethodType: changes.card ? "CARD" : "GCASH",
    card: undefined,
    threeDS: "off",
    installmentPlan: undefined,
    bankIdentifierCode: undefined,
    interaction: "redirect",
    payer: { terminalType: "WEB" },
    returnUrl,
    expiresAt: addMs(clock.now(), 60 * 60_000),
    ...changes,
  });
  return {
    acquirer,
    clock,
    updates,
    authorization,
    following: ({ operationId: authorizationId }, minor, requestId) => ({
      clientId,
      operationId: newSortableId("F", clock.now()),
      now: clock.now(),
      authorizationId,
      acquirerReference: "as answered",
      amount: { currency: "USD", minor },
      ...(requestId !== undefined && { requestId }),
    }),
  };
}

/** One acquirer for the tests of a describe; valid inside tests. */
export function useTestAcquirer(db: () => Db, deps?: Partial<SandboxAcquirerDeps>): () => TestAcquirer {
  let made: TestAcquirer | undefined;
  beforeAll(() => {
    made = makeTestAcquirer(db(), deps);
  });
  return () => {
    assert(made, "the acquirer is asked for inside a test");
    return made;
  };
}

export const toCard = (number: string, changes: Partial<CardDetails> = {}): Secret<CardDetails> => {
  const brand = changes.brand ?? (/^3[47]/.test(number) ? "AMEX" : number.startsWith("5") ? "MASTERCARD" : "VISA");
  const cvc = brand === "AMEX" ? "1234" : "123";
  return new Secret({ number, expiryMonth: "12", expiryYear: "39", cvc, brand, ...changes });
};

/** The token of a page's address. */
export function tokenOf(url: string): string {
  const token = /\/sandbox\/(?:pay|acs)\/([^/]+)/.exec(url)?.[1];
  assert(token !== undefined, "the address leads to a page of the sandbox");
  return token;
}
