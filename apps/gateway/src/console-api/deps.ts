import type { FaultPlans } from "../acquirers/index.ts";
import type { SandboxClock } from "../clock/index.ts";
import type { Db } from "../db/index.ts";
import type { Clock } from "../kernel/index.ts";
import type { GatewayKey, KeyProvider, MerchantDirectory } from "../merchants/index.ts";
import type { AddressProbe } from "../notifications/index.ts";
import type { Payments } from "../payments/index.ts";
import type { RefundDeps } from "../refunds/index.ts";

export type ConsoleDeps = {
  readonly db: Db;
  /** What payments go by: the sandbox's may be ahead. */
  readonly clock: Clock;
  /** What people go by: sign-ins, links and codes never follow the sandbox. */
  readonly wallClock: Clock;
  readonly mode: "embedded" | "production";
  readonly keyProvider: KeyProvider;
  readonly directory: MerchantDirectory;
  readonly gatewayKeys: () => readonly GatewayKey[];
  readonly publicUrl: () => string;
  readonly payments: Payments;
  readonly refunds: RefundDeps;
  readonly faultPlans: FaultPlans;
  /** Undefined in production. */
  readonly sandboxClock: SandboxClock | undefined;
  readonly nudgeNotifications: () => void;
  readonly probe: AddressProbe;
  /** The private key the embedded gateway made for its sandbox merchant; undefined when it is not here. */
  readonly readSandboxKey: (
    clientId: string,
  ) => { readonly keyVersion: number; readonly merchantPrivateKey: string } | undefined;
};
