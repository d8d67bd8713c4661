import { createHash } from "node:crypto";
import { contentToSign } from "./content.ts";
import type { DiagnosisCause, Finding } from "./diagnosis-cause.ts";
import { findKeyFault, type KeyCandidates, type KnownKey, orderKeys } from "./diagnosis-keys.ts";
import { explainUnopened } from "./diagnosis-unopened.ts";
import { openSignature } from "./opened-signature.ts";
import { parseSignatureHeader } from "./signature-header.ts";
import { readSignature, type SignatureReading } from "./signature-readings.ts";
import { toSignedText } from "./signed-text.ts";
import { findSignedText, type TextSearch } from "./text-search.ts";

/*
 * Why a signature does not verify, found by undoing it and by trying the mistakes people make, one by one:
 *
 *   header readable? -> whose key opens it? -> padding and digest right? -> which text has that digest?
 *
 * Every cause named was confirmed by calculation, except where the explanation says "probably". The work is bounded, for it
 * runs on refused requests: at most 150 RSA operations, and hashing only when a known key made the signature.
 * Nothing here prints a key, a body or a part of one.
 * Source of the causes: Antom, "INVALID_SIGNATURE", and threads of merchants who met them, read 2026-11-22.
 */

/** A finding about one request. Texts are ASCII but for header text quoted in them. */
export type Diagnosis = Finding & {
  /** The text we would have verified, to compare with the one that was signed. Absent when a part of it is missing. */
  readonly expected?: ExpectedText;
};

export type ExpectedText = {
  /** All of the text before the body: method, path, line feed, client id, time and their separators. */
  readonly head: string;
  readonly bodyBytes: number;
  readonly bodySha256: string;
  readonly textBytes: number;
  readonly textSha256: string;
};

/** What arrived. Header names in any case; `target` may be in absolute form; `body` is the raw body. */
export type ReceivedForDiagnosis = {
  readonly method: string;
  readonly target: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: Buffer;
};

const rsaOperationsMax = 150;
const hashedBytesMax = 16 * 1024 * 1024;

/** Names what is wrong with the signature of a request, or that nothing is. */
export function diagnoseSignature(captured: ReceivedForDiagnosis, candidates: KeyCandidates): Diagnosis {
  const header = headerReader(captured.headers);
  const clientId = header("client-id");
  const time = header("request-time");
  const signature = header("signature");
  const missing = findMissing({ clientId, time, signature });
  if (missing || !clientId || !time || !signature) return missing ?? composed([unexplained]);
  const { path, host } = splitTarget(captured.target, header("host"));
  const parts = { method: captured.method, path, clientId, time, body: captured.body };
  const keys = orderKeys(candidates, clientId, toKeyVersion(signature));
  const search: TextSearch = {
    right: toSignedText(parts),
    host,
    knownClientIds: [...new Set([...keys.map((key) => key.clientId), candidates.expectedClientId])].flatMap(
      (id) => id ?? [],
    ),
    otherTimes: ["response-time", "date", "timestamp", "x-request-time"].flatMap((name) => header(name) ?? []),
    work: { rsaLeft: rsaOperationsMax, bytesLeft: hashedBytesMax },
  };
  const findings = findFaults(signature, keys, search) ?? explainUnopened(signature, keys, search);
  return composed(findings, describeExpected(contentToSign(parts), captured.body));
}

/** Everything wrong with a signature that some known key opens; undefined when none does. */
function findFaults(header: string, keys: readonly KnownKey[], search: TextSearch): readonly Finding[] | undefined {
  for (const reading of readSignature(header)) {
    for (const key of keys) {
      if (search.work.rsaLeft <= 0) return [unexplained];
      search.work.rsaLeft -= 1;
      const opened = openSignature(reading.signature, key.publicKey);
      const textFaults = opened && findSignedText(opened, { signature: reading.signature, key }, search);
      if (textFaults) return joinFaults(reading, findKeyFault(key, keys, reading.keyVersion), textFaults);
    }
  }
  return undefined;
}

/** In the order in which they have to be repaired. */
function joinFaults(
  reading: SignatureReading,
  keyFault: Finding | undefined,
  textFaults: readonly Finding[],
): readonly Finding[] {
  const faults = [reading.fault, keyFault, ...textFaults].filter((fault) => fault !== undefined);
  return faults.length > 0 ? faults : [nothingWrong];
}

const nothingWrong: Finding = {
  cause: "nothing-wrong",
  explanation: "The request verifies with the registered public key.",
  fix: "Nothing: these bytes, headers and key fit together.",
};

const unexplained: Finding = {
  cause: "unexplained",
  explanation: "No key could be tried any more: too many are known.",
  fix: "Compare the text you sign with the one expected here, byte by byte.",
};

/** The first finding names the cause; all of them are told. */
function composed(findings: readonly Finding[], expected?: ExpectedText): Diagnosis {
  const [first = unexplained] = findings;
  const explanation = findings.map((finding) => finding.explanation).join(" Besides: ");
  const fix = [...new Set(findings.map((finding) => finding.fix))].join(" ");
  return { cause: first.cause, explanation, fix, ...(expected && { expected }) };
}

type NeededHeaders = Readonly<Record<"clientId" | "time" | "signature", string | undefined>>;

function findMissing(headers: NeededHeaders): Diagnosis | undefined {
  const missing = (cause: DiagnosisCause, name: string): Diagnosis => ({
    cause,
    explanation: `The request has no ${name} header, or an empty one.`,
    fix: `Send the ${name} header, and check that no proxy on the way drops it.`,
  });
  if (!headers.signature) return missing("header-missing", "signature");
  if (!headers.clientId) return missing("client-id-missing", "client-id");
  return headers.time ? undefined : missing("request-time-missing", "request-time");
}

function headerReader(headers: ReceivedForDiagnosis["headers"]): (name: string) => string | undefined {
  const byName = new Map<string, string>();
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) byName.set(name.toLowerCase(), typeof value === "string" ? value : value.join(", "));
  }
  return (name) => byName.get(name);
}

/** The signed path of a request target, in origin form or absolute form, and the host if one is known. */
function splitTarget(target: string, hostHeader: string | undefined): { path: string; host: string | undefined } {
  const absolute = /^https?:\/\/([^/?#]+)(.*)$/i.exec(target);
  return absolute ? { path: absolute[2] || "/", host: absolute[1] } : { path: target, host: hostHeader };
}

function toKeyVersion(header: string): number | undefined {
  const parsed = parseSignatureHeader(header);
  return parsed.ok ? parsed.keyVersion : undefined;
}

const headCharsMax = 1_000;
const sha256Hex = (bytes: Buffer): string => createHash("sha256").update(bytes).digest("hex");

function describeExpected(text: Buffer, body: Buffer): ExpectedText {
  return {
    head: text.subarray(0, Math.min(text.length - body.length, headCharsMax)).toString(),
    bodyBytes: body.length,
    bodySha256: sha256Hex(body),
    textBytes: text.length,
    textSha256: sha256Hex(text),
  };
}

const headerTextCharsMax = 400;

/**
 * The diagnosis, or a text made of one, as a header value: printable ASCII, at most 400 characters. The names of two other
 * headers are written otherwise in it, because the official PHP client takes any header line with them in it for those.
 */
export function diagnosisHeaderText(diagnosis: Diagnosis | string): string {
  const told = typeof diagnosis === "string" ? diagnosis : `${diagnosis.cause}: ${diagnosis.explanation}`;
  const text = told
    .replace(/[^\x20-\x7e]/g, "?")
    .replace(/signature/gi, "signed value")
    .replace(/response-time/gi, "reply time");
  return text.length > headerTextCharsMax ? `${text.slice(0, headerTextCharsMax - 3)}...` : text;
}
