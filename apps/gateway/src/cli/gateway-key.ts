import { toPublicKeyText } from "@opencashier/protocol";
import type { Config } from "../config/index.ts";
import type { Db } from "../db/index.ts";
import type { Clock } from "../kernel/index.ts";
import { createMasterKeyProvider, ensureGatewayKeys, type GatewayKeyDeps } from "../merchants/index.ts";

/** Throws MasterKeyError. */
export const gatewayKeyDeps = (db: Db, clock: Clock, config: Config): GatewayKeyDeps => ({
  db,
  clock,
  keyProvider: createMasterKeyProvider(config.masterKey),
});

/** Base64 SPKI DER of the key that signs replies now; made first if there is none. */
export async function readGatewayPublicKey(deps: GatewayKeyDeps): Promise<string> {
  const { current } = await ensureGatewayKeys(deps);
  return toPublicKeyText(current.publicKey);
}

/** Where clients call the gateway before it listens: an address that means every interface is none to call. */
export function expectedUrl({ publicUrl, host, port }: Pick<Config, "publicUrl" | "host" | "port">): string {
  const isEverywhere = ["0.0.0.0", "::", "127.0.0.1"].includes(host);
  const name = isEverywhere ? "localhost" : host.includes(":") ? `[${host}]` : host;
  return publicUrl ?? `http://${name}:${port}`;
}
