import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ConsoleMe } from "@opencashier/protocol/console";
import { pino } from "pino";
import { afterAll, beforeAll } from "vitest";
import { loadConfig } from "../../apps/gateway/src/config/index.ts";
import type { Engine } from "../../apps/gateway/src/db/index.ts";
import { assert, systemClock } from "../../apps/gateway/src/kernel/index.ts";
import { type RunningGateway, startGateway } from "../../apps/gateway/src/main.ts";
import { createMerchant } from "../../apps/gateway/src/merchants/index.ts";
import { createTestStore, type TestStore } from "./engines.ts";

/** A gateway with a console, and browsers that are signed in to it. */
export type ConsoleGateway = RunningGateway & {
  readonly logText: () => string;
  readonly owner: ConsoleBrowser;
  /** A member of one account, invited by the owner. */
  readonly addMember: (clientId: string, role: string) => Promise<ConsoleBrowser & { readonly email: string }>;
  readonly addAccount: (clientId: string) => Promise<void>;
  readonly browser: () => ConsoleBrowser;
  readonly remove: () => Promise<void>;
};

export type ConsoleReply = {
  readonly status: number;
  // A test looks at what it expects to be there.
  readonly body: Record<string, never> & { readonly error?: { readonly code: string; readonly message: string } };
  /** As it came; of a file, all of it. */
  readonly text: string;
  readonly headers: Headers;
};

/** Keeps its cookie as a browser does. */
export type ConsoleBrowser = {
  cookie: string;
  readonly get: (path: string) => Promise<ConsoleReply>;
  readonly post: (path: string, body?: object, headers?: Record<string, string>) => Promise<ConsoleReply>;
};

export const password = "correct horse battery";

/** One over a fresh store, with an account, for the tests of one describe; valid inside tests and hooks. */
export function useConsoleGateway(engine: Engine, clientId: string): () => ConsoleGateway {
  let store: TestStore | undefined;
  let gateway: ConsoleGateway | undefined;
  beforeAll(async () => {
    store = await createTestStore(engine, "empty");
    gateway = await startConsoleGateway(store.url);
    await gateway.addAccount(clientId);
  });
  afterAll(async () => {
    await gateway?.remove();
    await store?.close();
  });
  return () => {
    assert(gateway, "the gateway is asked for inside a test");
    return gateway;
  };
}

export async function startConsoleGateway(databaseUrl?: string): Promise<ConsoleGateway> {
  const dataDir = mkdtempSync(join(tmpdir(), "opencashier-console-"));
  const env = { PORT: "0", OPENCASHIER_DATA_DIR: dataDir, OPENCASHIER_MODE: "embedded" };
  const config = loadConfig({ env: { ...env, ...(databaseUrl !== undefined && { DATABASE_URL: databaseUrl }) } });
  const lines: string[] = [];
  const log = pino({ level: "trace" }, { write: (line: string) => void lines.push(line) });
  const running = await startGateway({ config, log, tls: undefined });
  const browser = () => openBrowser(running.httpUrl);
  const owner = browser();
  const token = await running.gateway.console.newSetupToken();
  await owner.post("/setup", { token, email: "owner@shop.example", name: "Owner", password });
  let memberCount = 0;
  return {
    ...running,
    logText: () => lines.join(""),
    owner,
    browser,
    addAccount: async (clientId) => {
      const deps = { db: running.gateway.db, clock: systemClock };
      await createMerchant(deps, { clientId, displayName: clientId, region: "SG" });
    },
    async addMember(clientId, role) {
      const email = `member${++memberCount}@shop.example`;
      const { body } = await owner.post(`/accounts/${clientId}/members/invite`, { email, role });
      const invitation = String((body as { url?: string }).url).split("#")[1];
      const member = browser();
      await member.post("/invitation", { token: invitation, name: role, password });
      return Object.assign(member, { email });
    },
    async remove() {
      await running.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

function openBrowser(origin: string): ConsoleBrowser {
  const ask = async (path: string, init: RequestInit): Promise<ConsoleReply> => {
    const headers = new Headers(init.headers);
    if (browser.cookie !== "") headers.set("cookie", browser.cookie);
    const response = await fetch(`${origin}/console/api/v1${path}`, { ...init, headers });
    const set = response.headers.get("set-cookie");
    if (set !== null) browser.cookie = set.split(";")[0] ?? "";
    const text = await response.text();
    const isJson = /\bjson\b/.test(response.headers.get("content-type") ?? "");
    return {
      status: response.status,
      body: (isJson ? JSON.parse(text) : {}) as ConsoleReply["body"],
      text,
      headers: response.headers,
    };
  };
  const browser: ConsoleBrowser = {
    cookie: "",
    get: (path) => ask(path, {}),
    post: (path, body = {}, headers = {}) =>
      ask(path, {
        method: "POST",
        headers: { "content-type": "application/json", origin, ...headers },
        body: JSON.stringify(body),
      }),
  };
  return browser;
}

export const meOf = async (browser: ConsoleBrowser): Promise<ConsoleMe> =>
  (await browser.get("/me")).body as unknown as ConsoleMe;
