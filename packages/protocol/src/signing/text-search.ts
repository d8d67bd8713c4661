import { constants, createHash, verify } from "node:crypto";
import { bodyVariations } from "./body-variations.ts";
import type { Finding } from "./diagnosis-cause.ts";
import type { KnownKey } from "./diagnosis-keys.ts";
import type { DigestAlgorithm, OpenedSignature } from "./opened-signature.ts";
import { pathVariations } from "./path-variations.ts";
import { type Axis, type SignedText, toBytes, type Variation } from "./signed-text.ts";
import { clientIdVariations, layoutVariations, methodVariations, wrapVariations } from "./text-variations.ts";
import { nearTimeVariations, timeVariations } from "./time-variations.ts";

/** What the search for the signed text starts from, and how much it may still do. */
export type TextSearch = {
  readonly right: SignedText;
  readonly host: string | undefined;
  readonly knownClientIds: readonly string[];
  /** Texts of other headers that carry a time. */
  readonly otherTimes: readonly string[];
  /** Counted down in place, so that one budget covers the whole diagnosis. */
  readonly work: { rsaLeft: number; bytesLeft: number };
};

type Origin = { readonly signature: Buffer; readonly key: KnownKey };

/** All that is wrong with what was signed and how; undefined when this key turns out not to have signed at all. */
export function findSignedText(
  opened: OpenedSignature,
  origin: Origin,
  search: TextSearch,
): readonly Finding[] | undefined {
  if (opened.padding === "MAYBE_PSS") return findPssText(origin, search);
  if (opened.padding === "PKCS1_BARE") {
    const found = findText(search, (text) => isBarePayload(opened.payload, text));
    return [bareFault, ...(found ?? [])];
  }
  const { algorithm, digest } = opened;
  const found = findText(search, (text) => hash(algorithm, text).equals(digest));
  const faults = found ?? [textDiffers(algorithm, digest, toBytes(search.right))];
  return algorithm === "sha256" ? faults : [digestFault(algorithm), ...faults];
}

/** The variations that turn the right text into the one that was signed: none, one or two. Undefined when not found. */
function findText(search: TextSearch, isSigned: (text: Buffer) => boolean): readonly Finding[] | undefined {
  const { right, work } = search;
  const matches = (change: Partial<SignedText>): boolean => {
    const text = toBytes({ ...right, ...change });
    work.bytesLeft -= text.length;
    return isSigned(text);
  };
  if (matches({})) return [];
  for (const variation of singleVariations(search)) {
    if (work.bytesLeft < 0) return undefined;
    if (matches(variation.change)) return [variation];
  }
  for (const [one, other] of pairsOfVariations(search)) {
    if (work.bytesLeft < 0) return undefined;
    if (matches({ ...one.change, ...other.change })) return [one, other];
  }
  return undefined;
}

function* singleVariations(search: TextSearch): Generator<Variation> {
  for (const axis of axes) yield* variationsOf[axis](search);
  yield* nearTimeVariations(search.right);
}

const axes: readonly Axis[] = ["path", "layout", "body", "time", "clientId", "method", "wrap"];

const variationsOf: Readonly<Record<Axis, (search: TextSearch) => Generator<Variation>>> = {
  method: ({ right }) => methodVariations(right),
  path: ({ right, host }) => pathVariations(right, host),
  clientId: ({ right, knownClientIds }) => clientIdVariations(right, knownClientIds),
  time: ({ right, otherTimes }) => timeVariations(right, otherTimes),
  layout: () => layoutVariations(),
  body: ({ right }) => bodyVariations(right),
  wrap: () => wrapVariations(),
};

const pairedPerAxisMax = 10;
const pairedBodiesMax = 80;

/** Two mistakes at once, of different kinds: each kind's likeliest with each other's. Some 6,000 pairs. */
function* pairsOfVariations(search: TextSearch): Generator<readonly [Variation, Variation]> {
  const likeliest = axes.map((axis) =>
    [...variationsOf[axis](search)].slice(0, axis === "body" ? pairedBodiesMax : pairedPerAxisMax),
  );
  for (const [index, ones] of likeliest.entries()) {
    for (const others of likeliest.slice(index + 1)) {
      for (const one of ones) for (const other of others) yield [one, other];
    }
  }
}

const hash = (algorithm: DigestAlgorithm, text: Buffer): Buffer => createHash(algorithm).update(text).digest();

/** Sign-the-hash interfaces: the payload is the digest, its hex text, or the text itself. */
function isBarePayload(payload: Buffer, text: Buffer): boolean {
  if (payload.equals(text)) return true;
  const digest = hash("sha256", text);
  return payload.equals(digest) || payload.toString("latin1").toLowerCase() === digest.toString("hex");
}

/** Each text costs an RSA check here, so only single mistakes are tried, as many as the budget allows. */
function findPssText(origin: Origin, search: TextSearch): readonly Finding[] | undefined {
  const { right, work } = search;
  const options = {
    key: origin.key.publicKey,
    padding: constants.RSA_PKCS1_PSS_PADDING,
    saltLength: constants.RSA_PSS_SALTLEN_AUTO,
  };
  const isSigned = (change: Partial<SignedText>): boolean => {
    work.rsaLeft -= 1;
    return verify("sha256", toBytes({ ...right, ...change }), options, origin.signature);
  };
  if (isSigned({})) return [pssFault];
  for (const variation of singleVariations(search)) {
    if (work.rsaLeft <= rsaKeptForKeys) return undefined;
    if (isSigned(variation.change)) return [pssFault, variation];
  }
  return undefined;
}

/** One foreign signature in 256 looks like PSS to a key; the other keys must still have their turn. */
const rsaKeptForKeys = 60;

const pkcs1 = "Use RSASSA-PKCS1-v1_5 with SHA-256 (SHA256withRSA, sha256WithRSAEncryption).";

const pssFault: Finding = {
  cause: "padding-pss",
  explanation: "It was signed with PSS padding; PKCS#1 v1.5 padding is wanted.",
  fix: pkcs1,
};

const bareFault: Finding = {
  cause: "padding-without-digest-info",
  explanation: "It was made by raw RSA encryption with the private key: the block lacks the name of the digest.",
  fix: `${pkcs1} Call the library's sign function, not its encrypt function.`,
};

const digestFault = (algorithm: DigestAlgorithm): Finding => ({
  cause: "digest-algorithm",
  explanation: `It was signed with the digest ${algorithm.toUpperCase()}; SHA256 is wanted.`,
  fix: pkcs1,
});

/** The signed digest is shown: with it the sender can tell which of its own texts was signed. */
function textDiffers(algorithm: DigestAlgorithm, digest: Buffer, expected: Buffer): Finding {
  const expectedHex = hash(algorithm, expected).toString("hex");
  return {
    cause: "text-differs",
    explanation:
      "The key is a known one, but another text was signed, by none of the usual mistakes. " +
      `Its ${algorithm} is ${digest.toString("hex")}; the text expected here has ${expected.length} bytes and ${expectedHex}.`,
    fix: "Log the exact text before you sign it, and compare it with the expected one: first lengths, then bytes.",
  };
}
