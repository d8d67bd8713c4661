import type { Connector } from "../acquirers/index.ts";
import type { Db } from "../db/index.ts";
import type { Clock } from "../kernel/index.ts";
import type { Merchant } from "../merchants/index.ts";
import type { Session } from "../sessions/index.ts";
import type { CrashPoint } from "./crash-points.ts";

export type PaymentDeps = {
  readonly db: Db;
  readonly clock: Clock;
  /** Undefined: nobody acquires for this merchant. */
  readonly connectorFor: (merchant: Merchant) => Connector | undefined;
  /** The one that an attempt was made with; throws when this gateway has it no longer. */
  readonly connectorNamed: (name: string) => Connector;
  /** Where the payer's browser comes back to from the acquirer's pages. */
  readonly returnUrlOf: (attempt: { readonly clientId: string; readonly attemptId: string }) => string;
  /** The gateway's own page on which a session can be paid. */
  readonly hostedPageUrl: (session: Session) => string;
  /** Called after a notification was committed, so that it leaves at once. */
  readonly nudgeNotifications: () => void;
  readonly log: { readonly warn: (details: object, message: string) => void };
  /** Does nothing, but in the crash test, which ends the process there. */
  readonly crashPoint: (name: CrashPoint) => void;
};
