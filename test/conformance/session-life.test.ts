import { describe, expect, test } from "vitest";
import { signedBytes } from "../support/signed-request.ts";
import { newMessage, newRequestId, sampleMessages } from "./sample-messages.ts";
import { useGateway } from "./use-gateway.ts";

const hourMs = 60 * 60 * 1000;

/** The instant in the offset of Singapore, as merchants there write it. */
const toSingaporeText = (instant: number): string =>
  `${new Date(instant + 8 * hourMs).toISOString().slice(0, 19)}+08:00`;

const gateway = useGateway();

describe("a payment session, as a merchant sees it", () => {
  test("every one of the nine ways of paying the documents describe is in the samples", () => {
    expect(sampleMessages.size).toBe(9);
  });

  test.each([...sampleMessages.keys()])("the documented body %s opens a session of one hour", async (name) => {
    const before = Date.now();
    const reply = await gateway().call("createPaymentSession", newMessage(name));
    expect(reply).toMatchObject({ result: { resultCode: "SUCCESS" } });
    const expiresAt = Date.parse(String(reply["paymentSessionExpiryTime"]));
    expect(expiresAt - before).toBeGreaterThanOrEqual(hourMs - 1_000);
    expect(expiresAt - Date.now()).toBeLessThanOrEqual(hourMs);
    const [sealed, region, number, hints] = String(reply["paymentSessionData"]).split("&&");
    expect(sealed).toMatch(/^[\w-]+\.[\w-]*\.[\w-]+\.[\w-]+\.[\w-]+$/);
    expect([region, number]).toEqual(["SG", expect.stringMatching(/^\d+$/)]);
    expect(JSON.parse(Buffer.from(hints ?? "", "base64").toString())).toHaveProperty("paymentSessionFactor");
  });

  test("a session ends when the merchant said, written in the merchant's own offset", async () => {
    const paymentSessionExpiryTime = toSingaporeText(Date.now() + hourMs / 2);
    const reply = await gateway().call("createPaymentSession", { ...newMessage(), paymentSessionExpiryTime });
    expect(reply["paymentSessionExpiryTime"]).toBe(paymentSessionExpiryTime);
  });

  test.each([
    ["in the past", -60_000],
    ["more than an hour ahead", hourMs + 60_000],
  ])("a session that would end %s is refused, naming field, rule and value", async (_, fromNowMs) => {
    const paymentSessionExpiryTime = toSingaporeText(Date.now() + fromNowMs);
    const { result } = await gateway().call("createPaymentSession", { ...newMessage(), paymentSessionExpiryTime });
    expect(result.resultCode).toBe("PARAM_ILLEGAL");
    expect(result.resultMessage).toContain("paymentSessionExpiryTime");
    expect(result.resultMessage).toContain(paymentSessionExpiryTime);
    expect(result.resultMessage).toContain("1 hour");
  });

  test("the same request again answers with the same session", async () => {
    const message = newMessage();
    const first = await gateway().call("createPaymentSession", message);
    expect(await gateway().call("createPaymentSession", message)).toEqual(first);
  });

  test("the same request with its members in another order and its scalars in another form is the same", async () => {
    const message = { ...newMessage(), enableInstallmentCollection: "false" };
    const first = await gateway().call("createPaymentSession", message);
    const turned = Object.fromEntries(Object.entries({ ...message, enableInstallmentCollection: false }).toReversed());
    expect(await gateway().call("createPaymentSession", turned)).toEqual(first);
  });

  test("another amount under the same paymentRequestId is refused, and the first session stays", async () => {
    const message = newMessage();
    const first = await gateway().call("createPaymentSession", message);
    const other = { ...message, paymentAmount: { currency: "SGD", value: "10051" } };
    const { result } = await gateway().call("createPaymentSession", other);
    expect(result).toMatchObject({ resultCode: "PROCESS_FAIL", resultStatus: "F" });
    expect(await gateway().call("createPaymentSession", message)).toEqual(first);
  });

  test("a session nobody paid is no payment yet", async () => {
    const { paymentRequestId } = await open();
    const { result } = await gateway().call("inquiryPayment", { paymentRequestId });
    expect(result).toMatchObject({ resultCode: "ORDER_NOT_EXIST", resultStatus: "F" });
  });

  test("a cancelled session is inquired by either id and cancelled again with the same answer", async () => {
    const { paymentRequestId } = await open();
    const cancelled = await gateway().call("cancel", { paymentRequestId });
    const { paymentId } = cancelled;
    expect(cancelled).toMatchObject({ result: { resultCode: "SUCCESS" }, paymentRequestId });
    expect(await gateway().call("cancel", { paymentId })).toEqual(cancelled);
    for (const reference of [{ paymentId }, { paymentRequestId }, { paymentId, paymentRequestId: "another" }]) {
      expect(await gateway().call("inquiryPayment", reference)).toMatchObject({
        result: { resultCode: "SUCCESS" },
        paymentStatus: "CANCELLED",
        paymentId,
        paymentRequestId,
      });
    }
  });

  test("a cancelled session is not handed out again", async () => {
    const message = newMessage();
    await gateway().call("createPaymentSession", message);
    await gateway().call("cancel", { paymentRequestId: message.paymentRequestId });
    const { result } = await gateway().call("createPaymentSession", message);
    expect(result.resultCode).toBe("PROCESS_FAIL");
    expect(result.resultMessage).toContain("cancelled");
  });

  test.each(["inquiryPayment", "cancel", "retrievePaymentSession"])(
    "%s of an unknown id finds nothing",
    async (name) => {
      const { result } = await gateway().call(name, { paymentRequestId: newRequestId() });
      expect(result.resultCode).toBe("ORDER_NOT_EXIST");
    },
  );

  async function open(): Promise<{ readonly paymentRequestId: string }> {
    const message = newMessage();
    const { result } = await gateway().call("createPaymentSession", message);
    expect(result.resultCode).toBe("SUCCESS");
    return message;
  }
});

describe("another merchant's ids", () => {
  test.each(["inquiryPayment", "cancel", "retrievePaymentSession"])(
    "answer %s word for word as unknown ones do",
    async (name) => {
      const message = newMessage();
      await gateway().call("createPaymentSession", message);
      const { paymentRequestId } = message;
      const unknown = newRequestId();
      const { result: forForeign } = await gateway().call(name, { paymentRequestId }, gateway().other);
      const { result: forUnknown } = await gateway().call(name, { paymentRequestId: unknown }, gateway().other);
      expect(forForeign.resultMessage.replace(paymentRequestId, unknown)).toBe(forUnknown.resultMessage);
      expect(forForeign.resultCode).toBe("ORDER_NOT_EXIST");
    },
  );

  test("do not lead to a payment by its paymentId either", async () => {
    const message = newMessage();
    await gateway().call("createPaymentSession", message);
    const { paymentId } = await gateway().call("cancel", { paymentRequestId: message.paymentRequestId });
    for (const name of ["inquiryPayment", "cancel"]) {
      const { result } = await gateway().call(name, { paymentId }, gateway().other);
      expect(result.resultCode).toBe("ORDER_NOT_EXIST");
    }
  });

  test("may be used for sessions of one's own", async () => {
    const message = newMessage();
    const own = await gateway().call("createPaymentSession", message);
    const others = await gateway().call("createPaymentSession", message, gateway().other);
    expect(others.result.resultCode).toBe("SUCCESS");
    expect(others["paymentSessionId"]).not.toBe(own["paymentSessionId"]);
  });

  test("are signed for by their owner alone", async () => {
    const { merchant, other, send } = gateway();
    const stolen = { ...other, clientId: merchant.clientId };
    const reply = await send(await signedBytes(stolen, "createPaymentSession", newMessage()));
    expect(JSON.parse(reply.body.toString())).toMatchObject({ result: { resultCode: "INVALID_SIGNATURE" } });
  });
});
