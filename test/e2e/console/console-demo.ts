import type { Page } from "playwright-core";
import { createHome, type GatewayProcess, removeHome, startGatewayProcess } from "../../support/gateway-process.ts";
import { type NotificationReceiver, startReceiver } from "../../support/notification-receiver.ts";

/** A gateway as `npm start` runs it, with the link it has printed, and a shop that acknowledges. */
export type ConsoleDemo = {
  readonly gateway: GatewayProcess;
  readonly url: string;
  /** For the first owner; valid once. */
  readonly setupUrl: string;
  readonly clientId: string;
  readonly receiver: NotificationReceiver;
  readonly stop: () => Promise<void>;
};

export async function startConsoleDemo(): Promise<ConsoleDemo> {
  const home = createHome();
  const [gateway, receiver] = await Promise.all([startGatewayProcess(home), startReceiver()]);
  const started = await readStarted(gateway);
  return {
    gateway,
    url: `http://localhost:${gateway.port}`,
    setupUrl: started.consoleUrl,
    clientId: started.clientId,
    receiver,
    async stop() {
      await gateway.stop();
      await receiver.close();
      removeHome(home);
    },
  };
}

export const owner = { name: "Mei Tan", email: "mei@shop.example", password: "correct horse battery" } as const;

/** Makes the first account by the printed link, and leaves the page at home. */
export async function setUpOwner(page: Page, demo: ConsoleDemo): Promise<void> {
  await page.goto(demo.setupUrl);
  await page.locator('input[name="name"]').fill(owner.name);
  await page.locator('input[name="email"]').fill(owner.email);
  await page.locator('input[name="password"]').fill(owner.password);
  await page.locator('button[type="submit"]').click();
  await page.waitForURL(/\/home$/);
}

/** Signs in on the sign-in page, wherever that leads. */
export async function signIn(page: Page): Promise<void> {
  await page.locator('input[name="email"]').fill(owner.email);
  await page.locator('input[name="password"]').fill(owner.password);
  await page.locator('button[type="submit"]').click();
}

/** The line is written right after the gateway answers. */
async function readStarted(
  gateway: GatewayProcess,
): Promise<{ readonly consoleUrl: string; readonly clientId: string }> {
  for (let tries = 0; tries < 200; tries++) {
    const line = gateway
      .output()
      .split("\n")
      .find((text) => text.includes('"event":"started"'));
    if (line !== undefined) return JSON.parse(line) as { readonly consoleUrl: string; readonly clientId: string };
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error("The gateway did not say that it has started.");
}
