import { createFaultPlans } from "../acquirers/index.ts";
import type { Config } from "../config/index.ts";
import {
  type ConsoleApi,
  type ConsoleDeps,
  createConsoleApi,
  createRequestRecorder,
  type RequestRecorder,
} from "../console-api/index.ts";
import type { Db } from "../db/index.ts";
import { systemClock } from "../kernel/index.ts";
import type { WatchedKeys } from "./gateway-keys.ts";
import type { Money } from "./money.ts";

type Parts = Pick<
  ConsoleDeps,
  | "db"
  | "clock"
  | "keyProvider"
  | "directory"
  | "publicUrl"
  | "sandboxClock"
  | "nudgeNotifications"
  | "probe"
  | "readSandboxKey"
> & { readonly config: Config; readonly keys: WatchedKeys; readonly money: Money };

export const composeConsole = ({ config, keys, money, ...shared }: Parts): ConsoleApi =>
  createConsoleApi({
    ...shared,
    wallClock: systemClock,
    mode: config.mode,
    gatewayKeys: () => keys.read().all,
    payments: money.payments,
    refunds: money.refunds,
    faultPlans: createFaultPlans(shared),
  });

export const composeRecorder = (config: Config, db: Db): RequestRecorder =>
  createRequestRecorder({ db, wallClock: systemClock, kept: config.apiLog, keptDays: config.apiLogDays });
