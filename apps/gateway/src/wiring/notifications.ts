import type { Logger } from "pino";
import type { Config } from "../config/index.ts";
import type { Db } from "../db/index.ts";
import type { Metrics, PipelineDeps } from "../http/index.ts";
import { type Clock, systemClock } from "../kernel/index.ts";
import type { MasterKeyProvider } from "../merchants/index.ts";
import {
  type AddressProbe,
  createAddressGuard,
  createAddressProbe,
  createDeliverer,
  createHostResolver,
  createSender,
  type Deliverer,
  deriveWebhookKey,
} from "../notifications/index.ts";
import type { Traffic } from "./traffic.ts";

type DelivererParts = {
  readonly config: Config;
  readonly log: Logger;
  readonly db: Db;
  readonly clock: Clock;
  readonly masterKey: MasterKeyProvider;
  readonly currentKey: PipelineDeps["currentKey"];
  readonly isBusy: Traffic["isBusy"];
};

const notifyTimeoutMs = 10_000;
const notifyConnectTimeoutMs = 5_000;

type Notifications = { readonly deliverer: Deliverer; readonly probe: AddressProbe };

export function composeNotifications(parts: DelivererParts, observe: Metrics["observeDelivery"]): Notifications {
  const { config, log, masterKey, ...shared } = parts;
  const isEmbedded = config.mode === "embedded";
  const resolve = createHostResolver();
  const sender = createSender({
    guard: createAddressGuard({ allowsPrivate: isEmbedded, allowed: config.notifyAllow, resolve }),
    timeoutMs: notifyTimeoutMs,
    connectTimeoutMs: notifyConnectTimeoutMs,
    // A shop on a developer's machine has a certificate of its own making.
    verifiesPrivate: !isEmbedded,
  });
  const webhookKey = config.standardWebhooks ? deriveWebhookKey(masterKey) : undefined;
  const attempt = { ...shared, wallClock: systemClock, webhookKey, sender };
  return { deliverer: createDeliverer({ ...attempt, observe, log }), probe: createAddressProbe(attempt) };
}
