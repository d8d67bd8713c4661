import fc from "fast-check";
import { requestBytes, type WireRequest } from "../../support/signed-request.ts";
import { type FuzzCase, illegal, perhapsNotHttp, refusal, success } from "./fuzz-case.ts";
import { addHeaders, type Change, type HeadCase, onValidBody } from "./head-case.ts";

/*
 * Paths, methods, the framing of bodies, and bytes that are hardly HTTP.
 */

const retarget =
  (target: string): Change =>
  (request) => ({ ...request, target });

const unknownPath: fc.Arbitrary<HeadCase> = fc
  .oneof(
    fc.constantFrom(
      "/ams/",
      "/ams/api/v1/payments",
      "/ams/api/v1/payments/",
      "/ams/api/v1/payments/createPaymentSession/",
      "/ams/api/v1/payments/createpaymentsession",
      "/AMS/api/v1/payments/createPaymentSession".replace("AMS", "ams/.."),
      "/ams/api/v2/payments/createPaymentSession",
      "/ams/api/v1/payments/create%50aymentSession",
      "/ams/api/v1/payments/%zz",
      "/ams/api/v1/payments/..%2f..%2fetc%2fpasswd",
      "/ams/api/../../v1/payments/createPaymentSession",
      "/v1/payments/pay;x=1",
      "/v1/",
      `/v1/${"a/".repeat(2_000)}`,
      "/ams/__proto__",
      "/v1/payments/constructor",
    ),
    fc.stringMatching(/^[\w!$%&'()*+,.:;=@~/-]{0,60}$/).map((rest) => `/ams/api/v1/payments/zz${rest}`),
  )
  .map((target) => ({
    name: "unknown path",
    isUnsigned: true,
    change: retarget(target),
    expected: refusal("NO_INTERFACE_DEF"),
  }));

const otherMethod: fc.Arbitrary<HeadCase> = fc
  .constantFrom("GET", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND", "TRACE")
  .map((method) => ({
    name: `method ${method}`,
    isUnsigned: true,
    change: (request) => ({ ...request, method }),
    // A method the router does not know is no API call and may be answered as one that is not HTTP.
    expected: ["PROPFIND", "TRACE"].includes(method) ? perhapsNotHttp : refusal("METHOD_NOT_SUPPORTED"),
  }));

const hardlyHttp: fc.Arbitrary<HeadCase> = fc
  .constantFrom<(bytes: string) => string>(
    (bytes) => bytes.replace("client-id: ", "client-id: a\0b"),
    (bytes) => bytes.replace("client-id", "client id"),
    (bytes) => bytes.replace("client-id: ", "client-id: a\nb: "),
    (bytes) => bytes.replace("client-id: ", "client-id: a\rb"),
    (bytes) => bytes.replace("HTTP/1.1", "HTTP/9.9"),
    (bytes) => bytes.replace("HTTP/1.1", ""),
    (bytes) => bytes.replace("POST", "BREW"),
    (bytes) => bytes.replace("POST ", "POST  \t "),
    (bytes) => bytes.replace(/content-length: \d+/, "content-length: -5"),
    (bytes) => bytes.replace(/content-length: \d+/, "content-length: 5\r\ncontent-length: 6"),
    (bytes) => bytes.replace(/content-length: \d+/, "content-length: 5\r\ntransfer-encoding: chunked"),
    (bytes) => bytes.replace(/content-length: \d+/, "content-length: 99999999999999999999"),
    (bytes) => bytes.replace(/content-length: \d+/, "transfer-encoding: chunked, gzip"),
    (bytes) => bytes.replace(/content-length: \d+([^]*)/, "transfer-encoding: chunked\r\n\r\nzz\r\nabc"),
    (bytes) => bytes.replace("host: 127.0.0.1\r\n", ""),
    (bytes) => bytes.replace("host: 127.0.0.1", `x-long: ${"a".repeat(20_000)}`),
    (bytes) => bytes.replace("host: 127.0.0.1", "host: 127.0.0.1\r\nexpect: nonsense"),
    (bytes) => bytes.replace("/ams/", "/ams/\u00ff\u0080"),
    (bytes) => bytes.replace("/ams/", "/ams/ /"),
    (bytes) => `\u0016\u0003\u0001${bytes}`,
    (bytes) => `PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n${bytes}`,
  )
  .map((spoil) => ({
    name: "hardly HTTP",
    isUnsigned: true,
    toBytes: (request) => Buffer.from(spoil(requestBytes(request).toString("latin1")), "latin1"),
    expected: perhapsNotHttp,
  }));

/** The same body, cut into chunks, announced by an Expect, or under the absolute form of its target. */
const otherFraming: fc.Arbitrary<HeadCase> = fc.constantFrom<HeadCase>(
  { name: "chunked body", toBytes: toChunkedBytes, expected: success },
  { name: "expect 100-continue", change: addHeaders(["expect", "100-continue"]), expected: success },
  {
    name: "absolute form",
    change: (request) => ({ ...request, target: `https://open-sea-global.alipay.com${request.target}` }),
    expected: success,
  },
);

function toChunkedBytes(request: WireRequest): Buffer {
  const chunked = requestBytes({ ...addHeaders(["transfer-encoding", "chunked"])(request), body: Buffer.alloc(0) });
  const half = Math.floor(request.body.length / 2);
  const chunk = (part: Buffer) =>
    Buffer.concat([Buffer.from(`${part.length.toString(16)}\r\n`), part, Buffer.from("\r\n")]);
  return Buffer.concat([
    chunked,
    chunk(request.body.subarray(0, half)),
    chunk(request.body.subarray(half)),
    Buffer.from("0\r\n\r\n"),
  ]);
}

const bodyBytesMax = 131_072;

/** Longer than the gateway reads, by a little or by a lot. */
const overlongBody: fc.Arbitrary<FuzzCase> = fc.constantFrom(1, 1_000, 200_000).map((more) => ({
  name: "overlong body",
  operation: "createPaymentSession",
  isUnsigned: true,
  body: () => Buffer.alloc(bodyBytesMax + more, 0x20),
  expected: illegal("body"),
}));

export const framingCase: fc.Arbitrary<FuzzCase> = fc.oneof(
  { weight: 6, arbitrary: onValidBody(unknownPath) },
  { weight: 3, arbitrary: onValidBody(otherMethod) },
  { weight: 4, arbitrary: onValidBody(hardlyHttp) },
  { weight: 3, arbitrary: onValidBody(otherFraming) },
  { weight: 1, arbitrary: overlongBody },
);
