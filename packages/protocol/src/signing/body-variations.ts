import type { DiagnosisCause } from "./diagnosis-cause.ts";
import { jsonStyles, toJsonText } from "./json-styles.ts";
import type { SignedText, Variation } from "./signed-text.ts";

/** Larger bodies are not re-serialised: no message of this API comes near, and the work is bounded. */
const reserializedBytesMax = 64 * 1024;

const signWhatYouSend = "Serialise the body once, sign those bytes, and send those same bytes.";

type WrongBody = {
  readonly cause: DiagnosisCause;
  readonly what: string;
  readonly body: Buffer;
  readonly fix?: string;
};

/** Wrong bodies: the same JSON written otherwise, other line ends, other bytes for the same characters. */
export function* bodyVariations(right: SignedText): Generator<Variation> {
  const sent = Buffer.from(right.body.buffer, right.body.byteOffset, right.body.byteLength);
  for (const { cause, what, body, fix = signWhatYouSend } of wrongBodies(sent)) {
    if (body.equals(sent)) continue;
    yield { axis: "body", cause, explanation: `${what} ${compare(body, sent)}`, fix, change: { body } };
  }
}

/** Lengths and a position only: the body itself may hold a card number. */
function compare(signed: Buffer, sent: Buffer): string {
  const lengths = `Signed body: ${signed.length} bytes; received: ${sent.length} bytes`;
  const shorter = Math.min(signed.length, sent.length);
  let at = 0;
  while (at < shorter && signed[at] === sent[at]) at += 1;
  return signed.length === 0 || sent.length === 0 ? `${lengths}.` : `${lengths}; first difference at byte ${at}.`;
}

function* wrongBodies(sent: Buffer): Generator<WrongBody> {
  yield {
    cause: "body-not-signed",
    what: "The signed text ends before the body.",
    body: Buffer.alloc(0),
    fix: "Append the raw body to the text you sign.",
  };
  yield* jsonForms(sent);
  yield* lineEnds(sent);
  yield* charsets(sent);
}

function* jsonForms(sent: Buffer): Generator<WrongBody> {
  const text = sent.toString();
  const what = (style: string): string => `The body was serialised again: the signed text has it ${style}.`;
  for (const empty of ["{}", "null", '""']) {
    yield { cause: "body-not-signed", what: `The signed text has ${empty} for a body.`, body: Buffer.from(empty) };
  }
  if (sent.length === 0 || sent.length > reserializedBytesMax) return;
  const value = parseJson(text);
  if (value === undefined) return;
  for (const style of jsonStyles) {
    const body = toJsonText(value, style);
    if (body === undefined) return;
    yield { cause: "body-reserialized", what: what(style.name), body: Buffer.from(body) };
  }
  yield {
    cause: "body-reserialized",
    what: what("as a JSON text inside quotes"),
    body: Buffer.from(JSON.stringify(text)),
  };
  if (typeof value === "string") {
    yield { cause: "body-reserialized", what: what("without the quotes round it"), body: Buffer.from(value) };
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    return undefined;
  }
}

const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

function* lineEnds(sent: Buffer): Generator<WrongBody> {
  const hasMark = sent.subarray(0, 3).equals(byteOrderMark);
  yield {
    cause: "body-byte-order-mark",
    what: `The signed body begins ${hasMark ? "without the" : "with a"} byte order mark that ${hasMark ? "was" : "was not"} sent.`,
    body: hasMark ? sent.subarray(3) : Buffer.concat([byteOrderMark, sent]),
    fix: "Write the body as UTF-8 without a byte order mark.",
  };
  // Latin-1 maps bytes to characters one to one, so the rest of the body stays untouched.
  const text = sent.toString("latin1");
  const unix = text.replaceAll("\r\n", "\n");
  const forms: readonly (readonly [string, string])[] = [
    ["The signed body has a line feed at its end that was not sent.", `${text}\n`],
    ["The signed body has CR LF at its end that was not sent.", `${text}\r\n`],
    ["The signed body lacks the blanks or line ends that were sent round it.", text.trim()],
    ["The signed body lacks the last line end that was sent.", text.replace(/\r?\n$/, "")],
    ["The signed body has LF where CR LF was sent.", unix],
    ["The signed body has CR LF where LF was sent.", unix.replaceAll("\n", "\r\n")],
    ["The signed body lacks the line ends that were sent.", text.replace(/[\r\n]/g, "")],
  ];
  for (const [what, form] of forms) {
    yield { cause: "body-line-ends", what, body: Buffer.from(form, "latin1") };
  }
}

function* charsets(sent: Buffer): Generator<WrongBody> {
  const text = sent.toString();
  const fix = "Turn the text into UTF-8 bytes once, for signing and for sending alike.";
  const questionMarks = text.replace(/\P{ASCII}/gu, "?");
  yield {
    cause: "body-charset",
    what: "The signed text has non-ASCII characters of the body as ISO-8859-1.",
    body: Buffer.from(text.replace(/[\u{100}-\u{10ffff}]/gu, "?"), "latin1"),
    fix,
  };
  yield {
    cause: "body-charset",
    what: "The signed text has question marks where the body has non-ASCII characters.",
    body: Buffer.from(questionMarks),
    fix,
  };
  yield {
    cause: "body-charset",
    what: "The signed text has the UTF-8 of the body encoded as UTF-8 once more.",
    body: Buffer.from(sent.toString("latin1")),
    fix,
  };
  const utf16 = Buffer.from(text, "utf16le");
  yield { cause: "body-charset", what: "The signed text has the body as UTF-16.", body: utf16, fix };
}
