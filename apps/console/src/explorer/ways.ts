import type { TextKey } from "../texts/en.ts";

export type WireRequest = {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

export type Way =
  | "right"
  | "changedBody"
  | "otherKeyVersion"
  | "otherClient"
  | "badTime"
  | "plainText"
  | "put"
  | "otherPath"
  | "twice";

type WayEntry = {
  readonly text: TextKey;
  /** What the gateway answers; absent where the request decides. */
  readonly resultCode?: string;
  /** Applied after signing. */
  readonly distort?: (request: WireRequest) => WireRequest;
  /** Gives the body of a second request, sent after the first was sent as it is. */
  readonly prepare?: (body: string) => string;
};

const withHeader = (request: WireRequest, name: string, value: string): WireRequest => ({
  ...request,
  headers: { ...request.headers, [name]: value },
});

/** Sending as it should be, and each mistake of the transport, so that its answer is seen before it happens. */
export const ways: Readonly<Record<Way, WayEntry>> = {
  right: { text: "wayRight" },
  changedBody: {
    text: "wayChangedBody",
    resultCode: "INVALID_SIGNATURE",
    distort: (request) => ({ ...request, body: `${request.body} ` }),
  },
  otherKeyVersion: {
    text: "wayKeyVersion",
    resultCode: "KEY_NOT_FOUND",
    distort: (request) => {
      const signature = request.headers["signature"] ?? "";
      return withHeader(request, "signature", signature.replace(/keyVersion=\d+/, "keyVersion=987"));
    },
  },
  otherClient: {
    text: "wayClient",
    resultCode: "INVALID_CLIENT",
    distort: (request) => withHeader(request, "client-id", "NOBODY"),
  },
  badTime: {
    text: "wayTime",
    resultCode: "PARAM_ILLEGAL",
    distort: (request) => withHeader(request, "request-time", "yesterday"),
  },
  plainText: {
    text: "wayPlainText",
    resultCode: "MEDIA_TYPE_NOT_ACCEPTABLE",
    distort: (request) => withHeader(request, "content-type", "text/plain"),
  },
  put: {
    text: "wayPut",
    resultCode: "METHOD_NOT_SUPPORTED",
    distort: (request) => ({ ...request, method: "PUT" }),
  },
  otherPath: {
    text: "wayPath",
    resultCode: "NO_INTERFACE_DEF",
    distort: (request) => ({ ...request, path: `${request.path}s` }),
  },
  // Antom documents two codes for it, each for some operations.
  twice: { text: "wayTwice", prepare: withOtherAmounts },
};

export const isWay = (text: string | null | undefined): text is Way => Object.hasOwn(ways, text ?? "");

/** The same body, one minor unit more of everything. */
function withOtherAmounts(body: string): string {
  return body.replaceAll(
    /("value":\s*")(\d{1,15})"/g,
    (_, start: string, value: string) => `${start}${BigInt(value) + 1n}"`,
  );
}
