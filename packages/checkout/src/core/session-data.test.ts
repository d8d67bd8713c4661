import { expect, test } from "vitest";
import { parseSessionData } from "./session-data.ts";

const encode = (hints: unknown): string => Buffer.from(JSON.stringify(hints), "utf8").toString("base64");
const sealed = "eyJhbGciOiJkaXIifQ..c2VhbGVk";

test("session data is taken as it is, its hints read as UTF-8", () => {
  const text = `${sealed}&&SG&&188&&${encode({ clientId: "SANDBOX_1", merchantName: "Åsa の店" })}`;
  expect(parseSessionData(text)).toEqual({ text, hints: { clientId: "SANDBOX_1", merchantName: "Åsa の店" } });
});

test("hints that a merchant has edited and encoded anew are read", () => {
  const text = `${sealed}&&SG&&188&&${btoa('{"paymentSessionFactor":{"merchantInfo":{"merchantName":"Mine"}}}')}`;
  expect(parseSessionData(text)?.text).toBe(text);
});

test.each([
  ["nothing", undefined],
  ["an object", {}],
  ["an empty text", ""],
  ["three parts, as in 2023", `${sealed}&&SG&&188`],
  ["five parts", `${sealed}&&SG&&188&&${encode({})}&&x`],
  ["an empty part", `${sealed}&&&&188&&${encode({})}`],
  ["a last part that is no base64", `${sealed}&&SG&&188&&%%%`],
  ["a last part that is no JSON", `${sealed}&&SG&&188&&${btoa("hello")}`],
  ["a last part that is no object", `${sealed}&&SG&&188&&${encode(null)}`],
  ["more than 4,096 characters", `${"a".repeat(4_100)}&&SG&&188&&${encode({})}`],
])("session data that is %s is refused", (_, text) => {
  expect(parseSessionData(text)).toBeUndefined();
});
