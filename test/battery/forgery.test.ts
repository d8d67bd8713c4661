import { createPublicKey } from "node:crypto";
import { generateKeyPairText, parsePrivateKey } from "@opencashier/protocol";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addMerchantKey } from "../../apps/gateway/src/merchants/index.ts";
import { systemClock } from "../../apps/gateway/src/kernel/index.ts";
import { newMessage } from "../conformance/sample-messages.ts";
import {
  createHome,
  type GatewayProcess,
  openAccount,
  prepareHome,
  type PreparedHome,
  removeHome,
  startGatewayProcess,
  withStore,
} from "../support/gateway-process.ts";
import { ConnectionLostError, createRawPool, type RawPool, type RawReply } from "../support/raw-http.ts";
import { readMessage, resultCodeOf, sandboxPath, requestBytes, signRequest } from "../support/signed-request.ts";
import { forEachConcurrently, report } from "./battery-run.ts";
import {
  bitFlips,
  brokenSignatures,
  type ForgerView,
  type Forgery,
  offTimes,
  otherKeys,
  otherTargets,
  swappedParts,
  tornHeaders,
} from "./forgeries.ts";

const forgeriesMin = 10_000;
const bodyBytes = 1_600;
const connections = 16;

let home: PreparedHome;
let gateway: GatewayProcess;
let pool: RawPool;
let view: ForgerView;

beforeAll(async () => {
  home = await prepareHome(createHome());
  view = await toForgerView(home);
  gateway = await startGatewayProcess(home, { env: { OPENCASHIER_LOG_LEVEL: "error" } });
  pool = createRawPool({ port: gateway.port }, connections);
});

afterAll(async () => {
  pool.close();
  await gateway.stop();
  removeHome(home);
});

/** The merchant's first key has ended, its second is live. */
const toForgerView = ({ merchant: ended, gatewayKey, ...rest }: PreparedHome): Promise<ForgerView> =>
  withStore(rest, async (db) => {
    const { publicKey, privateKey } = await generateKeyPairText();
    await addMerchantKey({ db, clock: systemClock }, ended.clientId, publicKey, { overlapMs: 0 });
    const merchant = { clientId: ended.clientId, keyVersion: 2, privateKey: parsePrivateKey(privateKey) };
    const other = await openAccount(db, "SANDBOX_5YFORGER0000000001");
    const merchantPublicKey = createPublicKey(merchant.privateKey.export({ format: "pem", type: "pkcs8" }));
    return { merchant, merchantPublicKey, other, ended, gatewayKey, newBody };
  });

/** As long as a usual card payment's. */
function newBody(): Buffer {
  const message = newMessage();
  const length = Buffer.byteLength(JSON.stringify({ ...message, metadata: "" }));
  return Buffer.from(JSON.stringify({ ...message, metadata: "m".repeat(bodyBytes - length) }));
}

async function tryForgery({ bytes }: Forgery): Promise<RawReply | undefined> {
  try {
    return await pool.send(bytes);
  } catch (error) {
    // A flipped bit can make a line break or a blank of a letter; bytes that are no HTTP may end the connection.
    if (error instanceof ConnectionLostError) return undefined;
    throw error;
  }
}

/** How a forgery got further than it may, in words; undefined when it was refused as it should. */
function findMistake({ name, codes }: Forgery, reply: RawReply | undefined): string | undefined {
  if (!reply || (reply.status >= 400 && reply.status < 500)) return undefined;
  if (reply.status !== 200) return `${name}: status ${reply.status}`;
  const { resultCode, resultMessage } = readMessage(reply).result;
  if (!codes.includes(resultCode)) return `${name}: ${resultCode} ${resultMessage}`;
  const isAboutHeader = resultCode !== "PARAM_ILLEGAL" || resultMessage.includes("request-time");
  return isAboutHeader ? undefined : `${name}: it reached the body: ${resultMessage}`;
}

test("no request is accepted that was not signed, as it arrives, by its merchant's live key within the window", async () => {
  const startedAt = performance.now();
  const groups = [bitFlips, swappedParts, otherKeys, offTimes, otherTargets, tornHeaders, brokenSignatures];
  const forgeries: Forgery[] = [];
  for (const group of groups) forgeries.push(...(await group(view)));
  const mistakes: string[] = [];
  await forEachConcurrently(forgeries.length, connections, async (index) => {
    const forgery = forgeries[index] as Forgery;
    const mistake = findMistake(forgery, await tryForgery(forgery));
    if (mistake) mistakes.push(mistake);
  });
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(0);
  report(`forgery: ${forgeries.length} forgeries in ${seconds} s, ${mistakes.length} accepted`);
  expect(mistakes.slice(0, 20)).toEqual([]);
  expect(forgeries.length).toBeGreaterThanOrEqual(forgeriesMin);

  // What they were made from is accepted, so each was one change away from a genuine request.
  const genuine = await signRequest(view.merchant, { path: sandboxPath("createPaymentSession"), body: newBody() });
  expect(resultCodeOf(await pool.send(requestBytes(genuine)))).toBe("SUCCESS");
  await gateway.stop();
  const rows = await withStore(home, ({ connection }) =>
    connection.selectFrom("payment_sessions").select("payment_session_id").execute(),
  );
  expect(rows).toHaveLength(1);
});
