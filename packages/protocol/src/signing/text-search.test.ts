import { expect, test } from "vitest";
import { contentToSign } from "./content.ts";
import { diagnoseSignature, type ReceivedForDiagnosis } from "./diagnosis.ts";
import type { DiagnosisCause } from "./diagnosis-cause.ts";
import { signContentSync } from "./sign.ts";
import {
  bodyText,
  candidates,
  clientId,
  content,
  digestOf,
  expectCause,
  head,
  headerOf,
  key,
  other,
  right,
  second,
  sent,
  signedBody,
  signedOver,
  signedParts,
  stranger,
} from "./vectors/wrongly-signed.ts";

const live = "/ams/api/v1/payments/createPaymentSession";
const short = "/v1/payments/createPaymentSession";

test.each<[string, string, string]>([
  ["the path of the live system", right.path, live],
  ["the path of the sandbox", live, right.path],
  ["the path without its prefix", right.path, short],
  ["the path with a prefix that a proxy removed", short, right.path],
  ["the path with a prefix that a proxy added", `/pay${right.path}`, right.path],
  ["the full URL", right.path, `https://gateway.example${right.path}`],
  ["host and path", right.path, `gateway.example${right.path}`],
  ["the path without its query", `${right.path}?a=1`, right.path],
  ["the path with a slash behind it", right.path, `${right.path}/`],
  ["the path without the slash behind it", `${right.path}/`, right.path],
  ["the path without the double slash", right.path.replace("/v1", "//v1"), right.path],
  ["the path with a double slash", right.path, right.path.replace("/v1", "//v1")],
  ["the path without the first slash", right.path, right.path.slice(1)],
  ["the name of the operation", right.path, "createPaymentSession"],
  ["another operation's path", right.path, right.path.replace("createPaymentSession", "inquiryPayment")],
  ["no path", right.path, ""],
])("having signed %s is told as such", (_, path, signed) => {
  const found = expectCause(signedParts({ path: signed }, { path }), "path-differs");
  expect(found.explanation).toContain(JSON.stringify(signed));
});

test.each<[string, DiagnosisCause, ReceivedForDiagnosis]>([
  ["the method in small letters", "method-differs", signedParts({ method: "post" })],
  ["another method", "method-differs", signedParts({ method: "GET" })],
  ["no method", "method-differs", signedParts({ method: "" })],
  ["no client id", "client-id-differs", signedParts({ clientId: "" })],
  ["the client id without SANDBOX_", "client-id-differs", signedParts({ clientId: clientId.slice(8) })],
  ["the client id with SANDBOX_", "client-id-differs", signedParts({ clientId }, { clientId: clientId.slice(8) })],
  ["the client id in small letters", "client-id-differs", signedParts({ clientId: clientId.toLowerCase() })],
  ["the client id and a blank", "client-id-differs", signedParts({ clientId: `${clientId} ` })],
  ["another account's client id", "client-id-differs", signedParts({ clientId: "SANDBOX_5Y00000000000009" })],
  ["no time", "time-differs", signedParts({ time: "" })],
  ["seconds for milliseconds", "time-differs", signedParts({ time: "1795313730" }, { time: "1795313730123" })],
  ["milliseconds for text", "time-differs", signedParts({ time: String(Date.parse(right.time)) })],
  [
    "text for milliseconds",
    "time-differs",
    signedParts({ time: right.time }, { time: String(Date.parse(right.time)) }),
  ],
  ["Z for an offset", "time-differs", signedParts({ time: "2026-11-22T02:15:30Z" })],
  ["+0000 for +00:00", "time-differs", signedParts({ time: "2026-11-22T02:15:30+0000" })],
  ["+00:00 for Z", "time-differs", signedParts({ time: right.time }, { time: "2026-11-22T02:15:30.000Z" })],
  ["milliseconds in the text", "time-differs", signedParts({ time: "2026-11-22T10:15:30.000+08:00" })],
  ["local time without offset", "time-differs", signedParts({ time: "2026-11-22 10:15:30" })],
  ["the clock read again a second later", "time-differs", signedParts({ time: "2026-11-22T10:15:31+08:00" })],
  [
    "the clock read again 42 ms before",
    "time-differs",
    signedParts({ time: "1795313729958" }, { time: "1795313730000" }),
  ],
  ["a blank for the plus sign", "time-differs", signedParts({ time: "2026-11-22T10:15:30 08:00" })],
  ["\\n as two characters", "separators-differ", signedOver(head.replace("\n", "\\n") + bodyText)],
  ["CR LF", "separators-differ", signedOver(head.replace("\n", "\r\n") + bodyText)],
  ["no line feed", "separators-differ", signedOver(head.replace("\n", "") + bodyText)],
  ["commas for dots", "separators-differ", signedOver(`POST ${right.path}\n${clientId},${right.time},${bodyText}`)],
  ["no dots", "separators-differ", signedOver(`POST ${right.path}\n${clientId}${right.time}${bodyText}`)],
  [
    "line feeds for dots",
    "separators-differ",
    signedOver(`POST ${right.path}\n${clientId}\n${right.time}\n${bodyText}`),
  ],
  ["a missing last dot", "separators-differ", signedOver(`POST ${right.path}\n${clientId}.${right.time}${bodyText}`)],
  ["no first line", "separators-differ", signedOver(`${clientId}.${right.time}.${bodyText}`)],
  ["the body alone", "separators-differ", signedOver(bodyText)],
  ["the hex hash of the text", "hashed-before-signing", signedOver(digestOf(content).toString("hex"))],
  ["the hex hash in capitals", "hashed-before-signing", signedOver(digestOf(content).toString("hex").toUpperCase())],
  ["the hash of the text", "hashed-before-signing", signedOver(digestOf(content))],
  ["base64 of the text", "hashed-before-signing", signedOver(content.toString("base64"))],
  ["the text URL-encoded", "hashed-before-signing", signedOver(encodeURIComponent(content.toString()))],
])("having signed %s, the cause is %s", (_, cause, request) => {
  expectCause(request, cause);
});

const value = JSON.parse(bodyText) as Record<string, unknown>;
const ascii = (text: string): string =>
  text.replace(/[^\x20-\x7e\n]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`);
const plain = JSON.stringify({ b: "1", a: "2/3" });

test.each<[string, DiagnosisCause, Buffer | string, Buffer | string]>([
  ["compact", "body-reserialized", bodyText, JSON.stringify(value, null, 2)],
  ["pretty-printed with 2 blanks", "body-reserialized", JSON.stringify(value, null, 2), bodyText],
  ["pretty-printed with 3 blanks", "body-reserialized", JSON.stringify(value, null, 3), bodyText],
  ["pretty-printed with 4 blanks", "body-reserialized", JSON.stringify(value, null, 4), bodyText],
  ["pretty-printed with tabs", "body-reserialized", JSON.stringify(value, null, "\t"), bodyText],
  ["pretty-printed in ASCII, as Python does", "body-reserialized", ascii(JSON.stringify(value, null, 3)), bodyText],
  ["with blanks after commas, as Python does", "body-reserialized", '{"b": "1", "a": "2/3"}', plain],
  ["with sorted keys", "body-reserialized", '{"a":"2/3","b":"1"}', plain],
  ["with escaped slashes, as PHP does", "body-reserialized", plain.replace("/", "\\/"), plain],
  ["with plain slashes", "body-reserialized", plain, plain.replace("/", "\\/")],
  [
    "with escaped & < >, as Go does",
    "body-reserialized",
    bodyText.replace(/[&<>]/g, (c) => `\\u00${c.charCodeAt(0).toString(16)}`),
    bodyText,
  ],
  ["in ASCII", "body-reserialized", ascii(bodyText), bodyText],
  ["with all of PHP's escapes", "body-reserialized", ascii(bodyText).replaceAll("/", "\\/"), bodyText],
  ["without null members", "body-reserialized", bodyText.replace(',"note":null', ""), bodyText],
  ["as a quoted text", "body-reserialized", JSON.stringify(plain), plain],
  ["as nothing", "body-not-signed", "", bodyText],
  ["as an empty object", "body-not-signed", "{}", ""],
  ["with a line feed at its end", "body-line-ends", `${bodyText}\n`, bodyText],
  ["without the line feed at its end", "body-line-ends", "not json", "not json\n"],
  ["with LF for CR LF", "body-line-ends", "not\njson", "not\r\njson"],
  ["with CR LF for LF", "body-line-ends", "not\r\njson", "not\njson"],
  ["with a byte order mark", "body-byte-order-mark", `\uFEFF${bodyText}`, bodyText],
  ["without the byte order mark", "body-byte-order-mark", "not json", "\uFEFFnot json"],
  ["as ISO-8859-1", "body-charset", Buffer.from(bodyText, "latin1"), bodyText],
  ["with question marks", "body-charset", bodyText.replace(/[éö]/g, "?"), bodyText],
  ["as UTF-8 twice", "body-charset", Buffer.from(bodyText).toString("latin1"), bodyText],
])("having signed the body %s, the cause is %s", (_, cause, signed, body) => {
  expectCause(signedBody(signed, body), cause);
});

test("a body that differs is told by lengths and a position, not by its content", () => {
  const { explanation } = expectCause(signedBody(ascii(bodyText), bodyText), "body-reserialized");
  expect(explanation).toMatch(/Signed body: \d+ bytes; received: \d+ bytes; first difference at byte 59\./);
});

test("two mistakes at once are both told", () => {
  const found = expectCause(signedParts({ path: live, body: Buffer.from(ascii(bodyText)) }), "path-differs");
  expect(found.explanation).toMatch(/path .* Besides: The body was serialised again/);
});

test("a wrong key and a wrong text are both told, the key first", () => {
  const wrong = signContentSync(contentToSign({ ...right, path: short }), other.privateKey);
  const found = expectCause(sent(headerOf(wrong)), "key-of-another-merchant");
  expect(found.explanation).toMatch(/another merchant account, SANDBOX_5Y00000000000009\. Besides: .*path/);
});

test("a text that follows no known mistake is told by the digest that was signed", () => {
  const text = Buffer.from("something else");
  const { explanation, expected } = expectCause(signedOver(text), "text-differs");
  expect(explanation).toContain(digestOf(text).toString("hex"));
  expect(explanation).toContain(digestOf(content).toString("hex"));
  expect(expected).toEqual({
    head,
    bodyBytes: right.body.length,
    bodySha256: digestOf(Buffer.from(right.body)).toString("hex"),
    textBytes: content.length,
    textSha256: digestOf(content).toString("hex"),
  });
});

test("sorting keys is recognised at every depth", () => {
  const deep = '{"a":{"c":"1","d":"2"},"b":"3"}';
  expectCause(signedBody(deep, '{"b":"3","a":{"d":"2","c":"1"}}'), "body-reserialized");
});

test("a hostile body cannot exhaust the stack, nor a huge one the time", () => {
  const nested = "[".repeat(20_000) + "]".repeat(20_000);
  expectCause(signedBody("something", nested), "text-differs");
  expectCause(signedBody("something", "x".repeat(2_000_000)), "text-differs");
});

const strangers = sent(headerOf(signContentSync(content, stranger.privateKey)));

test("more keys than the budget allows end in an answer", () => {
  const many = Array.from({ length: 200 }, (_, index) => key(index + 10, second));
  expect(diagnoseSignature(strangers, { ...candidates, merchantKeys: many }).cause).toBe("unexplained");
});
