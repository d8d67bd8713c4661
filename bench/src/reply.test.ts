import { expect, test } from "vitest";
import { isExpectedReply, isWholeMessage } from "./reply.ts";

const body = '{"result":{"resultStatus":"S"}}';
const counted = `HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\nconnection: keep-alive\r\n\r\n${body}`;
const chunked = `HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1f\r\n${body}\r\n0\r\n\r\n`;

test.each([
  ["with a content length", counted],
  ["in chunks", chunked],
])("a reply %s is whole at its last byte and not one sooner", (_, reply) => {
  for (let length = 0; length < reply.length; length++) expect(isWholeMessage(reply.slice(0, length))).toBe(false);
  expect(isWholeMessage(reply)).toBe(true);
});

test("a length that stands in the body is not taken for the header's", () => {
  expect(isWholeMessage("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n15\r\n\r\ncontent-length: 5")).toBe(
    false,
  );
});

test.each([
  ["another status", counted.replace("200 OK", "500 Internal Server Error")],
  ["another result", counted.replace('"S"', '"F"')],
])("a reply with %s is not the expected one", (_, reply) => {
  expect(isExpectedReply(counted, '"resultStatus":"S"')).toBe(true);
  expect(isExpectedReply(reply, '"resultStatus":"S"')).toBe(false);
});
