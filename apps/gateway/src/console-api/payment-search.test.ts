import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { engines, useDb } from "../../../../test/support/engines.ts";
import { execute, many, sql, type Tx } from "../db/index.ts";
import { newSortableId, toInstant } from "../kernel/index.ts";
import { findByAnyId, findPaymentPage, type PaymentFilter } from "./payment-search-store.ts";

const clientId = "SANDBOX_SEARCH0000000001";
const firstAt = Date.UTC(2026, 10, 1);
const hourMs = 3_600_000;

type Known = {
  readonly paymentSessionId: string;
  readonly at: number;
  readonly currency: string;
  readonly status: "OPEN" | "SUCCESS" | "FAIL" | "PENDING";
  readonly method: string | undefined;
  readonly referenceOrderId: string;
};

/** One an hour; every seventh was never tried. */
function makeKnown(index: number): Known {
  const at = firstAt + index * hourMs;
  const isOpen = index % 7 === 0;
  return {
    paymentSessionId: newSortableId("PS", toInstant(at)),
    at,
    currency: index % 13 === 0 ? "JPY" : "SGD",
    status: isOpen ? "OPEN" : index % 5 === 0 ? "FAIL" : index % 11 === 0 ? "PENDING" : "SUCCESS",
    method: isOpen ? undefined : index % 3 === 0 ? "GCASH" : "CARD",
    referenceOrderId: `ORDER-${Math.floor(index / 2)}`,
  };
}

const known = Array.from({ length: 300 }, (_, index) => makeKnown(index));

async function store(
  tx: Tx,
  { paymentSessionId, at, currency, status, method, referenceOrderId }: Known,
): Promise<void> {
  const requestId = `PR-${paymentSessionId}`;
  const paymentId = status === "OPEN" ? null : `P-${paymentSessionId}`;
  await execute(tx)`
    insert into payment_sessions (client_id, payment_session_id, payment_request_id, status, payment_currency, payment_minor, request,
           expires_at, expiry_offset_minutes, created_at, reference_order_id, payment_id)
    values (${clientId}, ${paymentSessionId}, ${requestId}, 'OPEN', ${currency}, 100, '{}', ${at + hourMs}, 0, ${at}, ${referenceOrderId},
            ${paymentId})`;
  if (status === "OPEN") return;
  const paidAt = status === "SUCCESS" ? at : null;
  await execute(tx)`
    insert into payments (client_id, payment_id, payment_session_id, payment_request_id, status, result_code, result_message, currency,
           amount_minor, capture_mode, payment_method_type, time_offset_minutes, created_at, paid_at, expires_at)
    values (${clientId}, ${paymentId}, ${paymentSessionId}, ${requestId}, ${status}, 'SUCCESS', 'success', ${currency}, 100,
            'AUTOMATIC', ${method ?? null}, 0, ${at}, ${paidAt}, ${at + hourMs})`;
}

/** What the filter means, told plainly. */
const matches = (one: Known, { status, paymentMethodType, currency, from, to }: Partial<PaymentFilter>): boolean =>
  (status === undefined || one.status === status) &&
  (paymentMethodType === undefined || one.method === paymentMethodType) &&
  (currency === undefined || one.currency === currency) &&
  (from === undefined || one.at >= from) &&
  (to === undefined || one.at < to);

describe.each(engines)("searching payments on %s", (engine) => {
  const db = useDb(engine);
  beforeAll(async () => {
    await db().transaction(async (tx) => {
      for (const one of known) await store(tx, one);
      // Another account's, of the same orders.
      await execute(tx)`
        insert into payment_sessions (client_id, payment_session_id, payment_request_id, status, payment_currency, payment_minor, request,
               expires_at, expiry_offset_minutes, created_at, reference_order_id)
        select 'SANDBOX_FOREIGN', payment_session_id, payment_request_id, status, payment_currency, payment_minor, request, expires_at,
               expiry_offset_minutes, created_at, reference_order_id from payment_sessions where client_id = ${clientId}`;
    });
  });

  /** Every page, one after the other, as the console asks for them. */
  async function findAll(filter: Partial<PaymentFilter>): Promise<readonly string[]> {
    const found: string[] = [];
    const countMax = filter.countMax ?? 100;
    for (let before: string | undefined = "~"; before !== undefined;) {
      const page = await findPaymentPage(db().connection, { ...filter, clientId, before, countMax });
      found.push(...page.rows.map(({ paymentSessionId }) => paymentSessionId));
      const last = page.rows.length === countMax ? page.rows.at(-1) : undefined;
      before = page.lookedTo?.paymentSessionId ?? last?.paymentSessionId;
    }
    return found;
  }

  test("every combination of filters, in pages and pieces of any size, finds each match once and nothing else, newest first", async () => {
    const instant = fc.integer({ min: -10, max: 310 }).map((hours) => toInstant(firstAt + hours * hourMs));
    const some = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.option(arbitrary, { nil: undefined, freq: 2 });
    const filters = fc.record({
      status: some(fc.constantFrom("OPEN", "SUCCESS", "FAIL", "PENDING", "CANCELLED")),
      paymentMethodType: some(fc.constantFrom("CARD", "GCASH", "ALIPAY_CN")),
      currency: some(fc.constantFrom("SGD", "JPY", "EUR")),
      from: some(instant),
      to: some(instant),
      countMax: fc.integer({ min: 1, max: 120 }),
      lookedMax: fc.integer({ min: 5, max: 120 }),
    });
    await fc.assert(
      fc.asyncProperty(filters, async (filter) => {
        const wanted = known.filter((one) => matches(one, filter)).map(({ paymentSessionId }) => paymentSessionId);
        expect(await findAll(filter)).toEqual(wanted.toReversed());
      }),
      { numRuns: 200 },
    );
  });

  test("a look that ends early says down to when it looked", async () => {
    const filter = { clientId, before: "~", countMax: 10, currency: "EUR", lookedMax: 24 };
    const { rows, lookedTo } = await findPaymentPage(db().connection, filter);
    expect([rows.length, lookedTo?.at]).toEqual([0, known.at(-24)?.at]);
  });

  test("the merchant's order id finds every session of the order, the account's own only", async () => {
    const found = await findByAnyId(db().connection, clientId, "ORDER-70");
    expect(found.map(({ paymentSessionId }) => paymentSessionId)).toEqual(
      [known[141], known[140]].map((one) => one?.paymentSessionId),
    );
  });
});

describe("what an index leads to", () => {
  const db = useDb("sqlite");
  test("no search reads a table from one end to the other", async () => {
    const explained = (piece: ReturnType<typeof sql>) =>
      many(db().connection, ({ detail }: { readonly detail: string }) => detail)`explain query plan ${piece}`;
    const plans = await Promise.all([
      explained(sql`select 1 from payment_sessions where client_id = 'a' and reference_order_id = 'b'`),
      explained(
        sql`select 1 from payments where client_id = 'a' and payment_session_id < '~' and payment_method_type = 'CARD'
             order by payment_session_id desc limit 9`,
      ),
      explained(
        sql`select 1 from payments where client_id = 'a' and payment_session_id < '~' and status = 'FAIL'
             order by payment_session_id desc limit 9`,
      ),
    ]);
    for (const plan of plans) {
      expect(plan.join("\n")).toMatch(/^SEARCH/);
      expect(plan.join("\n")).not.toMatch(/SCAN|TEMP B-TREE/);
    }
  });
});
