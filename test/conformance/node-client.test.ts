import { createClient, PaymentFailedError } from "@opencashier/node-client";
import { toPrivateKeyText, toPublicKeyText } from "@opencashier/protocol";
import { describe, expect, test } from "vitest";
import { newMessage } from "./sample-messages.ts";
import { useGateway } from "./use-gateway.ts";

describe("the node client against a running gateway", () => {
  const gateway = useGateway();

  const newClient = () => {
    const { account, process } = gateway();
    return createClient({
      gatewayUrl: `http://127.0.0.1:${process.port}`,
      clientId: account.clientId,
      merchantPrivateKey: toPrivateKeyText(account.privateKey),
      gatewayPublicKeys: toPublicKeyText(account.gatewayKey),
    });
  };

  test("opens, inquires, cancels and reads a session", async () => {
    const client = newClient();
    const message = newMessage() as unknown as Parameters<typeof client.createPaymentSession>[0];
    const { paymentRequestId } = message;
    const opened = await client.createPaymentSession(message);
    expect(opened.paymentSessionId).toMatch(/^.{1,64}$/);
    await expect(client.inquiryPayment({ paymentRequestId })).rejects.toMatchObject({ resultCode: "ORDER_NOT_EXIST" });
    const read = await client.retrievePaymentSession({ paymentRequestId });
    expect(read.order).toEqual(message.order);
    const { paymentId = "" } = await client.cancel({ paymentRequestId });
    expect(await client.inquiryPayment({ paymentId })).toMatchObject({ paymentStatus: "CANCELLED", paymentId });
  });

  test("reports a refused field as a failure that needs no inquiry", async () => {
    const client = newClient();
    const message = { ...newMessage(), paymentAmount: { currency: "SGD", value: "0" } };
    const call = client.createPaymentSession(message as unknown as Parameters<typeof client.createPaymentSession>[0]);
    await expect(call).rejects.toBeInstanceOf(PaymentFailedError);
    await expect(call).rejects.toMatchObject({ resultCode: "PARAM_ILLEGAL" });
  });
});
