import { type OperationName, operations, toPublicKeyText } from "@opencashier/protocol";
import type { ConsoleCredentials, ConsoleExplorer } from "@opencashier/protocol/console";
import type { Merchant } from "../merchants/index.ts";
import type { ConsoleDeps } from "./deps.ts";
import { casesOf } from "./explorer-cases.ts";

const isOperationName = (name: string): name is OperationName => Object.hasOwn(operations, name);

/** Every operation's cases, with the path to send them to, and the JSON schema of its request. */
export function readExplorer({ clientId }: Merchant): ConsoleExplorer {
  const names = Object.keys(operations).filter(isOperationName);
  const prefix = clientId.startsWith("SANDBOX_") ? "/ams/sandbox/api" : "/ams/api";
  return {
    cases: casesOf(prefix),
    schemas: Object.fromEntries(names.map((name) => [name, operations[name].requestSchema])),
  };
}

/** What the explorer signs with. The private half is only ever the sandbox merchant's, which this gateway has made itself. */
export function readCredentials(deps: ConsoleDeps, { clientId, keys }: Merchant): ConsoleCredentials {
  const gatewayKey = deps.gatewayKeys().at(-1);
  const gatewayPublicKey = gatewayKey ? toPublicKeyText(gatewayKey.publicKey) : "";
  const own = deps.readSandboxKey(clientId);
  const keyVersion = own?.keyVersion ?? Math.max(1, ...keys.map((key) => key.keyVersion));
  return { clientId, keyVersion, gatewayPublicKey, ...(own && { merchantPrivateKey: own.merchantPrivateKey }) };
}
