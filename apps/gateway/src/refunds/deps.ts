import type { Connector } from "../acquirers/index.ts";
import type { Db } from "../db/index.ts";
import type { Clock } from "../kernel/index.ts";
import type { CrashPoint } from "./crash-points.ts";

export type RefundDeps = {
  readonly db: Db;
  readonly clock: Clock;
  readonly connectorNamed: (name: string) => Connector;
  /** Called after a notification was committed, so that it leaves at once. */
  readonly nudgeNotifications: () => void;
  /** Does nothing, but in the crash test, which ends the process there. */
  readonly crashPoint: (name: CrashPoint) => void;
};
