import type { Logger } from "pino";
import { ensureGatewayKeys, type GatewayKeyDeps } from "../merchants/index.ts";

const gatewayKeysStalenessMs = 5_000;

/** The gateway's signing keys, read again every few seconds, so that a rotation reaches every replica by itself. */
export async function watchGatewayKeys(deps: GatewayKeyDeps, log: Logger) {
  let keys = await ensureGatewayKeys(deps);
  const refresh = () =>
    ensureGatewayKeys(deps).then(
      (fresh) => (keys = fresh),
      (error: unknown) => log.warn({ err: error }, "gateway keys could not be read again; the last ones stay in use"),
    );
  const timer = setInterval(() => void refresh(), gatewayKeysStalenessMs).unref();
  return { read: () => keys, stop: () => clearInterval(timer) };
}

export type WatchedKeys = Awaited<ReturnType<typeof watchGatewayKeys>>;
