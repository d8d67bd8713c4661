import { existsSync, mkdtempSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClient } from "@opencashier/node-client";
import type { BrowserContext, Page, Request } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createShop } from "../../apps/demo-shop/src/shop.ts";
import { type Engine, many, sql } from "../../apps/gateway/src/db/index.ts";
import { assert } from "../../apps/gateway/src/kernel/index.ts";
import { launchProfile } from "../support/browser.ts";
import { findCardTraces, findTracesInFiles, type MarkedCard } from "../support/card-traces.ts";
import {
  createHome,
  type GatewayProcess,
  prepareHome,
  type PreparedHome,
  removeHome,
  startGatewayProcess,
  withStore,
} from "../support/gateway-process.ts";
import { startPostgres, type TestPostgres } from "../support/postgres.ts";
import { startTraceCollector, type TraceCollector } from "../support/trace-collector.ts";
import { awaitTold, formOf, goToCheckout, pay } from "./flows/shopping.ts";

/*
 * Marked cards are paid with in a real browser, in every way that could leave something behind; then everything the gateway,
 * the shop and the browser have written is searched for them.
 */

// American Express: its codes have four digits, which are not met by chance as often as three.
const cards = {
  approved: { number: "370000000000002", cvc: "7391" },
  declined: { number: "370000000010506", cvc: "8264" },
  challenged: { number: "370000000031106", cvc: "5938" },
  /** Fails the Luhn check, so it is refused before any issuer is asked. */
  illegal: { number: "371449635398430", cvc: "6172" },
} as const satisfies Record<string, MarkedCard>;

const marked: readonly MarkedCard[] = Object.values(cards);
const tracesIn = (text: string): readonly string[] => marked.flatMap((card) => findCardTraces(text, card));

let postgres: TestPostgres;

beforeAll(async () => {
  postgres = await startPostgres({ isDurable: true });
});

afterAll(async () => {
  await postgres?.stop();
});

/** What was said on the wire, both ways. */
type Exchange = { readonly url: string; readonly sent: string; readonly answered: string };

describe.each(["sqlite", "postgres"] as const)("over %s", (engine: Engine) => {
  let home: PreparedHome;
  let collector: TraceCollector;
  let gateway: GatewayProcess;
  let shop: ReturnType<typeof createShop>;
  let shopUrl = "";
  let profile = "";
  let context: BrowserContext;
  let storage = "";
  let metrics = "";
  const shopLog: string[] = [];
  const exchanges: Exchange[] = [];
  const consoleLines: string[] = [];

  beforeAll(async () => {
    home = await prepareHome(createHome(engine === "sqlite" ? undefined : await postgres.createDatabase()));
    collector = await startTraceCollector();
    const env = {
      OPENCASHIER_LOG_LEVEL: "trace",
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OPENCASHIER_MODE: "embedded",
    };
    gateway = await startGatewayProcess(home, { env });
    const gatewayUrl = `http://localhost:${gateway.port}`;
    const { clientId, keyVersion, privateKey } = home.merchant;
    const gatewayPublicKey = home.gatewayKey.export({ format: "pem", type: "spki" }).toString();
    const merchantPrivateKey = privateKey.export({ format: "pem", type: "pkcs8" }).toString();
    const client = createClient({
      gatewayUrl,
      clientId,
      keyVersion,
      merchantPrivateKey,
      gatewayPublicKeys: gatewayPublicKey,
    });
    const log = (line: string): void => void shopLog.push(line);
    shop = createShop({ client, clientId, gatewayUrl, gatewayPublicKey, shopUrl: () => shopUrl, log });
    await shop.listen({ port: 0, host: "127.0.0.1" });
    shopUrl = `http://127.0.0.1:${(shop.server.address() as AddressInfo).port}`;
    profile = mkdtempSync(join(tmpdir(), "opencashier-profile-"));
    context = await launchProfile(profile);
    await buy(context);
    storage = await readStorage(context);
    metrics = await (await fetch(`${gatewayUrl}/metrics`)).text();
    await context.close();
    await gateway.stop();
  }, 180_000);

  afterAll(async () => {
    await context?.close();
    await gateway?.kill();
    await shop?.close();
    await collector?.close();
    removeHome(home);
    rmSync(profile, { recursive: true, force: true });
  });

  async function buy(browser: BrowserContext): Promise<void> {
    browser.on("console", (message) => consoleLines.push(message.text()));
    browser.on("requestfinished", (request) => void keep(request));
    const page = browser.pages()[0] ?? (await browser.newPage());
    await goToCheckout(page, shopUrl, { style: "card" });
    await type(page, cards.illegal);
    await pay(page);
    await formOf(page).locator('[aria-invalid="true"]').first().waitFor();
    await type(page, cards.declined);
    await pay(page);
    await formOf(page).getByRole("alert").filter({ hasText: /\w/ }).first().waitFor();
    await type(page, cards.approved);
    await pay(page);
    await page.waitForURL(/\/orders\/[0-9a-f]+$/);
    await awaitTold(page, "S SUCCESS");
    await goToCheckout(page, shopUrl, { style: "card", options: ["threeDS"] });
    await type(page, cards.challenged);
    await pay(page);
    await page.frameLocator("dialog iframe").frameLocator("iframe").getByRole("button", { name: "Approve" }).click();
    await page.waitForURL(/\/orders\/[0-9a-f]+$/);
    await awaitTold(page, "S SUCCESS");
    await sendIllegalCards();
  }

  async function keep(request: Request): Promise<void> {
    // A redirect has no body, and a page that has gone keeps none.
    const answered = await readAnswer(request).catch(() => "");
    exchanges.push({ url: request.url(), sent: request.postData() ?? "", answered });
  }

  /** What no form of ours sends: the gateway's own words about it must not repeat it. */
  async function sendIllegalCards(): Promise<void> {
    for (const body of [
      { card: { ...cards.illegal, expiryMonth: "13", expiryYear: "x" }, attemptKey: cards.illegal.number },
      { card: cards.illegal.number },
      cards.illegal.number,
    ]) {
      const url = `http://localhost:${gateway.port}/checkout/api/submit`;
      const headers = { "content-type": "application/json", "checkout-session": "none" };
      const response = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
      exchanges.push({ url, sent: "", answered: await response.text() });
    }
  }

  test("the number and the code travel in the request that authorizes, and in no other", () => {
    const carriers = exchanges.filter(({ sent, url }) => tracesIn(sent + url).length > 0).map(({ url }) => url);
    expect(carriers.length).toBeGreaterThanOrEqual(3);
    expect(new Set(carriers.map((url) => new URL(url).pathname))).toEqual(new Set(["/checkout/api/submit"]));
  });

  test("no answer, page, script or error text repeats them", () => {
    // The sandbox's list of test cards names the numbers on purpose; a real account has none.
    const answers = exchanges.filter(({ url }) => !/\/checkout\/(api\/open|assets\/)/.test(url));
    expect(answers.length).toBeGreaterThan(10);
    expect(answers.flatMap(({ url, answered }) => tracesIn(answered).map((trace) => `${url}: ${trace}`))).toEqual([]);
    expect(tracesIn(consoleLines.join("\n"))).toEqual([]);
  });

  test("no table holds them", async () => {
    const rows = await withStore(home, async (db) => {
      const tables = (await db.connection.introspection.getTables()).map(({ name }) => name);
      expect(tables).toContain("payment_attempts");
      const texts = await Promise.all(
        tables.map(async (table) => {
          const found = await many(db.connection, (row: object) => row)`select * from ${sql.table(table)}`;
          return JSON.stringify(found, (_, value: unknown) => (typeof value === "bigint" ? String(value) : value));
        }),
      );
      return texts.join("\n");
    });
    expect(rows).toContain("0002"); // The last four of the number are there: the rows are those of these payments.
    expect(tracesIn(rows)).toEqual([]);
  });

  test("no file of the gateway's or the database's holds them", async () => {
    const traces = marked.flatMap((card) => findTracesInFiles(home.dataDir, card));
    // The compiled program holds the sandbox's list of test cards, as its source does.
    expect(traces.filter((trace) => !trace.includes("/compile-cache/"))).toEqual([]);
    if (engine !== "postgres") return;
    const folder = await withStore(home, async (db) => {
      await sql`checkpoint`.execute(db.connection);
      const [found] = await many(db.connection, ({ data_directory: path }: { data_directory: string }) => path)`
        show data_directory`;
      return found;
    });
    assert(folder !== undefined, "PostgreSQL says where its files are");
    // A server that was given to the tests may keep them on another machine.
    if (!existsSync(folder)) return;
    expect(marked.flatMap((card) => findTracesInFiles(folder, card))).toEqual([]);
  });

  test("no log line, trace or metric says them", () => {
    expect(gateway.output()).toContain("createPaymentSession");
    expect(collector.text().length).toBeGreaterThan(100);
    expect(tracesIn(gateway.output())).toEqual([]);
    expect(tracesIn(collector.text())).toEqual([]);
    expect(metrics).toContain("opencashier");
    expect(tracesIn(metrics)).toEqual([]);
    expect(tracesIn(shopLog.join("\n"))).toEqual([]);
  });

  test("the browser keeps nothing of them", () => {
    expect(tracesIn(storage)).toEqual([]);
    expect(marked.flatMap((card) => findTracesInFiles(profile, card))).toEqual([]);
  });
});

const readAnswer = async (request: Request): Promise<string> => (await (await request.response())?.text()) ?? "";

async function type(page: Page, { number, cvc }: MarkedCard): Promise<void> {
  const form = formOf(page);
  await form.getByLabel("Card number").fill(number);
  await form.getByLabel("Expiry date").fill("12/39");
  await form.getByLabel("Security code").fill(cvc);
  await form.getByLabel("Name on card").fill("Mei Tan");
}

/** Cookies, local and session storage of every origin, and names of databases and caches. */
async function readStorage(context: BrowserContext): Promise<string> {
  const kept = JSON.stringify(await context.storageState({ indexedDB: true }));
  const frames = context.pages().flatMap((page) => page.frames());
  const sessions = await Promise.all(
    frames.map((frame) => frame.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage })).catch(() => "")),
  );
  return [kept, ...sessions].join("\n");
}
