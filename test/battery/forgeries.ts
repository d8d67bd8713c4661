import { constants, createHmac, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { contentToSign, formatSignatureHeader } from "@opencashier/protocol";
import { requestBytes, sandboxPath, type Signer, signRequest, type WireRequest } from "../support/signed-request.ts";

/*
 * Requests that were not signed as they arrive. Each starts from a genuine one, which the gateway would accept.
 */

export type Forgery = {
  readonly name: string;
  readonly bytes: Buffer;
  /** What may answer it. */
  readonly codes: readonly string[];
};

/** What a forger may hold: everything public, another account, and keys of the past. */
export type ForgerView = {
  readonly merchant: Signer;
  readonly merchantPublicKey: KeyObject;
  readonly other: Signer;
  /** The merchant's own key version that has ended. */
  readonly ended: Signer;
  readonly gatewayKey: KeyObject;
  /** Keeps every forged body apart from the genuine ones. */
  readonly newBody: () => Buffer;
};

const path = sandboxPath("createPaymentSession");
const notSigned = ["INVALID_SIGNATURE"];
const unreadable = ["INVALID_SIGNATURE", "PARAM_ILLEGAL"];

/** The value of a header, changed. */
const withHeader = (request: WireRequest, wanted: string, value: string): WireRequest => ({
  ...request,
  headers: request.headers.map(([name, text]) => [name, name === wanted ? value : text] as const),
});

const valueOf = (request: WireRequest, wanted: string): string =>
  request.headers.find(([name]) => name === wanted)?.[1] ?? "";

const withSignature = (request: WireRequest, signature: Buffer, keyVersion = 2): WireRequest =>
  withHeader(request, "signature", formatSignatureHeader({ keyVersion, signature }));

const signatureOf = (request: WireRequest): Buffer =>
  Buffer.from(decodeURIComponent(valueOf(request, "signature").split("signature=")[1] ?? ""), "base64");

const forged = (name: string, request: WireRequest, codes = notSigned): Forgery => ({
  name,
  bytes: requestBytes(request),
  codes,
});

function* flippedBits(bytes: Buffer): Generator<Buffer> {
  for (let bit = 0; bit < bytes.length * 8; bit++) {
    const flipped = Buffer.from(bytes);
    flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    yield flipped;
  }
}

const flippedTexts = (text: string): string[] =>
  [...flippedBits(Buffer.from(text))].map((bytes) => bytes.toString("latin1"));

/** Each bit of each part that the signature covers, and of the signature itself. */
export async function bitFlips(view: ForgerView): Promise<Forgery[]> {
  const request = await signRequest(view.merchant, { path, body: view.newBody() });
  const bodies = [...flippedBits(request.body)].map((body) => forged("flipped body", { ...request, body }));
  const signatures = [...flippedBits(signatureOf(request))].map((signature) =>
    forged("flipped signature", withSignature(request, signature)),
  );
  const targets = flippedTexts(path).map((target) =>
    forged("flipped path", { ...request, target }, [...notSigned, "NO_INTERFACE_DEF"]),
  );
  const clients = flippedTexts(view.merchant.clientId).map((clientId) =>
    forged("flipped client-id", withHeader(request, "client-id", clientId), ["INVALID_CLIENT"]),
  );
  const times = flippedTexts(valueOf(request, "request-time")).map((time) =>
    forged("flipped request-time", withHeader(request, "request-time", time), unreadable),
  );
  return [...bodies, ...signatures, ...targets, ...clients, ...times];
}

/** Every mixture of two genuine requests that has parts of both. */
export async function swappedParts(view: ForgerView): Promise<Forgery[]> {
  const first = await signRequest(view.merchant, { path, body: view.newBody() });
  const second = await signRequest(view.merchant, {
    path: sandboxPath("cancel"),
    body: Buffer.from('{"paymentRequestId":"PR-SWAPPED"}'),
    time: String(Date.now() - 1_000),
  });
  const masks = Array.from({ length: 14 }, (_, index) => index + 1);
  return masks.map((mask) => {
    const pick = (bit: number): WireRequest => ((mask >> bit) & 1 ? first : second);
    const mixed: WireRequest = { ...pick(0), target: pick(1).target, body: pick(2).body };
    const timed = withHeader(mixed, "request-time", valueOf(pick(3), "request-time"));
    return forged(
      `parts of two requests, mixture ${mask}`,
      withHeader(timed, "signature", valueOf(pick(0), "signature")),
    );
  });
}

/** Signed, but by somebody else, or by nobody any more. */
export async function otherKeys(view: ForgerView): Promise<Forgery[]> {
  const { merchant, other, ended, merchantPublicKey } = view;
  const call = () => ({ path, body: view.newBody() });
  const stranger = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
  const asMerchant = async (privateKey: KeyObject, keyVersion: number) =>
    signRequest({ clientId: merchant.clientId, privateKey, keyVersion }, call());
  const genuine = await signRequest(merchant, call());
  const content = contentOf(genuine);
  const hmac = (key: string | Buffer): WireRequest => {
    const value = createHmac("sha256", key).update(content).digest("base64");
    return withHeader(genuine, "signature", `algorithm=HS256,keyVersion=2,signature=${encodeURIComponent(value)}`);
  };
  const spki = merchantPublicKey.export({ format: "der", type: "spki" });
  return [
    forged("another merchant's key", await asMerchant(other.privateKey, 2)),
    forged("another merchant's key, its version", await asMerchant(other.privateKey, 1), ["KEY_NOT_FOUND"]),
    forged("a stranger's key", await asMerchant(stranger, 2)),
    forged("the ended key under its version", await signRequest(ended, call()), ["KEY_NOT_FOUND"]),
    forged("the ended key under the live version", await asMerchant(ended.privateKey, 2)),
    forged("the live key under the ended version", await asMerchant(merchant.privateKey, 1), ["KEY_NOT_FOUND"]),
    forged("a key version of the future", await asMerchant(merchant.privateKey, 3), ["KEY_NOT_FOUND"]),
    forged(
      "another merchant's request under this name",
      withHeader(await signRequest(other, call()), "client-id", merchant.clientId),
      [...notSigned, "KEY_NOT_FOUND"],
    ),
    forged("this merchant's request under another name", withHeader(genuine, "client-id", other.clientId), [
      "KEY_NOT_FOUND",
      ...notSigned,
    ]),
    forged("an HMAC under the public key's DER", hmac(spki)),
    forged("an HMAC under the public key's text", hmac(spki.toString("base64"))),
  ];
}

const contentOf = (request: WireRequest): Buffer =>
  contentToSign({
    method: request.method,
    path: request.target,
    clientId: valueOf(request, "client-id"),
    time: valueOf(request, "request-time"),
    body: request.body,
  });

/** What lies ahead comes nearer until it is sent. */
const sendingMsMax = 120_000;

/** Genuine signatures under times that are over, or not yet. */
export function offTimes(view: ForgerView): Promise<Forgery[]> {
  const offsMs = [301_000, 310_000, 600_000, 3_600_000, 86_400_000, 31_536_000_000, 315_360_000_000];
  const times = offsMs.flatMap((offMs) => [Date.now() - offMs, Date.now() + offMs + sendingMsMax]);
  const texts = times.flatMap((time) => [String(time), new Date(time).toISOString()]);
  return Promise.all(
    texts.map(async (time) =>
      forged("a time outside the window", await signRequest(view.merchant, { path, body: view.newBody(), time }), [
        "PARAM_ILLEGAL",
      ]),
    ),
  );
}

/** One genuine request sent where it was not meant to go. */
export async function otherTargets(view: ForgerView): Promise<Forgery[]> {
  const request = await signRequest(view.merchant, { path, body: view.newBody() });
  const targets = [
    "/ams/api/v1/payments/createPaymentSession",
    "/v1/payments/createPaymentSession",
    "/ams/sandbox/api//v1/payments/createPaymentSession",
    "//ams/sandbox/api/v1/payments/createPaymentSession",
    `${path}?`,
    `${path}?a=b`,
    sandboxPath("cancel"),
    sandboxPath("inquiryPayment"),
    sandboxPath("retrievePaymentSession"),
    "https://another.example/ams/api/v1/payments/createPaymentSession",
  ];
  const unrouted = [`${path}/`, `${path}#x`, "/ams/sandbox/api/./v1/payments/createPaymentSession", path.toUpperCase()];
  return [
    ...targets.map((target) => forged(`the target ${target}`, { ...request, target })),
    ...unrouted.map((target) =>
      forged(`the target ${target}`, { ...request, target }, [...notSigned, "NO_INTERFACE_DEF"]),
    ),
    ...["GET", "PUT", "DELETE"].map((method) =>
      forged(`the method ${method}`, { ...request, method }, ["METHOD_NOT_SUPPORTED"]),
    ),
  ];
}

/** Headers taken away, repeated, or with their seams moved. */
export async function tornHeaders(view: ForgerView): Promise<Forgery[]> {
  const request = await signRequest(view.merchant, { path, body: view.newBody() });
  const time = valueOf(request, "request-time");
  const without = (wanted: string): WireRequest => ({
    ...request,
    headers: request.headers.filter(([name]) => name !== wanted),
  });
  const twice = (wanted: string, value: string): WireRequest[] => [
    { ...request, headers: [...request.headers, [wanted, value]] },
    { ...request, headers: [[wanted, value], ...request.headers] },
  ];
  const anyRefusal = ["INVALID_CLIENT", "INVALID_SIGNATURE", "PARAM_ILLEGAL", "KEY_NOT_FOUND"];
  const { clientId } = view.merchant;
  return [
    forged("no signature", without("signature")),
    forged("no client-id", without("client-id"), ["INVALID_CLIENT"]),
    forged("no request-time", without("request-time"), ["PARAM_ILLEGAL"]),
    forged("no body", { ...request, body: Buffer.alloc(0) }),
    forged("body and a blank", { ...request, body: Buffer.concat([request.body, Buffer.from(" ")]) }),
    ...twice("client-id", clientId).map((torn) => forged("client-id twice", torn, anyRefusal)),
    ...twice("client-id", view.other.clientId).map((torn) => forged("two client-ids", torn, anyRefusal)),
    ...twice("request-time", time).map((torn) => forged("request-time twice", torn, anyRefusal)),
    ...twice("request-time", String(Number(time) + 1)).map((torn) => forged("two request-times", torn, anyRefusal)),
    ...twice("signature", valueOf(request, "signature")).map((torn) => forged("signature twice", torn, anyRefusal)),
    ...twice("signature", "algorithm=none").map((torn) => forged("a second signature header", torn, anyRefusal)),
    forged(
      "seam moved from time to body",
      {
        ...withHeader(request, "request-time", time.slice(0, 10)),
        body: Buffer.concat([Buffer.from(`${time.slice(10)}.`), request.body]),
      },
      anyRefusal,
    ),
    forged(
      "seam moved from client to time",
      withHeader(withHeader(request, "client-id", `${clientId}.${time}`), "request-time", "x"),
      anyRefusal,
    ),
    forged(
      "seam moved from time to client",
      withHeader(
        withHeader(request, "client-id", clientId.slice(0, -1)),
        "request-time",
        `${clientId.slice(-1)}.${time}`,
      ),
      anyRefusal,
    ),
  ];
}

/** Words and numbers that stand where a signature should. */
export async function brokenSignatures(view: ForgerView): Promise<Forgery[]> {
  const request = await signRequest(view.merchant, { path, body: view.newBody() });
  const genuine = signatureOf(request);
  const text = encodeURIComponent(genuine.toString("base64"));
  const words = [
    "none",
    "None",
    "HS256",
    "RSA1",
    "RSA512",
    "RS256",
    "PS256",
    "ES256",
    "MD5",
    "",
    "RSA256;none",
    "RSA256 none",
  ];
  const modulus = Buffer.from(String(view.merchantPublicKey.export({ format: "jwk" }).n), "base64url");
  const numbers = BigInt(`0x${modulus.toString("hex")}`);
  const value = BigInt(`0x${genuine.toString("hex")}`);
  const content = contentOf(request);
  const { privateKey } = view.merchant;
  const pss = { key: privateKey, padding: constants.RSA_PKCS1_PSS_PADDING };
  const signatures: Record<string, Buffer> = {
    "all zeros": Buffer.alloc(256),
    "the number one": toBuffer(1n),
    "all ones": Buffer.alloc(256, 0xff),
    "the modulus": modulus,
    "the modulus less one": toBuffer(numbers - 1n),
    "the negated signature": toBuffer(numbers - value),
    "the signature and the modulus": toBuffer(numbers + value, 257),
    "an empty-handed padding": Buffer.concat([Buffer.from([0, 1]), Buffer.alloc(253, 0xff), Buffer.from([0])]),
    "a leading zero": Buffer.concat([Buffer.alloc(1), genuine]),
    "a trailing zero": Buffer.concat([genuine, Buffer.alloc(1)]),
    "two signatures": Buffer.concat([genuine, genuine]),
    backwards: Buffer.from([...genuine].toReversed()),
    "SHA-1": sign("sha1", content, privateKey),
    "SHA-512": sign("sha512", content, privateKey),
    PSS: sign("sha256", content, pss),
    "no content": sign("sha256", Buffer.alloc(0), privateKey),
    "the body alone": sign("sha256", request.body, privateKey),
  };
  const cuts = Array.from({ length: 256 }, (_, length) => genuine.subarray(0, length));
  return [
    ...words.map((word) =>
      forged(
        `the algorithm "${word}"`,
        withHeader(request, "signature", `algorithm=${word},keyVersion=2,signature=${text}`),
      ),
    ),
    ...Object.entries(signatures).map(([name, signature]) =>
      forged(`a signature of ${name}`, withSignature(request, signature)),
    ),
    ...cuts.map((signature) =>
      forged(`a signature cut to ${signature.length} bytes`, withSignature(request, signature)),
    ),
    forged(
      "a signature item twice",
      withHeader(request, "signature", `${valueOf(request, "signature")},signature=${text}`),
    ),
  ];
}

const toBuffer = (value: bigint, length = 256): Buffer =>
  Buffer.from(value.toString(16).padStart(length * 2, "0"), "hex");
