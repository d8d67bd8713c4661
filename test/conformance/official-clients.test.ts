import { generateKeyPairSync } from "node:crypto";
import { describe, expect, test } from "vitest";
import { type Account, type Call, ClientRefusal, type ClientModel, type ReplyMessage } from "./clients/client-model.ts";
import { documentsClient } from "./clients/documents.ts";
import { dotnetClient } from "./clients/dotnet.ts";
import { goClient, olderGoClient } from "./clients/go.ts";
import { javaClient } from "./clients/java.ts";
import { phpClient } from "./clients/php.ts";
import { pythonClient } from "./clients/python.ts";
import { newMessage } from "./sample-messages.ts";
import { type TestGateway, useGateway } from "./use-gateway.ts";

const models: readonly ClientModel[] = [
  javaClient,
  pythonClient,
  phpClient,
  goClient,
  olderGoClient,
  dotnetClient,
  documentsClient,
];

/** Text that every client writes in another way: beyond ASCII, slashes, ampersands, quotes, angle brackets. */
const description = 'Caffè & “mugs” <日本> / "1" 😀';

type Exchange = { readonly request: Buffer; readonly message: ReplyMessage };

/** One call through a model: written, sent, read with all of the client's checks. */
async function callThrough(
  model: ClientModel,
  { account, send }: Pick<TestGateway, "account" | "send">,
  call: Call,
): Promise<Exchange> {
  const request = model.write(account, call, new Date());
  const reply = await send(request, { isTls: model.isTls });
  return { request, message: model.read(account, call, reply) };
}

const codeOf = ({ message }: Exchange): string => (message["result"] as { resultCode: string }).resultCode;

const gateway = useGateway();

describe.each(models)("the $name client", (model) => {
  const call = (operation: string, message: object, account?: Account) =>
    callThrough(model, { account: account ?? gateway().account, send: gateway().send }, { operation, message });

  test("opens a session and accepts the reply", async () => {
    const { message } = await call("createPaymentSession", newMessage());
    expect(message).toMatchObject({
      result: { resultCode: "SUCCESS", resultStatus: "S", resultMessage: "success." },
      paymentSessionId: expect.stringMatching(/^.{1,64}$/),
      paymentSessionData: expect.stringMatching(/^.{1,4096}$/),
      paymentSessionExpiryTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
    });
  });

  test("walks a session from opening through inquiry to its cancellation", async () => {
    const message = newMessage("card-3ds");
    const { paymentRequestId } = message;
    expect(codeOf(await call("createPaymentSession", message))).toBe("SUCCESS");
    expect(codeOf(await call("inquiryPayment", { paymentRequestId }))).toBe("ORDER_NOT_EXIST");
    const cancelled = await call("cancel", { paymentRequestId });
    expect(cancelled.message).toMatchObject({ result: { resultStatus: "S" }, paymentRequestId });
    const { paymentId } = cancelled.message;
    const inquired = await call("inquiryPayment", { paymentId });
    expect(inquired.message).toMatchObject({ result: { resultStatus: "S" }, paymentStatus: "CANCELLED", paymentId });
  });

  test("reads back what it sent, however it writes its JSON", async () => {
    const message = newMessage();
    const order = { ...(message["order"] as object), orderDescription: description };
    expect(codeOf(await call("createPaymentSession", { ...message, order }))).toBe("SUCCESS");
    const read = await call("retrievePaymentSession", { paymentRequestId: message.paymentRequestId });
    expect(read.message).toMatchObject({ result: { resultStatus: "S" }, order: { orderDescription: description } });
  });

  test("accepts an error reply and learns the field that was wrong", async () => {
    const { message } = await call("createPaymentSession", {
      ...newMessage(),
      paymentAmount: { currency: "SGD", value: "12.5" },
    });
    expect(message["result"]).toMatchObject({ resultCode: "PARAM_ILLEGAL", resultStatus: "F" });
    const { resultMessage } = message["result"] as { resultMessage: string };
    expect(resultMessage).toContain("paymentAmount.value");
    expect(resultMessage).toContain("12.5");
  });

  test("accepts the reply to a request it signed with the wrong key", async () => {
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const answered = await call("createPaymentSession", newMessage(), { ...gateway().account, privateKey });
    expect(codeOf(answered)).toBe("INVALID_SIGNATURE");
  });

  test("accepts the reply to a call of an unknown operation", async () => {
    expect(codeOf(await call("createNothing", {}))).toBe("NO_INTERFACE_DEF");
  });

  test("refuses a reply that was changed under way, so its check was not skipped", async () => {
    const asked = { operation: "createPaymentSession", message: newMessage() };
    const { account, send } = gateway();
    const reply = await send(model.write(account, asked, new Date()), { isTls: model.isTls });
    const changed = { ...reply, body: Buffer.from(reply.body.toString().replace("success.", "success!")) };
    expect(() => model.read(account, asked, changed)).toThrow(ClientRefusal);
  });
});
