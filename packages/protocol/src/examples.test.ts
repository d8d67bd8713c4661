import { Compile } from "typebox/schema";
import { expect, test } from "vitest";
import { decoderOf } from "./decode.ts";
import { examplesOf, notificationExamplesOf } from "./examples.ts";
import { acknowledged, acknowledgementSchema, notifications } from "./notifications/index.ts";
import type { Operation } from "./operation.ts";
import { operations } from "./operations/index.ts";
import { gatewayResultCodes, type ResultCode, resultCodes } from "./result-codes.ts";
import { violationMessage } from "./violation.ts";

const all = Object.values(operations) as readonly Operation[];
const cases = all.flatMap((operation) =>
  examplesOf(operation.name).map((example) => [`${operation.name}/${example.name}`, operation, example] as const),
);

test("there are examples of every operation, and every one shows a success first", () => {
  expect(cases.length).toBeGreaterThanOrEqual(29);
  for (const { name } of all) expect(examplesOf(name)[0]?.reply.result.resultCode).toBe("SUCCESS");
});

test.each(cases)(
  "the request of %s decodes, unless its reply says why not, in the very words",
  (_, operation, example) => {
    const decoded = decoderOf(operation)(Buffer.from(JSON.stringify(example.request)));
    const illegal = decoded.ok ? undefined : violationMessage(decoded.violation);
    const { resultCode } = example.reply.result;
    expect(illegal).toBe(resultCode === "PARAM_ILLEGAL" ? resultMessageOf(example.reply) : undefined);
  },
);

const resultMessageOf = (reply: object): unknown =>
  (reply as { result: { resultMessage: unknown } }).result.resultMessage;

test.each(cases)(
  "the reply of %s matches its schema, with a code the operation declares and its status",
  (_, operation, example) => {
    expect(Compile(operation.replySchema).Check(example.reply)).toBe(true);
    const { resultCode, resultStatus } = example.reply.result as { resultCode: ResultCode; resultStatus?: string };
    expect([...operation.resultCodes, ...gatewayResultCodes]).toContain(resultCode);
    expect(resultStatus).toBe(resultCodes[resultCode].status);
  },
);

const promises = [
  "result.resultStatus is S.",
  "result.resultCode is SUCCESS.",
  "result.resultCode is SUCCESS or PAYMENT_IN_PROCESS.",
];

test("a payment that is on its way tells its ids and how the payer goes on", () => {
  const onTheWay = examplesOf("pay").filter(({ reply }) => reply.result.resultCode === "PAYMENT_IN_PROCESS");
  expect(onTheWay.length).toBeGreaterThanOrEqual(4);
  for (const { name, request, reply } of onTheWay) {
    const { paymentRequestId, paymentAmount } = request as Readonly<Record<string, unknown>>;
    expect([name, reply]).toMatchObject([
      name,
      { paymentRequestId, paymentAmount, paymentId: expect.any(String), paymentCreateTime: expect.any(String) },
    ]);
    const ways = ["normalUrl", "schemeUrl", "applinkUrl", "redirectActionForm", "orderCodeForm"];
    expect([name, ways.some((way) => way in reply)]).toEqual([name, true]);
  }
});

test("a successful reply has what its schema requires on success", () => {
  for (const [name, operation, { reply }] of cases) {
    if (reply.result.resultCode !== "SUCCESS") continue;
    const { properties } = operation.replySchema as { properties: Record<string, Record<string, unknown>> };
    const promised = Object.keys(properties).filter((field) =>
      promises.includes(properties[field]?.["x-condition"] as string),
    );
    expect([name, promised.filter((field) => !(field in reply))]).toEqual([name, []]);
  }
});

test("every result code that only createPaymentSession has is shown by an example", () => {
  const shown = new Set(examplesOf("createPaymentSession").map((example) => example.reply.result.resultCode));
  const closedList = operations.createPaymentSession.resultCodes.filter((code) => code !== "REPEAT_REQ_INCONSISTENT");
  expect(closedList.filter((code) => !shown.has(code))).toEqual([]);
});

const notices = Object.values(notifications).flatMap((kind) =>
  notificationExamplesOf(kind.name).map((example) => [`${kind.name}/${example.name}`, kind, example] as const),
);

test.each(notices)("the body of %s matches its schema, with a type and a code that are sent", (_, kind, { body }) => {
  expect(Compile(kind.schema).Check(body)).toBe(true);
  const { notifyType, result } = body as { notifyType?: string; result: { resultCode: string; resultStatus?: string } };
  expect(kind.notifyTypes).toContain(notifyType);
  expect(kind.resultCodes).toContain(result.resultCode);
  expect(result.resultStatus).toBe(resultCodes[result.resultCode as ResultCode].status);
});

test("every type of notification is shown by an example, and what is acknowledged reads as documented", () => {
  const shown = notices.map(([, , { body }]) => (body as { notifyType?: string }).notifyType);
  expect(new Set(shown)).toEqual(new Set(Object.values(notifications).flatMap(({ notifyTypes }) => notifyTypes)));
  expect(Compile(acknowledgementSchema).Check(acknowledged)).toBe(true);
  expect(JSON.stringify(acknowledged)).toBe(
    '{"result":{"resultCode":"SUCCESS","resultStatus":"S","resultMessage":"success"}}',
  );
});
