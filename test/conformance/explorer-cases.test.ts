import { readFileSync } from "node:fs";
import { join } from "node:path";
import { operations } from "@opencashier/protocol";
import type { ConsoleStep } from "@opencashier/protocol/console";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { toRunnable, withFreshIds } from "../../apps/console/src/explorer/cases.ts";
import { fillIn, runSteps } from "../../apps/console/src/explorer/run-case.ts";
import { signRequest } from "../../apps/console/src/explorer/signing.ts";
import { casesOf } from "../../apps/gateway/src/console-api/explorer-cases.ts";
import {
  createHome,
  type GatewayHome,
  type GatewayProcess,
  removeHome,
  startGatewayProcess,
} from "../support/gateway-process.ts";

/*
 * Every case that the API explorer offers, sent to the gateway that `npm start` starts, signed as the explorer signs: the answer is
 * the one that the case names.
 */
let home: GatewayHome;
let gateway: GatewayProcess;
let merchant: { readonly clientId: string; readonly keyVersion: number; readonly merchantPrivateKey: string };

beforeAll(async () => {
  home = createHome();
  gateway = await startGatewayProcess(home);
  merchant = JSON.parse(readFileSync(join(home.dataDir, "sandbox-merchant.json"), "utf8")) as typeof merchant;
});

afterAll(async () => {
  await gateway?.stop();
  removeHome(home);
});

async function exchange({ path }: Pick<ConsoleStep, "path">, body: string): Promise<string> {
  const { clientId, keyVersion, merchantPrivateKey: privateKey } = merchant;
  const { headers } = await signRequest({ path, clientId, keyVersion, privateKey, body });
  const reply = await fetch(`http://127.0.0.1:${gateway.port}${path}`, { method: "POST", headers, body });
  return reply.text();
}

const cases = casesOf("/ams/sandbox/api");

test("every operation has a case that succeeds and one that does not", () => {
  for (const operation of Object.keys(operations)) {
    const codes = cases.filter((one) => one.operation === operation).map(({ resultCode }) => resultCode);
    expect([operation, codes.includes("SUCCESS")]).toEqual([operation, true]);
    expect([operation, codes.some((code) => code !== "SUCCESS")]).toEqual([operation, true]);
  }
});

describe.each([...new Set(cases.map(({ operation }) => operation))])("%s", (operation) => {
  test.each(cases.filter((one) => one.operation === operation))("$name: $resultCode", async (one) => {
    const { known } = await runSteps(one, exchange);
    const body = toRunnable(one.body, "http://localhost/back", Date.now());
    const answer = await exchange(one, fillIn(JSON.stringify(withFreshIds(body)), known));
    const { result } = JSON.parse(answer) as { readonly result: { readonly resultCode: string } };
    expect(result).toMatchObject({ resultCode: one.resultCode });
  });
});
