/*
 * A request as somebody recorded it, to be looked at later: either the bytes on the wire (request line, header lines, blank
 * line, body) or JSON `{ "method", "path", "headers", "body" | "bodyBase64" }`. The body stays the bytes that were recorded,
 * because a signature covers nothing else.
 */

export type CapturedRequest = {
  readonly method: string;
  /** Raw request target: origin form (`/path?query`) or absolute form (`https://host/path`). */
  readonly target: string;
  /** Names in lower case; repeated headers are joined by a comma and a blank. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
};

export type ParsedCapture =
  | { readonly ok: true; readonly captured: CapturedRequest }
  | { readonly ok: false; readonly reason: string };

/** Reads a capture in either form. `reason` never repeats what was captured. */
export function parseCapturedRequest(capture: string | Uint8Array): ParsedCapture {
  const bytes = typeof capture === "string" ? Buffer.from(capture) : Buffer.from(capture);
  const start = bytes.subarray(0, 3).equals(byteOrderMark) ? 3 : 0;
  const content = bytes.subarray(start);
  const isJson = content.subarray(0, 64).toString("latin1").trimStart().startsWith("{");
  return isJson ? parseJsonCapture(content.toString()) : parseHttpCapture(content);
}

const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);
const requestLinePattern = /^([!#$%&'*+.^_`|~\w-]+) (\S+)(?: HTTP\/\d(?:\.\d)?)?$/;
const headerLinePattern = /^([!#$%&'*+.^_`|~\w-]+):[ \t]*(.*?)[ \t]*$/;

function parseHttpCapture(content: Buffer): ParsedCapture {
  const { head, body } = splitHead(content);
  const [requestLine = "", ...lines] = head.split(/\r?\n/);
  const request = requestLinePattern.exec(requestLine);
  if (!request) return refused("the first line must read METHOD path HTTP/1.1");
  const headers: Record<string, string> = {};
  for (const [index, line] of lines.entries()) {
    const header = headerLinePattern.exec(line);
    if (!header) return refused(`line ${index + 2} is not a header: name, colon, value`);
    addHeader(headers, header[1] ?? "", header[2] ?? "");
  }
  const framed = unframeBody(headers, body);
  if (typeof framed === "string") return refused(framed);
  return { ok: true, captured: { method: request[1] ?? "", target: request[2] ?? "", headers, body: framed } };
}

/** Header text is read as Latin-1, one character a byte, as HTTP servers read it. */
function splitHead(content: Buffer): { readonly head: string; readonly body: Buffer } {
  const text = content.toString("latin1");
  const blankLine = /\r?\n\r?\n/.exec(text);
  if (!blankLine) return { head: text.replace(/(\r?\n)+$/, ""), body: Buffer.alloc(0) };
  const bodyStart = blankLine.index + blankLine[0].length;
  return { head: text.slice(0, blankLine.index), body: content.subarray(bodyStart) };
}

function addHeader(headers: Record<string, string>, name: string, value: string): void {
  const key = name.toLowerCase();
  const earlier = Object.hasOwn(headers, key) ? headers[key] : undefined;
  headers[key] = earlier === undefined ? value : `${earlier}, ${value}`;
}

/** The body without HTTP's own framing. Bytes beyond `content-length` were added by an editor and are left out. */
function unframeBody(headers: Readonly<Record<string, string>>, body: Buffer): Buffer | string {
  if (/\bchunked\b/i.test(headers["transfer-encoding"] ?? "")) return joinChunks(body);
  const length = headers["content-length"];
  if (length === undefined || !/^\d{1,9}$/.test(length) || Number(length) > body.length) return body;
  return body.subarray(0, Number(length));
}

function joinChunks(body: Buffer): Buffer | string {
  const chunks: Buffer[] = [];
  let at = 0;
  for (;;) {
    const lineEnd = body.indexOf("\r\n", at);
    const size = /^([0-9a-f]{1,8})(?:;.*)?$/i.exec(body.subarray(at, Math.max(at, lineEnd)).toString("latin1"));
    if (lineEnd < 0 || !size) return "the chunked body is damaged: a chunk length is missing";
    const length = Number.parseInt(size[1] ?? "", 16);
    if (length === 0) return Buffer.concat(chunks);
    chunks.push(body.subarray(lineEnd + 2, lineEnd + 2 + length));
    at = lineEnd + 2 + length + 2;
    if (at > body.length) return "the chunked body is damaged: it ends within a chunk";
  }
}

function parseJsonCapture(text: string): ParsedCapture {
  let capture: unknown;
  try {
    capture = JSON.parse(text);
  } catch {
    return refused("it begins like JSON but is not JSON");
  }
  const { method = "POST", path, target, url, headers = {}, body, bodyBase64 } = capture as Record<string, unknown>;
  const whole = target ?? path ?? url;
  if (typeof method !== "string" || typeof whole !== "string") return refused("method and path must be texts");
  if (typeof headers !== "object" || headers === null) return refused("headers must be an object of texts");
  const named: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (typeof value !== "string" && typeof value !== "number") return refused("each header must be a text");
    addHeader(named, name, String(value));
  }
  const bytes = toBodyBytes(body, bodyBase64);
  if (typeof bytes === "string") return refused(bytes);
  return { ok: true, captured: { method, target: whole, headers: named, body: bytes } };
}

function toBodyBytes(body: unknown, bodyBase64: unknown): Buffer | string {
  if (typeof bodyBase64 === "string") return Buffer.from(bodyBase64, "base64");
  if (bodyBase64 !== undefined) return "bodyBase64 must be a text";
  if (body === undefined || body === null) return Buffer.alloc(0);
  if (typeof body === "string") return Buffer.from(body);
  return "body must be the raw body as one text (or bodyBase64): a parsed object no longer has the bytes that were signed";
}

const refused = (reason: string): ParsedCapture => ({ ok: false, reason });
