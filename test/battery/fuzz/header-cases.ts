import fc from "fast-check";
import { type Expected, type FuzzCase, illegal, refusal, success } from "./fuzz-case.ts";
import { addHeaders, type HeadCase, type Header, headerText, onValidBody, setHeader } from "./head-case.ts";

/*
 * Headers missing, repeated, long and of odd bytes, times of every form, content types.
 */

const isoSeconds = (now: Date): string => now.toISOString().slice(0, 19);

const goodTime: fc.Arbitrary<HeadCase> = fc
  .constantFrom<(now: Date) => string>(
    (now) => String(now.getTime()),
    (now) => now.toISOString(),
    (now) => `${isoSeconds(now)}Z`,
    (now) => `${isoSeconds(now)}+00:00`,
    (now) => `${isoSeconds(now)}-00:00`,
    (now) => `${isoSeconds(now)}+0000`,
    (now) => `${isoSeconds(now)}.123456789Z`,
    (now) => `${isoSeconds(new Date(now.getTime() + 8 * 3_600_000))}+08:00`,
    (now) => `${isoSeconds(new Date(now.getTime() - 9.5 * 3_600_000))}-0930`,
    (now) => String(now.getTime() - 240_000),
    (now) => String(now.getTime() + 240_000),
  )
  .map((time) => ({ name: "good time", time, expected: success }));

const staleTime: fc.Arbitrary<HeadCase> = fc
  .tuple(fc.constantFrom(-1, 1), fc.integer({ min: 305_000, max: 4_000_000_000 }))
  .map(([sign, offMs]) => ({
    name: "stale time",
    time: (now) => String(now.getTime() + sign * offMs),
    expected: illegal("request-time"),
  }));

const wrongTime: fc.Arbitrary<HeadCase> = fc
  .oneof(
    fc.constantFrom(
      "yesterday",
      "0",
      "-1",
      "1e12",
      "2026-11-22",
      "2026-11-22T10:00:00",
      "2026-11-22T10:00Z",
      "12345678901234",
    ),
    fc.constantFrom(
      "2026-02-30T00:00:00Z",
      "2026-11-22T24:00:00Z",
      "2026-11-22T10:00:00+24:00",
      "Sun, 22 Nov 2026 10:00:00 GMT",
    ),
    fc.constantFrom("9".repeat(400), "١٢٣", "0x1A2B3C4D5E6F7", " 17953146601 23"),
    headerText.filter((text) => text.trim() !== "" && !/^\s*\d{10,19}\s*$/.test(text)),
  )
  .map((text) => ({
    name: "wrong time",
    isUnsigned: true,
    change: setHeader("request-time", Buffer.from(text).toString("latin1")),
    expected: illegal("request-time"),
  }));

const missingHeader: fc.Arbitrary<HeadCase> = fc
  .constantFrom<readonly [string, string | undefined, Expected]>(
    ["client-id", undefined, refusal("INVALID_CLIENT")],
    ["client-id", "", refusal("INVALID_CLIENT")],
    ["request-time", undefined, illegal("request-time")],
    ["request-time", "", illegal("request-time")],
    ["signature", undefined, refusal("INVALID_SIGNATURE")],
    ["signature", "", refusal("INVALID_SIGNATURE")],
    ["content-type", undefined, success],
  )
  .map(([name, value, expected]) => ({
    name: `no ${name}`,
    isUnsigned: expected !== success,
    change: setHeader(name, value),
    expected,
  }));

const oddClient: fc.Arbitrary<HeadCase> = headerText
  .filter((text) => text.trim() !== "")
  .map((text) => ({
    name: "odd client-id",
    isUnsigned: true,
    change: setHeader("client-id", text),
    expected: refusal("INVALID_CLIENT"),
  }));

const repeatedHeader: fc.Arbitrary<HeadCase> = fc
  .constantFrom("client-id", "request-time", "signature")
  .map((name) => ({
    name: `repeated ${name}`,
    change: (request) => addHeaders(...request.headers.filter(([sent]) => sent === name))(request),
    expected: refusal("INVALID_CLIENT", "PARAM_ILLEGAL", "INVALID_SIGNATURE"),
  }));

const harmlessHeaders: fc.Arbitrary<HeadCase> = fc
  .array(
    fc.tuple(
      fc.stringMatching(/^x-[A-Za-z0-9!#$%&'*+.^_`|~-]{1,30}$/),
      headerText.map((text) => text.slice(0, 60)),
    ),
    { maxLength: 12 },
  )
  .map((added) => ({
    name: "further headers",
    change: (request) => ({
      ...addHeaders(...added, ["agent-token", ""], ["accept-encoding", "gzip, br"])(request),
    }),
    expected: success,
  }));

const otherSpelling: fc.Arbitrary<HeadCase> = fc
  .constantFrom<(name: string) => string>(
    (name) => name.toUpperCase(),
    (name) => name.replace(/(^|-)[a-z]/g, (start) => start.toUpperCase()),
  )
  .map((spell) => ({
    name: "other spelling of header names",
    change: (request) => ({
      ...request,
      headers: request.headers.map(([name, value]): Header => [spell(name), ` ${value} \t`]).toReversed(),
    }),
    expected: success,
  }));

const contentType: fc.Arbitrary<HeadCase> = fc.oneof(
  fc
    .constantFrom(
      "application/json",
      "APPLICATION/JSON; charset=utf-8",
      "application/json;charset=UTF-8",
      "application/json ; x=1",
    )
    .map((type) => ({ name: "JSON content-type", change: setHeader("content-type", type), expected: success })),
  fc
    .constantFrom(
      "text/plain",
      "text/json",
      "application/x-www-form-urlencoded",
      "application/xml",
      "application/json5",
      "multipart/form-data; boundary=x",
      "*/*",
      "application/jsonp",
      ";",
      "application/ json",
    )
    .map((type) => ({
      name: "other content-type",
      isUnsigned: true,
      change: setHeader("content-type", type),
      expected: refusal("MEDIA_TYPE_NOT_ACCEPTABLE"),
    })),
);

export const headerCase: fc.Arbitrary<FuzzCase> = fc.oneof(
  ...[goodTime, staleTime, wrongTime, missingHeader, oddClient, repeatedHeader, harmlessHeaders, otherSpelling].map(
    onValidBody,
  ),
  onValidBody(contentType),
);
