import { readFileSync } from "node:fs";
import {
  type Diagnosis,
  diagnoseSignature,
  type KeyCandidates,
  parseCapturedRequest,
  parsePublicKey,
} from "@opencashier/protocol";
import { ensureGatewayKeys, listMerchantKeys, listMerchants, type StoredMerchantKey } from "../../merchants/index.ts";
import { type CommandContext, type CommonOptions, createContext, type Store, withStore } from "../command-context.ts";
import type { ExitCode } from "../exit-code.ts";
import { gatewayKeyDeps } from "../gateway-key.ts";
import { paint } from "../output.ts";
import { UsageError } from "../usage-error.ts";

const stdinFile = 0;

/** Tells why a recorded request does not verify, with the keys in the store. 0 when it does, 1 when not. */
export async function runDoctorVerify(file: string, options: CommonOptions): Promise<ExitCode> {
  const context = createContext(options);
  const parsed = parseCapturedRequest(readCapture(file));
  if (!parsed.ok) {
    throw new UsageError(
      `This is no recorded request: ${parsed.reason}. Give the bytes on the wire, or JSON with method, path, headers and body.`,
    );
  }
  const clientId = parsed.captured.headers["client-id"] ?? "";
  const { diagnosis, merchantStatus } = await withStore(context, async (store) => ({
    diagnosis: diagnoseSignature(parsed.captured, await findCandidates(context, store, clientId)),
    merchantStatus: await findStatus(store, clientId),
  }));
  const notices = noticesOf(clientId, merchantStatus);
  const isRight = diagnosis.cause === "nothing-wrong";
  context.output.result({ ok: isRight, clientId, notices, ...diagnosis }, () => describe(diagnosis, notices));
  return isRight ? 0 : 1;
}

function readCapture(file: string): Buffer {
  try {
    return readFileSync(file === "-" ? stdinFile : file);
  } catch {
    throw new UsageError(`${file} cannot be read.`);
  }
}

async function findCandidates(
  { clock }: CommandContext,
  { db, config }: Store,
  clientId: string,
): Promise<KeyCandidates> {
  const [stored, gateway, merchants] = await Promise.all([
    listMerchantKeys({ db }, clientId),
    ensureGatewayKeys(gatewayKeyDeps(db, clock, config)),
    listMerchants({ db }),
  ]);
  const others = merchants.filter((merchant) => merchant.clientId !== clientId);
  return {
    merchantKeys: stored.map((key) => toCandidate(clientId, key)),
    otherMerchantKeys: others.flatMap((merchant) =>
      merchant.keys.map((key) => ({ clientId: merchant.clientId, ...key })),
    ),
    gatewayPublicKeys: gateway.all,
    now: clock.now(),
  };
}

const toCandidate = (clientId: string, { keyVersion, publicKeyText, notAfter }: StoredMerchantKey) => ({
  clientId,
  keyVersion,
  publicKey: parsePublicKey(publicKeyText),
  notAfter,
});

/** Undefined for a client id that is no merchant's. */
async function findStatus({ db }: Store, clientId: string): Promise<string | undefined> {
  let after: string | undefined;
  for (;;) {
    const page = await listMerchants({ db }, { after, countMax: 1000 });
    const found = page.find((merchant) => merchant.clientId === clientId);
    after = page.at(-1)?.clientId;
    if (found || after === undefined) return found?.status;
  }
}

function noticesOf(clientId: string, status: string | undefined): readonly string[] {
  if (status === undefined && clientId !== "")
    return [`No merchant has the client id ${JSON.stringify(clientId.slice(0, 64))}.`];
  return status === "SUSPENDED"
    ? [`Merchant ${clientId} is suspended: whatever it signs is refused with ACCESS_DENIED.`]
    : [];
}

function describe({ cause, explanation, fix, expected }: Diagnosis, notices: readonly string[]): string {
  const isRight = cause === "nothing-wrong";
  return [
    `${paint(isRight ? "green" : "red", isRight ? "ok" : "fail")}    ${explanation}`,
    `      → ${fix}`,
    ...notices.map((notice) => `${paint("yellow", "warn")}  ${notice}`),
    ...(expected && !isRight
      ? [
          "",
          "The text to sign begins with (up to the body):",
          ...expected.head.split("\n").map((line) => `  ${line}`),
          `then the body of ${expected.bodyBytes} bytes, SHA-256 ${expected.bodySha256}`,
          `whole text: ${expected.textBytes} bytes, SHA-256 ${expected.textSha256}`,
        ]
      : []),
  ].join("\n");
}
