import { afterAll, beforeEach, expect, test } from "vitest";
import { examplesOf, type OperationName, type PayRequest, type ResultCode, resultCodes } from "@opencashier/protocol";
import { type Client, createClient } from "./create-client.ts";
import { PaymentFailedError, PaymentUnknownError } from "./errors.ts";
import { caught, startSigningGateway } from "./testing/signing-gateway.ts";

// Every example of the reference goes over a real socket, signed, and comes back through the client.

const stand = await startSigningGateway("{}");
const client = createClient(stand.options());

afterAll(() => stand.close());
beforeEach(() => {
  stand.act = {};
  stand.received = [];
});

type AnyCall = (request: object) => Promise<unknown>;
const callOf = (name: OperationName): AnyCall => (client as Readonly<Record<string, unknown>>)[name] as AnyCall;

const names: readonly (keyof Client)[] = ["pay", "consult", "capture", "refund", "inquiryRefund", "inquiryPayment"];
const cases = names.flatMap((name) =>
  examplesOf(name).map((example) => [`${name}/${example.name}`, name, example] as const),
);

test.each(cases)("%s ends as its result code says", async (_, name, { request, reply }) => {
  stand.act = { body: JSON.stringify(reply) };
  const { resultCode } = reply.result;
  const { status } = resultCodes[resultCode as ResultCode];
  const pending = callOf(name)(request);
  if (status === "S" || (name === "pay" && resultCode === "PAYMENT_IN_PROCESS")) {
    expect(await pending).toEqual(reply);
  } else if (status === "F") {
    expect(await caught(pending)).toMatchObject({ name: "PaymentFailedError", operation: name, resultCode, reply });
  } else {
    expect(await caught(pending)).toMatchObject({ name: "PaymentUnknownError", reason: "RESULT_UNKNOWN", reply });
  }
  const [{ path, body } = expect.fail()] = stand.received;
  expect([path, JSON.parse(body.toString())]).toEqual([`/ams/sandbox/api/v1/payments/${name}`, request]);
});

const wallet = examplesOf("pay").find(({ name }) => name === "wallet-redirect") ?? expect.fail();

test("pay resolves with the links that lead the payer on", async () => {
  stand.act = { body: JSON.stringify(wallet.reply) };
  const { result, normalUrl, paymentId } = await client.pay(wallet.request as PayRequest);
  expect(result.resultCode).toBe("PAYMENT_IN_PROCESS");
  expect([normalUrl, paymentId]).toEqual([
    "https://gateway.example.net/cashier?token=abc",
    "20261122194010800100188000000010",
  ]);
});

test.each(["UNKNOWN_EXCEPTION", "REQUEST_TRAFFIC_EXCEED_LIMIT"])(
  "pay with %s is unknown: nobody may be sent anywhere",
  async (resultCode) => {
    const result = { resultCode, resultStatus: "U", resultMessage: "Told." };
    stand.act = { body: JSON.stringify({ ...wallet.reply, result }) };
    expect(await caught(client.pay(wallet.request as PayRequest))).toBeInstanceOf(PaymentUnknownError);
  },
);

test("PAYMENT_IN_PROCESS with status F is a failure, whatever its name says", async () => {
  const result = { resultCode: "PAYMENT_IN_PROCESS", resultStatus: "F", resultMessage: "Told." };
  stand.act = { body: JSON.stringify({ ...wallet.reply, result }) };
  expect(await caught(client.pay(wallet.request as PayRequest))).toBeInstanceOf(PaymentFailedError);
});

const eur = { currency: "EUR", value: "24900" };
const result = { resultCode: "SUCCESS", resultStatus: "S", resultMessage: "success." };
const captureOne = () => client.capture({ captureRequestId: "CR-1", paymentId: "P-1", captureAmount: eur });
const refundOne = () => client.refund({ refundRequestId: "RR-1", paymentId: "P-1", refundAmount: eur });

test.each<[string, string, () => Promise<unknown>, object]>([
  ["capture", "captureRequestId", captureOne, { result, captureRequestId: "CR-2", paymentId: "P-1" }],
  ["capture", "paymentId", captureOne, { result, captureRequestId: "CR-1", paymentId: "P-2" }],
  ["refund", "refundRequestId", refundOne, { result, refundRequestId: "RR-2", paymentId: "P-1" }],
  ["refund", "paymentId", refundOne, { result, refundRequestId: "RR-1", paymentId: "P-2" }],
  ["inquiryRefund", "refundId", () => client.inquiryRefund({ refundId: "R-1" }), { result, refundId: "R-2" }],
  [
    "failed refund",
    "refundRequestId",
    refundOne,
    { result: { ...result, resultStatus: "F" }, refundRequestId: "RR-2" },
  ],
])("a signed reply about another %s, by its %s, is not trusted", async (_, stray, call, reply) => {
  stand.act = { body: JSON.stringify(reply) };
  const error = await caught(call());
  expect(error).toMatchObject({ name: "PaymentUnknownError", reason: "REPLY_NOT_TRUSTED" });
  expect(error.message).toContain(`about another ${stray} than`);
});

test("where both ids of a refund are given, the gateway goes by refundId, and so does the check", async () => {
  const reply = { result, refundId: "R-1", refundRequestId: "RR-1" };
  stand.act = { body: JSON.stringify(reply) };
  expect(await client.inquiryRefund({ refundId: "R-1", refundRequestId: "RR-9" })).toEqual(reply);
});

test.each<[string, () => Promise<unknown>, RegExp]>([
  ["capture", captureOne, /inquire before trying again with another captureRequestId/],
  ["refund", refundOne, /inquire before trying again with another refundRequestId/],
  ["inquiryRefund", () => client.inquiryRefund({ refundId: "R-1" }), /another refundRequestId/],
  ["cancel", () => client.cancel({ paymentId: "P-1" }), /another paymentRequestId/],
  [
    "retrievePaymentSession",
    () => client.retrievePaymentSession({ paymentRequestId: "PR-1" }),
    /changes nothing: ask again/,
  ],
])("when %s gets no answer, the error says what must not be repeated under a new id", async (_, call, advice) => {
  stand.act = { status: 502 };
  expect((await caught(call())).message).toMatch(advice);
});
