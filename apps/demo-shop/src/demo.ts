// Starts the gateway and the shop together: `npm run demo`.
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { createClient } from "@opencashier/node-client";
import { createShop } from "./shop.ts";

const command = fileURLToPath(new URL("../../gateway/bin/opencashier.mjs", import.meta.url));
const dataDir = resolve(process.env["OPENCASHIER_DATA_DIR"] ?? "data");
const startMsMax = 30_000;

/** What the gateway hands to a merchant on its first start. */
type Credentials = {
  readonly clientId: string;
  readonly keyVersion: number;
  readonly merchantPrivateKey: string;
  readonly gatewayPublicKey: string;
};

const gatewayPort = await choosePort(Number(process.env["PORT"] ?? 8080));
const shopPort = await choosePort(Number(process.env["SHOP_PORT"] ?? 3000));
const gatewayUrl = `http://localhost:${gatewayPort}`;
const shopUrl = `http://localhost:${shopPort}`;

const gateway = startGateway();
const consoleUrl = readConsoleUrl(gateway);
const credentials = await awaitGateway(gateway);
const { clientId, keyVersion, merchantPrivateKey, gatewayPublicKey } = credentials;
const client = createClient({
  gatewayUrl,
  clientId,
  keyVersion,
  merchantPrivateKey,
  gatewayPublicKeys: gatewayPublicKey,
});
const log = (line: string): void => console.error(`shop: ${line}`);
const shop = createShop({ client, clientId, gatewayUrl, gatewayPublicKey, shopUrl: () => shopUrl, log });
await shop.listen({ port: shopPort, host: "127.0.0.1" });
console.log(`
  Shop      ${shopUrl}
  Gateway   ${gatewayUrl}
  Console   ${await consoleUrl}

Open the shop, go to checkout and choose a test card: the order page shows the notification as it arrives.
Ctrl-C stops both.
`);

for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void stop());
gateway.once("exit", (code) => {
  console.error("The gateway has stopped.");
  process.exit(code ?? 1);
});

async function stop(): Promise<void> {
  gateway.removeAllListeners("exit");
  const ended = new Promise((done) => gateway.once("close", done));
  gateway.kill("SIGTERM");
  await Promise.all([ended, shop.close()]);
  process.exit(0);
}

/** The port wished for, or a free one when it is taken. */
async function choosePort(wanted: number): Promise<number> {
  const found = (await tryPort(wanted)) ?? (await tryPort(0)) ?? wanted;
  if (found !== wanted && wanted !== 0) console.log(`Port ${wanted} is in use; taking ${found}.`);
  return found;
}

function tryPort(port: number): Promise<number | undefined> {
  return new Promise((done) => {
    const probe = createServer()
      .once("error", () => done(undefined))
      .listen(port, "127.0.0.1", () => {
        const address = probe.address();
        probe.close(() => done(typeof address === "object" && address !== null ? address.port : undefined));
      });
  });
}

function startGateway(): ChildProcess {
  const env = {
    ...process.env,
    PORT: String(gatewayPort),
    HTTPS_PORT: process.env["HTTPS_PORT"] ?? "0",
    OPENCASHIER_DATA_DIR: dataDir,
    OPENCASHIER_LOG_LEVEL: process.env["OPENCASHIER_LOG_LEVEL"] ?? "warn",
  };
  // Its own welcome is for merchants with a server of their own; here the shop is that server.
  return spawn(process.execPath, ["--expose-gc", command, "start"], {
    env,
    stdio: ["ignore", "pipe", "inherit"],
  });
}

/** From the one line in which the gateway says that it has started; with a one-time token while nobody owns the console. */
function readConsoleUrl({ stdout }: ChildProcess): Promise<string> {
  return new Promise((done) => {
    let text = "";
    stdout?.setEncoding("utf8").on("data", (chunk: string) => {
      text = (text + chunk).slice(-16_384);
      const url = /"consoleUrl":"([^"]+)"/.exec(text)?.[1];
      if (url !== undefined) done(url);
    });
    stdout?.once("close", () => done("—"));
  });
}

async function awaitGateway(child: ChildProcess): Promise<Credentials> {
  const file = join(dataDir, "sandbox-merchant.json");
  const giveUpAt = performance.now() + startMsMax;
  while (performance.now() < giveUpAt && child.exitCode === null) {
    const isUp = await fetch(`${gatewayUrl}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isUp && existsSync(file)) return JSON.parse(readFileSync(file, "utf8")) as Credentials;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error("The gateway did not start; its own message is above.");
}
