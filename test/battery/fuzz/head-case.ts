import fc from "fast-check";
import type { WireRequest } from "../../support/signed-request.ts";
import type { FuzzCase } from "./fuzz-case.ts";
import { printTree } from "./json-tree.ts";
import { sampleTree, withRequestId } from "./valid-bodies.ts";

/*
 * Valid bodies under odd heads. What is odd about the head is all that a case has to say.
 */

export type Change = (request: WireRequest) => WireRequest;
export type Header = WireRequest["headers"][number];

export type HeadCase = Pick<FuzzCase, "name" | "expected"> &
  Partial<Pick<FuzzCase, "time" | "change" | "isUnsigned" | "toBytes">>;

export const onValidBody = (cases: fc.Arbitrary<HeadCase>): fc.Arbitrary<FuzzCase> =>
  fc.tuple(sampleTree, cases).map(([tree, head]) => ({
    operation: "createPaymentSession",
    body: (requestId) => Buffer.from(printTree(withRequestId(tree, requestId))),
    ...head,
  }));

export const setHeader =
  (wanted: string, value: string | undefined): Change =>
  ({ headers, ...request }) => ({
    ...request,
    headers: [
      ...headers.filter(([name]) => name !== wanted),
      ...(value === undefined ? [] : [[wanted, value] satisfies Header]),
    ],
  });

export const addHeaders =
  (...added: readonly Header[]): Change =>
  (request) => ({
    ...request,
    headers: [...request.headers, ...added],
  });

// Everything HTTP lets stand in a header's value; Node trims blanks at its ends.
export const headerText = fc
  .array(fc.oneof(fc.integer({ min: 0x20, max: 0x7e }), fc.integer({ min: 0x80, max: 0xff }), fc.constant(9)), {
    maxLength: 80,
  })
  .map((codes) => String.fromCharCode(...codes));
