/**
 * From bytes to a typed request, in this order; the first step that finds fault ends it:
 *
 *   UTF-8 → JSON → an object → normalized (see decoding/normalize.ts) → no key twice → no digit lost
 *         → the operation's schema, compiled → the operation's own rules
 *
 * Nothing here throws, whatever the bytes. How large a body may be is the caller's to bound.
 */
import { isUtf8 } from "node:buffer";
import { Set as setFormat } from "typebox/format";
import { Build } from "typebox/schema";
import { findInexactNumber, scanJson } from "./decoding/exact-numbers.ts";
import { findViolation } from "./decoding/find-violation.ts";
import { findDuplicateKey, findSyntaxError } from "./decoding/json-text.ts";
import { inexactRule, normalize } from "./decoding/normalize.ts";
import type { Operation } from "./operation.ts";
import { textFormats } from "./schemas/formats.ts";
import { toSchemaNode } from "./schemas/schema-node.ts";
import { toReceived, type Violation } from "./violation.ts";

export type Decoded<Request> =
  | { readonly ok: true; readonly request: Request }
  | { readonly ok: false; readonly violation: Violation };

export type Decoder<Request> = (body: Buffer) => Decoded<Request>;

/** Compiles an operation's check once; the decoder it returns is cheap and may be called for every request. */
export function decoderOf<Request, Reply>(operation: Operation<Request, Reply>): Decoder<Request> {
  for (const [name, { test }] of Object.entries(textFormats)) setFormat(name, test);
  const { requestSchema, checkRequest } = operation;
  const validator = Build(requestSchema).Evaluate();
  // TypeBox keeps the code it made, in pieces that nobody has joined. To read one character joins them: 1 MB less.
  validator.Code().charCodeAt(0);
  return (body) => {
    const parsed = parseBody(body);
    if (!parsed.ok) return parsed;
    const { value } = parsed;
    if (!validator.Check(value)) {
      return { ok: false, violation: findViolation(toSchemaNode(requestSchema), value) ?? unexplained };
    }
    const request = value as Request;
    const violation = checkRequest(request);
    return violation ? { ok: false, violation } : { ok: true, request };
  };
}

/** Never seen as long as the compiled check and the explanation agree, which a test holds them to. */
const unexplained: Violation = { field: "", rule: "does not match the operation's schema", received: undefined };

type ParsedBody = { readonly ok: true; readonly value: object } | { readonly ok: false; readonly violation: Violation };

const refuse = (field: string, rule: string, received?: string): ParsedBody => ({
  ok: false,
  violation: { field, rule, received },
});

function parseBody(body: Buffer): ParsedBody {
  if (!isUtf8(body)) return refuse("", "must be valid UTF-8");
  const text = body.toString("utf8");
  const value = parseJson(text);
  if (value === undefined) return refuse("", `must be valid JSON: ${findSyntaxError(text) ?? "it is not"}`);
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return refuse("", "must be a JSON object", toReceived(value ?? "null", true));
  }
  const { violation, keyCount } = normalize(value, text.includes(String.raw`\u`));
  if (violation) return { ok: false, violation };
  const scanned = scanJson(text);
  if (scanned.keyCount !== keyCount) return refuse(findDuplicateKey(text) ?? "", "must not be given twice");
  if (scanned.hasFraction) {
    const field = findInexactNumber(text);
    if (field !== undefined) return refuse(field, inexactRule);
  }
  return { ok: true, value };
}

/** Undefined stands for a text that is not JSON: no JSON text means undefined. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
