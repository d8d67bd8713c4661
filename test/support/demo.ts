import { readFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { createClient } from "@opencashier/node-client";
import { createShop } from "../../apps/demo-shop/src/shop.ts";
import { createHome, removeHome, startGatewayProcess } from "./gateway-process.ts";

/** The gateway as people start it, and the demonstration shop beside it. */
export type Demo = {
  readonly gatewayUrl: string;
  readonly shopUrl: string;
  /** What the shop has complained about. */
  readonly complaints: readonly string[];
  /** @param advance as the command takes it, e.g. 2h. */
  readonly moveClock: (advance: string) => Promise<void>;
  readonly stop: () => Promise<void>;
};

export async function startDemo(): Promise<Demo> {
  const home = createHome();
  const gateway = await startGatewayProcess(home);
  const gatewayUrl = `http://localhost:${gateway.port}`;
  const file = join(home.dataDir, "sandbox-merchant.json");
  const { clientId, keyVersion, merchantPrivateKey, gatewayPublicKey } = JSON.parse(readFileSync(file, "utf8")) as {
    clientId: string;
    keyVersion: number;
    merchantPrivateKey: string;
    gatewayPublicKey: string;
  };
  const client = createClient({
    gatewayUrl,
    clientId,
    keyVersion,
    merchantPrivateKey,
    gatewayPublicKeys: gatewayPublicKey,
  });
  const complaints: string[] = [];
  let shopUrl = "";
  const log = (line: string): void => void complaints.push(line);
  const shop = createShop({ client, clientId, gatewayUrl, gatewayPublicKey, shopUrl: () => shopUrl, log });
  await shop.listen({ port: 0, host: "127.0.0.1" });
  // Another host name than the gateway's: the frame is another site's, as it is in life.
  shopUrl = `http://127.0.0.1:${(shop.server.address() as AddressInfo).port}`;
  return {
    gatewayUrl,
    shopUrl,
    complaints,
    async moveClock(advance) {
      const headers = { "content-type": "application/json" };
      const response = await fetch(`${gatewayUrl}/sandbox/clock`, {
        method: "POST",
        headers,
        body: JSON.stringify({ advance }),
      });
      if (!response.ok) throw new Error(await response.text());
    },
    async stop() {
      await shop.close();
      await gateway.stop();
      removeHome(home);
    },
  };
}
