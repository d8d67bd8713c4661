import { expect, test } from "vitest";
import { parseCapturedRequest } from "./captured-request.ts";

const captured = {
  method: "POST",
  target: "/ams/api/v1/payments/pay?x=1",
  headers: { "client-id": "5Y", signature: "algorithm=RSA256, keyVersion=1, signature=A%3D" },
  body: Buffer.from('{\r\n  "a": "é"\n}\n'),
};
const head =
  "POST /ams/api/v1/payments/pay?x=1 HTTP/1.1\r\nClient-Id: 5Y\r\nSIGNATURE:  algorithm=RSA256, keyVersion=1, signature=A%3D \r\n";

test.each([
  ["CR LF", Buffer.concat([Buffer.from(`${head}\r\n`), captured.body])],
  ["LF only", Buffer.concat([Buffer.from(`${head.replaceAll("\r\n", "\n")}\n`), captured.body])],
  ["a byte order mark", Buffer.concat([Buffer.from(`\uFEFF${head}\r\n`), captured.body])],
])("a raw capture with %s keeps the body to the byte", (_, bytes) => {
  expect(parseCapturedRequest(bytes)).toEqual({ ok: true, captured });
});

test("what an editor added behind content-length is left out", () => {
  const parsed = parseCapturedRequest("POST / HTTP/1.1\ncontent-length: 2\n\n{}\n");
  expect(parsed.ok && parsed.captured.body.toString()).toBe("{}");
});

test("a chunked body is joined", () => {
  const parsed = parseCapturedRequest(
    'POST / HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n3\r\n{"a\r\n4;x=y\r\n":1}\r\n0\r\n\r\n',
  );
  expect(parsed.ok && parsed.captured.body.toString()).toBe('{"a":1}');
});

test("a request without a body has an empty one", () => {
  const parsed = parseCapturedRequest("POST /x HTTP/1.1\nclient-id: 5Y\n");
  expect(parsed.ok && parsed.captured).toMatchObject({ headers: { "client-id": "5Y" }, body: Buffer.alloc(0) });
});

test("repeated headers are joined", () => {
  const parsed = parseCapturedRequest("POST /x HTTP/1.1\nclient-id: 1\nClient-Id: 2\n\n");
  expect(parsed.ok && parsed.captured.headers).toEqual({ "client-id": "1, 2" });
});

test.each([
  ["body", { body: captured.body.toString() }],
  ["bodyBase64", { bodyBase64: captured.body.toString("base64") }],
])("a JSON capture with %s keeps the body to the byte", (_, body) => {
  const { method, target: path, headers } = captured;
  const text = JSON.stringify({ method, path, headers: { "Client-Id": "5Y", signature: headers.signature }, ...body });
  expect(parseCapturedRequest(` ${text}`)).toEqual({ ok: true, captured });
});

test.each([
  ["nothing", "", /first line/],
  ["a body alone", "hello world, this is no request line", /first line/],
  ["a header without a colon", "POST / HTTP/1.1\nclient-id 5Y\n\n", /line 2 is not a header/],
  ["damaged chunks", "POST / HTTP/1.1\ntransfer-encoding: chunked\n\n9\r\nabc", /chunked body is damaged/],
  ["broken JSON", '{"method": ', /not JSON/],
  ["JSON without a path", '{"method": "POST"}', /method and path/],
  ["JSON with a header that is a list", '{"path": "/", "headers": {"a": ["b"]}}', /each header/],
  ["JSON with a parsed body", '{"path": "/", "body": {"a": 1}}', /no longer has the bytes/],
])("a capture of %s is refused with a reason", (_, text, reason) => {
  expect(parseCapturedRequest(text)).toEqual({ ok: false, reason: expect.stringMatching(reason) });
});
