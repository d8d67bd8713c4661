import type { IncomingHttpHeaders } from "node:http";

/** One request as it came off the socket. Nothing in it has been checked. */
export type Exchange = {
  readonly requestId: string;
  readonly method: string;
  /** Path and query as received, without scheme and host: what the signature covers. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** Raw bytes; empty when there was no body. Never re-serialised. */
  readonly body: Buffer;
};

/** Signed and ready to write. Header names are lower case: the official Python and PHP clients look for them exactly. */
export type SignedReply = {
  readonly headers: Readonly<Record<string, string>>;
  /** Text whose UTF-8 is what was signed. */
  readonly body: string;
};

/** A header that came once, or undefined. Node joins or drops repeats of the headers we read, so an array never helps. */
export function headerText(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = headers[name];
  return typeof value === "string" ? value : undefined;
}

const absoluteForm = /^https?:\/\/[^/?#]*/i;

/** The official Python client sends `POST https://host/path`; the signature covers the path alone. */
export const toSignedPath = (requestTarget: string): string =>
  requestTarget.startsWith("/") ? requestTarget : requestTarget.replace(absoluteForm, "");
