import { quoted, type SignedText, type Variation } from "./signed-text.ts";

/** Names of the operations that share one client code, so that one may be sent under another's path. */
const operationNames = [
  "createPaymentSession",
  "retrievePaymentSession",
  "pay",
  "inquiryPayment",
  "cancel",
  "capture",
  "refund",
  "inquiryRefund",
  "consult",
];

const prefixes = ["/ams/api", "/ams/sandbox/api", ""];

/** Wrong paths: another prefix, the full URL, without its query, and other forms of the path that was sent. */
export function* pathVariations(right: SignedText, host: string | undefined): Generator<Variation> {
  const seen = new Set([right.path]);
  for (const path of wrongPaths(right.path, host)) {
    if (seen.has(path)) continue;
    seen.add(path);
    yield {
      axis: "path",
      cause: "path-differs",
      explanation: `The signed text has the path ${quoted(path)}; the request came to ${quoted(right.path)}.`,
      fix: "Sign the path of the URL you call, with its query, exactly as it is sent: no scheme, no host.",
      change: { path },
    };
  }
}

function* wrongPaths(sent: string, host: string | undefined): Generator<string> {
  const queryStart = sent.indexOf("?");
  const path = queryStart < 0 ? sent : sent.slice(0, queryStart);
  const bare = withoutPrefix(path);
  for (const prefix of prefixes) yield `${prefix}${bare}`;
  yield path;
  if (host) for (const scheme of ["https://", "http://", ""]) yield `${scheme}${host}${sent}`;
  yield `${sent}/`;
  yield path.replace(/\/+$/, "");
  yield path.replace(/\/{2,}/g, "/");
  yield sent.replace("/v1/", "//v1/");
  yield sent.replace(/^\//, "");
  yield path.slice(path.lastIndexOf("/"));
  yield path.slice(path.lastIndexOf("/") + 1);
  yield bare.replace(/^\/v\d+/, "");
  for (const rest of withoutFirstSegments(path)) yield rest;
  yield* ["", "/", path.toLowerCase(), decoded(sent), encodeURI(sent), `${path}?`];
  const folder = path.slice(0, path.lastIndexOf("/") + 1);
  for (const name of operationNames) yield `${folder}${name}`;
  if (host) for (const prefix of prefixes) yield `https://${host}${prefix}${bare}`;
}

/** `/v1/payments/pay` of any path that ends so; a path without a version stays whole. */
function withoutPrefix(path: string): string {
  const version = path.search(/\/v\d+\//);
  return version < 0 ? path : path.slice(version);
}

/** Proxies mount a service under a folder of theirs, and strip or add it on the way. */
function* withoutFirstSegments(path: string): Generator<string> {
  const second = path.indexOf("/", 1);
  if (second < 0) return;
  yield path.slice(second);
  const third = path.indexOf("/", second + 1);
  if (third > 0) yield path.slice(third);
}

function decoded(path: string): string {
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
}
