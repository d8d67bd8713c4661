import { notifications, operations } from "@opencashier/protocol";
import { expect, test } from "vitest";
import { useDb } from "../../../../test/support/engines.ts";
import { hourMs, makePaymentFixture, payRequest } from "../../../../test/support/payment-fixture.ts";

type ObjectSchema = { readonly properties: object; readonly required?: readonly string[] };

/** Every member is one of the documented message's, and none that it always has is missing. */
function expectMembers(message: object, schema: unknown): void {
  const { properties, required = [] } = schema as ObjectSchema;
  expect(Object.keys(properties)).toEqual(expect.arrayContaining(Object.keys(message)));
  expect(Object.keys(message)).toEqual(expect.arrayContaining([...required]));
}

const db = useDb("sqlite");

test("every outcome of a payment and of a capture is told in the documented message", async () => {
  const { paid, authorized, session, submit, acquirer, payments, merchant, clock, runDue, told } =
    makePaymentFixture(db());
  await paid({ metadata: "{}", customizedInfo: { customizedField1: "7" } });
  acquirer.script("fail-authentication", "confirm-later", "ask", "ask");
  await submit(await session());
  await submit(await session());
  await payments.cancel(merchant, { paymentId: (await submit(await session())).payment.paymentId });
  await submit(await session());
  const { paymentId } = (await authorized()).payment;
  const captureAmount = { currency: "SGD", value: "1" };
  await payments.capture(merchant, { captureRequestId: "C1", paymentId, captureAmount });
  acquirer.break("capture", "refused");
  await payments.capture(merchant, { captureRequestId: "C2", paymentId, captureAmount });
  clock.advance(hourMs);
  await runDue();
  const bodies = await told();
  expect(bodies).toHaveLength(8);
  for (const body of bodies) {
    const kind = body["notifyType"] === "CAPTURE_RESULT" ? notifications.notifyCapture : notifications.notifyPayment;
    expectMembers(body, kind.schema);
  }
});

test("replies have the documented members and no others", async () => {
  const { authorized, payments, merchant, acquirer } = makePaymentFixture(db());
  const { paymentId } = (await authorized()).payment;
  const captureAmount = { currency: "SGD", value: "1" };
  const captured = await payments.capture(merchant, { captureRequestId: "C1", paymentId, captureAmount });
  const inquired = await payments.inquiryPayment(merchant, { paymentId });
  acquirer.script("approve", "show-code");
  const paid = await payments.pay(merchant, payRequest());
  const open = await payments.pay(merchant, payRequest());
  const result = {};
  expectMembers({ result, ...(captured.ok && captured.value) }, operations.capture.replySchema);
  expectMembers({ result, ...(inquired.ok && inquired.value) }, operations.inquiryPayment.replySchema);
  expectMembers({ result, ...(paid.ok && paid.value) }, operations.pay.replySchema);
  expectMembers({ result, ...(!open.ok && open.members) }, operations.pay.replySchema);
});
