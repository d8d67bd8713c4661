import type { PayerEnvironment } from "../acquirers/index.ts";
import type { Db } from "../db/index.ts";
import type { Clock } from "../kernel/index.ts";
import type { Merchant } from "../merchants/index.ts";
import type { Payments } from "../payments/index.ts";
import type { SessionDataSealer } from "../sessions/index.ts";
import type { DeclineLimit } from "./decline-limit.ts";
import type { CheckoutLinks } from "./links.ts";

export type CheckoutApiDeps = {
  readonly db: Db;
  readonly clock: Clock;
  readonly sessionData: SessionDataSealer;
  readonly findMerchant: (clientId: string) => Promise<Merchant | undefined>;
  readonly payments: Pick<Payments, "settle" | "submit" | "view">;
  readonly links: CheckoutLinks;
  readonly publicUrl: () => string;
  /** For the limits, which go by real time; the process's own unless told. */
  readonly monotonicMs?: () => number;
};

/** What the operations share beside the dependencies. */
export type CheckoutContext = CheckoutApiDeps & {
  readonly declines: DeclineLimit;
  /** Whether the acquirer may be asked about this attempt again without a step of the payer's. */
  readonly mayAsk: (attemptId: string) => boolean;
};

/** What HTTP knows of the payer beside the message. */
export type PayerHeaders = Pick<PayerEnvironment, "clientIp" | "userAgent" | "acceptHeader">;
