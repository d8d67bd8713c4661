import { createHash } from "node:crypto";
import type { SignedParts } from "./content.ts";
import { quoted, type SignedText, type Variation } from "./signed-text.ts";

/** Wrong methods: `post` is the usual one. */
export function* methodVariations(right: SignedText): Generator<Variation> {
  const upper = right.method.toUpperCase();
  const wrong = [
    right.method.toLowerCase(),
    upper,
    `${upper.slice(0, 1)}${upper.slice(1).toLowerCase()}`,
    "POST",
    "GET",
    "",
  ];
  for (const method of new Set(wrong)) {
    if (method === right.method) continue;
    yield {
      axis: "method",
      cause: "method-differs",
      explanation: `The signed text has the method ${quoted(method)}; the request was sent as ${quoted(right.method)}.`,
      fix: "Sign the method exactly as it is sent, in capitals: POST.",
      change: { method },
    };
  }
}

const sandboxPrefix = "SANDBOX_";

/** Wrong client ids, those of the merchants we know included. */
export function* clientIdVariations(right: SignedText, knownClientIds: readonly string[]): Generator<Variation> {
  const id = right.clientId;
  const other = id.startsWith(sandboxPrefix) ? id.slice(sandboxPrefix.length) : `${sandboxPrefix}${id}`;
  const wrong = [
    "",
    other,
    ...knownClientIds,
    id.toUpperCase(),
    id.toLowerCase(),
    id.trim(),
    `${id} `,
    ` ${id}`,
    `${id}\n`,
  ];
  wrong.push("null", "undefined");
  for (const clientId of new Set(wrong)) {
    if (clientId === id) continue;
    const found = clientId === "" ? "no client id" : `the client id ${quoted(clientId)}`;
    yield {
      axis: "clientId",
      cause: "client-id-differs",
      explanation: `The signed text has ${found}; the client-id header says ${quoted(id)}.`,
      fix: "Sign the same client id that you send in the client-id header, letter for letter.",
      change: { clientId },
    };
  }
}

type Layout = { readonly what: string; readonly join: (parts: SignedParts) => string };

/** Wrong ways to join the parts, written without the body, which always comes last. */
const layouts: readonly Layout[] = [
  { what: "the two characters \\ and n instead of a line feed", join: (p) => `${p.method} ${p.path}\\n${tail(p)}` },
  { what: "CR LF instead of one line feed", join: (p) => `${p.method} ${p.path}\r\n${tail(p)}` },
  { what: "no line feed after the path", join: (p) => `${p.method} ${p.path}${tail(p)}` },
  { what: "a blank instead of the line feed", join: (p) => `${p.method} ${p.path} ${tail(p)}` },
  { what: "two line feeds after the path", join: (p) => `${p.method} ${p.path}\n\n${tail(p)}` },
  { what: "a dot instead of the line feed", join: (p) => `${p.method} ${p.path}.${tail(p)}` },
  ...["", ",", "\n", " ", "&", ":", "|", ";"].map((separator) => ({
    what: `${separator === "" ? "nothing" : quoted(separator)} instead of the dots`,
    join: (p: SignedParts) => `${p.method} ${p.path}\n${p.clientId}${separator}${p.time}${separator}`,
  })),
  { what: "no dot between time and body", join: (p) => `${p.method} ${p.path}\n${p.clientId}.${p.time}` },
  { what: "a comma between client id and time", join: (p) => `${p.method} ${p.path}\n${p.clientId},${p.time}.` },
  { what: "a comma between time and body", join: (p) => `${p.method} ${p.path}\n${p.clientId}.${p.time},` },
  { what: "a line feed between time and body", join: (p) => `${p.method} ${p.path}\n${p.clientId}.${p.time}\n` },
  { what: "no blank after the method", join: (p) => `${p.method}${p.path}\n${tail(p)}` },
  { what: "a line feed after the method", join: (p) => `${p.method}\n${p.path}\n${tail(p)}` },
  { what: "time and client id in the other order", join: (p) => `${p.method} ${p.path}\n${p.time}.${p.clientId}.` },
  { what: "path and method in the other order", join: (p) => `${p.path} ${p.method}\n${tail(p)}` },
  { what: "HTTP/1.1 after the path", join: (p) => `${p.method} ${p.path} HTTP/1.1\n${tail(p)}` },
  { what: "no first line with method and path", join: tail },
  { what: "nothing but the body", join: () => "" },
];

function tail(parts: SignedParts): string {
  return `${parts.clientId}.${parts.time}.`;
}

export function* layoutVariations(): Generator<Variation> {
  for (const { what, join } of layouts) {
    yield {
      axis: "layout",
      cause: "separators-differ",
      explanation: `The signed text has ${what}.`,
      fix: "Join the parts as METHOD blank path LF client-id dot time dot body, where LF is the single byte 0A.",
      change: { join: (parts) => Buffer.concat([Buffer.from(join(parts)), parts.body]) },
    };
  }
}

const sha256 = (content: Buffer): Buffer => createHash("sha256").update(content).digest();

const wraps: readonly { readonly what: string; readonly wrap: (content: Buffer) => Buffer }[] = [
  { what: "the SHA-256 of the text, as hexadecimal", wrap: (content) => Buffer.from(sha256(content).toString("hex")) },
  {
    what: "the SHA-256 of the text, as hexadecimal capitals",
    wrap: (content) => Buffer.from(sha256(content).toString("hex").toUpperCase()),
  },
  { what: "the SHA-256 of the text", wrap: sha256 },
  { what: "the SHA-256 of the text, as base64", wrap: (content) => Buffer.from(sha256(content).toString("base64")) },
  { what: "the text as base64", wrap: (content) => Buffer.from(content.toString("base64")) },
  { what: "the text URL-encoded", wrap: (content) => Buffer.from(encodeURIComponent(content.toString())) },
];

/** The whole text hashed or encoded before it was signed. */
export function* wrapVariations(): Generator<Variation> {
  for (const { what, wrap } of wraps) {
    yield {
      axis: "wrap",
      cause: "hashed-before-signing",
      explanation: `What was signed is ${what}, instead of the text itself.`,
      fix: "Give the text itself to SHA256withRSA: it hashes once on its own.",
      change: { wrap },
    };
  }
}
