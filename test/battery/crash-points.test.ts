import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";
import { createClient, PaymentFailedError } from "@opencashier/node-client";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Engine, many } from "../../apps/gateway/src/db/index.ts";
import { assert } from "../../apps/gateway/src/kernel/index.ts";
import { paymentCrashPoints } from "../../apps/gateway/src/payments/index.ts";
import { refundCrashPoints } from "../../apps/gateway/src/refunds/index.ts";
import {
  createHome,
  isReady,
  prepareHome,
  type PreparedHome,
  removeHome,
  withStore,
} from "../support/gateway-process.ts";
import { type NotificationReceiver, startReceiver } from "../support/notification-receiver.ts";
import { startPostgres, type TestPostgres } from "../support/postgres.ts";
import { report } from "./battery-run.ts";

/*
 * The gateway dies by SIGKILL at every named instant between an intent, the acquirer's call and its record. It is started
 * again, whoever asked asks again, and then: no money moved twice, none lost, no outcome untold.
 */

const program = fileURLToPath(new URL("programs/crashing-gateway.ts", import.meta.url));
const amount = { currency: "SGD", value: "10050" };

let postgres: TestPostgres | undefined;
let receiver: NotificationReceiver;

beforeAll(async () => {
  if (!process.env["TEST_DATABASE_URL"]) postgres = await startPostgres({ isDurable: true });
  receiver = await startReceiver();
});

afterAll(async () => {
  await receiver.close();
  await postgres?.stop();
});

/** Runs at the end of a test, whatever came of it. */
type AtEnd = (act: () => void) => void;

type Running = { readonly url: string; readonly ended: Promise<unknown>; readonly kill: () => Promise<void> };

async function start(home: PreparedHome, crashPoint: string, atEnd: AtEnd): Promise<Running> {
  const port = await findFreePort();
  const child: ChildProcess = spawn(process.execPath, [program, crashPoint], {
    stdio: ["ignore", "pipe", "inherit"],
    env: {
      PATH: process.env["PATH"] ?? "",
      PORT: String(port),
      HTTPS_PORT: "0",
      OPENCASHIER_MODE: "embedded",
      OPENCASHIER_DATA_DIR: home.dataDir,
      OPENCASHIER_MASTER_KEY: home.masterKey,
      ...(home.databaseUrl !== undefined && { DATABASE_URL: home.databaseUrl }),
    },
  });
  atEnd(() => child.kill("SIGKILL"));
  const ended = new Promise((resolve) => child.once("close", resolve));
  for (let tries = 0; tries < 500 && !(await isReady(port)); tries++) await pause(20);
  return {
    url: `http://localhost:${port}`,
    ended,
    async kill() {
      child.kill("SIGKILL");
      await ended;
    },
  };
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

function findFreePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const address = probe.address();
      assert(address !== null && typeof address === "object", "a listening socket has an address");
      probe.close(() => resolve(address.port));
    });
  });
}

type Shop = { readonly home: PreparedHome; readonly running: Running };

const clientOf = ({ home, running }: Shop) =>
  createClient({
    gatewayUrl: running.url,
    clientId: home.merchant.clientId,
    merchantPrivateKey: home.merchant.privateKey.export({ format: "pem", type: "pkcs8" }).toString(),
    gatewayPublicKeys: home.gatewayKey.export({ format: "pem", type: "spki" }).toString(),
  });

type Order = {
  readonly paymentRequestId: string;
  readonly sessionData: string;
  /** Of an attempt that was left open. */
  readonly walletPage?: string | undefined;
};

async function open(shop: Shop, { captureMode, isAnyMethod }: Scenario): Promise<Order> {
  const paymentRequestId = `PR-${randomUUID()}`;
  const reply = await clientOf(shop).createPaymentSession({
    productCode: "CASHIER_PAYMENT",
    paymentRequestId,
    order: { referenceOrderId: "SO-1", orderDescription: "Two ceramic mugs", orderAmount: amount },
    paymentAmount: amount,
    paymentFactor: { isAuthorization: "true", captureMode },
    ...(isAnyMethod
      ? { productScene: "ELEMENT_PAYMENT" as const }
      : { paymentMethod: { paymentMethodType: "CARD" as const } }),
    settlementStrategy: { settlementCurrency: "SGD" },
    paymentRedirectUrl: "https://shop.example/return",
    paymentNotifyUrl: receiver.url,
  });
  return { paymentRequestId, sessionData: reply.paymentSessionData ?? "" };
}

/** As the checkout frame does. Undefined when the gateway died over it. */
async function ask(shop: Shop, order: Order, name: string, body: object): Promise<State | undefined> {
  const response = await fetch(`${shop.running.url}/checkout/api/${name}`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "checkout-session": order.sessionData,
      "checkout-origin": shop.running.url,
      "sec-fetch-site": "same-origin",
    },
    body: JSON.stringify(body),
  }).catch(() => undefined);
  return response?.json().catch(() => undefined) as Promise<State | undefined>;
}

type State = { readonly status?: string; readonly action?: { readonly url?: string } };

const card = { number: "4054695723100768", expiryMonth: "12", expiryYear: "39", cvc: "123", cardholderName: "Mei Tan" };
const browser = { terminalType: "WEB" };

const submit = (shop: Shop, order: Order, attemptKey: string) =>
  ask(shop, order, "submit", { attemptKey, paymentMethodType: "CARD", interaction: "redirect", card, browser });

/** Does what the crash point is in the middle of; errors are the point of it. */
type Act = (shop: Shop, order: Order, ids: { readonly requestId: string }) => Promise<unknown>;

const capture: Act = async (shop, { paymentRequestId }, { requestId }) => {
  const { paymentId = "" } = await clientOf(shop).inquiryPayment({ paymentRequestId });
  return clientOf(shop).capture({ captureRequestId: requestId, paymentId, captureAmount: amount });
};
const refund: Act = async (shop, { paymentRequestId }, { requestId }) => {
  const { paymentId = "" } = await clientOf(shop).inquiryPayment({ paymentRequestId });
  return clientOf(shop).refund({ refundRequestId: requestId, paymentId, refundAmount: amount });
};
const cancel: Act = (shop, { paymentRequestId }) => clientOf(shop).cancel({ paymentRequestId });

/** The buyer has paid by card meanwhile, and now by the wallet too: that money has to go back. */
const payByWalletToo: Act = async (shop, order) => {
  const body = new URLSearchParams({ choice: "approve" });
  const page = `${shop.running.url}${new URL(order.walletPage ?? "").pathname}`;
  const { status } = await fetch(page, { method: "POST", body, redirect: "manual" });
  return { status: status === 303 ? "SUCCESS" : undefined };
};

type Scenario = {
  readonly captureMode: "AUTOMATIC" | "MANUAL";
  readonly isPaidBefore: boolean;
  /** The buyer goes to a wallet first and comes back. */
  readonly isAnyMethod?: true;
  readonly act: Act;
  /** What the acquirer keeps in the end, and how the payment stands. */
  readonly kept: number;
  readonly status: "SUCCESS" | "CANCELLED";
};

const scenarios: Readonly<Record<string, Scenario>> = {
  attempt: {
    captureMode: "AUTOMATIC",
    isPaidBefore: false,
    act: (shop, order, { requestId }) => submit(shop, order, requestId),
    kept: 10_050,
    status: "SUCCESS",
  },
  capture: { captureMode: "MANUAL", isPaidBefore: true, act: capture, kept: 10_050, status: "SUCCESS" },
  cancel: { captureMode: "AUTOMATIC", isPaidBefore: true, act: cancel, kept: 0, status: "CANCELLED" },
  refund: { captureMode: "AUTOMATIC", isPaidBefore: true, act: refund, kept: 0, status: "SUCCESS" },
  reversal: {
    captureMode: "AUTOMATIC",
    isPaidBefore: true,
    isAnyMethod: true,
    act: payByWalletToo,
    kept: 10_050,
    status: "SUCCESS",
  },
};

const points = [...paymentCrashPoints, ...refundCrashPoints];
const engines: readonly Engine[] = ["sqlite", "postgres"];

describe.each(engines)("on %s", (engine) => {
  // Side by side: a start keeps one core busy, a commit to the disk none.
  test.concurrent.for(points)(
    "a gateway killed at %s moves no money twice and leaves no outcome untold",
    async (point, { onTestFinished }) => {
      const scenario = scenarios[point.split(":")[0] ?? ""];
      assert(scenario, "every crash point has a scenario");
      const home = await newHome(engine);
      const requestId = randomUUID();
      const victim = { home, running: await start(home, point, onTestFinished) };
      const order = await prepare(victim, scenario);
      await Promise.all([scenario.act(victim, order, { requestId }).catch(() => undefined), victim.running.ended]);
      const heir = { home, running: await start(home, "none", onTestFinished) };
      await finish(heir, order, { scenario, requestId });
      const found = await clientOf(heir).inquiryPayment({ paymentRequestId: order.paymentRequestId });
      expect(found.paymentStatus).toBe(scenario.status);
      await awaitTold(order);
      await heir.running.kill();
      expect(await readBooks(home)).toEqual({ kept: scenario.kept, taken: scenario.isAnyMethod ? 2 : 1 });
      expect(toldAbout(order)).toEqual(["PAYMENT_RESULT"]);
      removeHome(home);
    },
  );
});

async function newHome(engine: Engine): Promise<PreparedHome> {
  if (engine === "sqlite") return prepareHome(createHome());
  assert(postgres, "the suite has a PostgreSQL of its own");
  return prepareHome(createHome(await postgres.createDatabase()));
}

/** The gateway that will die may not die yet, so a scenario that needs a paid order pays it by itself first. */
async function prepare(shop: Shop, scenario: Scenario): Promise<Order> {
  const order = await open(shop, scenario);
  const wallet = scenario.isAnyMethod && (await goToWallet(shop, order));
  if (scenario.isPaidBefore) expect((await submit(shop, order, randomUUID()))?.status).toBe("SUCCESS");
  return { ...order, ...(wallet && { walletPage: wallet.action?.url }) };
}

const goToWallet = (shop: Shop, order: Order): Promise<State | undefined> => {
  const wallet = { paymentMethodType: "SHOPEEPAY_SG", interaction: "redirect" };
  return ask(shop, order, "submit", { attemptKey: randomUUID(), ...wallet, browser });
};

type Rest = { readonly scenario: Scenario; readonly requestId: string };

/** Whoever asked asks again with the same id, and a minute passes for what nobody asks about. */
async function finish(shop: Shop, order: Order, { scenario, requestId }: Rest): Promise<void> {
  await moveClock(shop, "1m");
  for (let tries = 0; tries < 50; tries++) {
    const done = await scenario.act(shop, order, { requestId }).catch((error: unknown) => {
      if (error instanceof PaymentFailedError) throw error;
      return undefined;
    });
    const status = (done as { status?: string } | undefined)?.status;
    if (done !== undefined && (status === undefined || status === "SUCCESS")) return;
    // An attempt the acquirer never heard of has failed by now; the buyer tries anew.
    if (status === "OPEN") await submit(shop, order, randomUUID());
    await pause(50);
  }
}

const moveClock = (shop: Shop, advance: string) =>
  fetch(`${shop.running.url}/sandbox/clock`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ advance }),
  });

/** What the shop was told, the same news twice counted once: a delivery that was cut off by the crash is made again. */
function toldAbout({ paymentRequestId }: Order): readonly unknown[] {
  const bodies = receiver.received.filter((body) => body["paymentRequestId"] === paymentRequestId);
  const news = new Map(bodies.map((body) => [JSON.stringify(body), body["notifyType"]]));
  return [...news.values()];
}

/** A delivery that died with the gateway is made again when its lease has run out; news that should not come gets a moment. */
async function awaitTold(order: Order): Promise<void> {
  for (let tries = 0; tries < 1_200 && toldAbout(order).length === 0; tries++) await pause(25);
  await pause(300);
}

type Move = { readonly kind: string; readonly amount_minor: bigint; readonly state: string };

async function readBooks(home: PreparedHome): Promise<{ readonly kept: number; readonly taken: number }> {
  const moves = await withStore(
    home,
    (db) => many(db.connection, (row: Move) => row)`select kind, amount_minor, state from sandbox_operations`,
  );
  const done = moves.filter(
    ({ state }) => (JSON.parse(state) as { answer?: { kind?: string } }).answer?.kind === "succeeded",
  );
  const sum = (kind: string): number =>
    done.filter((move) => move.kind === kind).reduce((total, move) => total + Number(move.amount_minor), 0);
  const isManual = done.some(({ kind }) => kind === "CAPTURE");
  const kept = (isManual ? sum("CAPTURE") : sum("AUTHORIZATION") - sum("VOID")) - sum("REFUND");
  return { kept, taken: done.filter(({ kind }) => kind === "AUTHORIZATION").length };
}

test("every crash point is one of the battery's", () => {
  report(`${points.length} crash points on ${engines.length} engines`);
  expect(points.map((point) => point.split(":")[0]).every((name) => name !== undefined && name in scenarios)).toBe(
    true,
  );
});
