import { expect, test } from "vitest";
import { fillIn, hasPlaceholders, learn, runSteps } from "./run-case.ts";

test("a placeholder is what an answer has told, and stays where none has", () => {
  expect(fillIn('{"a":"{{id}}-refund","b":"{{paymentId}}","c":"{{none}}"}', { id: "E1", paymentId: "P7" })).toBe(
    '{"a":"E1-refund","b":"P7","c":"{{none}}"}',
  );
  expect([hasPlaceholders("{{id}}"), hasPlaceholders("{id}")]).toEqual([true, false]);
});

test("of an answer its text members are learnt; an answer that is no JSON teaches nothing", () => {
  const known = learn({ id: "E1" }, '{"paymentId":"P7","result":{"resultCode":"SUCCESS"}}');
  expect(known).toEqual({ id: "E1", paymentId: "P7" });
  expect(learn(known, "<html>")).toEqual(known);
});

test("steps are sent in order, each with what the ones before were answered with, all with one fresh id", async () => {
  const step = (body: object) => ({ operation: "pay", path: "/pay", body });
  const sent: string[] = [];
  const before = [
    step({ paymentRequestId: "{{id}}" }),
    step({ paymentId: "{{paymentId}}", refundRequestId: "{{id}}-r" }),
  ];
  const { known, answers } = await runSteps({ before }, (_, body) => {
    sent.push(body);
    return Promise.resolve(`{"paymentId":"P${sent.length}"}`);
  });
  const id = known["id"] ?? "";
  expect(sent).toEqual([`{"paymentRequestId":"${id}"}`, `{"paymentId":"P1","refundRequestId":"${id}-r"}`]);
  expect([known["paymentId"], answers.length]).toEqual(["P2", 2]);
  expect((await runSteps({}, () => Promise.resolve(""))).known["id"]).not.toBe(id);
});
