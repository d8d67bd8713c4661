import fc from "fast-check";
import { afterEach, expect, test } from "vitest";
import { messageCharsMax, type ToEntry, type ToFrame } from "./messages.ts";
import { type Line, openLine, type Receivers } from "./port.ts";
import { toEntryChecks } from "./to-entry-checks.ts";
import { toFrameChecks } from "./to-frame-checks.ts";

const open: Line<never>[] = [];

afterEach(() => {
  for (const line of open.splice(0)) line.close();
});

/** An entry and a frame that talk; `raw` is the frame's port, for what no honest frame says. */
function connect(toEntry: Receivers<ToEntry>, toFrame: Receivers<ToFrame> = {}) {
  const { port1, port2 } = new MessageChannel();
  const entry = openLine<ToEntry, ToFrame>(port1, { checks: toEntryChecks, receivers: toEntry });
  const frame = openLine<ToFrame, ToEntry>(port2, { checks: toFrameChecks, receivers: toFrame });
  open.push(entry, frame);
  return { entry, frame, raw: { say: (message: unknown) => port2.postMessage(message, []) } };
}

const ready = (height: unknown, more: object = {}) =>
  JSON.stringify({ v: 1, id: 1, t: "ready", d: { height }, ...more });

test("a message arrives with its data", async () => {
  const heard = await new Promise((resolve) => {
    const { frame } = connect({ resize: resolve });
    frame.send("resize", { width: 300, height: 400 });
  });
  expect(heard).toEqual({ width: 300, height: 400 });
});

test("a question gets the answer of the other side, a promise's too", async () => {
  const { entry } = connect({}, { validate: () => Promise.resolve({ isValid: true }) });
  await expect(entry.ask("validate", {}, 5_000)).resolves.toEqual({ isValid: true });
});

test("answers find their questions whatever order they come in", async () => {
  let answerFirst: (answer: object) => void = () => undefined;
  const first = new Promise<object>((resolve) => {
    answerFirst = resolve;
  });
  const { entry } = connect({}, { submit: () => first, validate: () => ({ isValid: false }) });
  const submitted = entry.ask("submit", {});
  await expect(entry.ask("validate", {})).resolves.toEqual({ isValid: false });
  answerFirst({ status: "SUCCESS" });
  await expect(submitted).resolves.toEqual({ status: "SUCCESS" });
});

test("a question that nobody answers fails after its time, and when the line is closed", async () => {
  const { entry } = connect({}, { validate: () => new Promise(() => undefined) });
  await expect(entry.ask("validate", {}, 5)).rejects.toThrow("TIMEOUT");
  const asked = entry.ask("validate", {});
  entry.close();
  await expect(asked).rejects.toThrow("CLOSED");
});

test("the other side answers a ping by itself", async () => {
  const { entry, frame } = connect({});
  await expect(entry.ping(5_000)).resolves.toBe(true);
  await expect(frame.ping(5_000)).resolves.toBe(true);
});

test.each([
  ["no text", { v: 1, id: 1, t: "ready", d: { height: 1 } }],
  ["no JSON", "ready"],
  ["null", "null"],
  ["of another version", ready(1, { v: 2 })],
  ["without an id", ready(1, { id: undefined })],
  ["of a type nobody knows", ready(1, { t: "unheard-of" })],
  ["of a type every object has", ready(1, { t: "constructor" })],
  ["too long", ready(1, { d: { height: 1, padding: "x".repeat(messageCharsMax) } })],
  ["of the wrong shape", ready("1")],
  ["without data", ready(1, { d: null })],
  ["beyond the range", ready(1e9)],
  ["an answer nobody asked for", ready(1, { re: 77 })],
])("a message that is %s is ignored", async (_, message) => {
  const heard: unknown[] = [];
  const { entry, raw } = connect({ ready: (data) => heard.push(data) });
  raw.say(message);
  await entry.ping(5_000);
  expect(heard).toEqual([]);
});

test("no message of any shape reaches a receiver with data that breaks its rules", async () => {
  const heard: ToEntry["redirect"][] = [];
  const { entry, raw } = connect({ redirect: (data) => void heard.push(data) });
  const fields = fc.record(
    { method: fc.anything(), url: fc.anything(), parameters: fc.anything(), purpose: fc.anything() },
    { requiredKeys: [] },
  );
  for (const d of fc.sample(fields, 200)) raw.say(JSON.stringify({ v: 1, id: 1, t: "redirect", d }));
  await entry.ping(5_000);
  for (const { method, url, purpose } of heard) {
    expect([typeof url, ["GET", "POST"].includes(method), ["payment", "completed"].includes(purpose)]).toEqual([
      "string",
      true,
      true,
    ]);
  }
});
