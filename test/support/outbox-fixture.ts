import { generateKeyPairSync, randomUUID } from "node:crypto";
import type { Db } from "../../apps/gateway/src/db/index.ts";
import { type Clock, movableClock, toInstant } from "../../apps/gateway/src/kernel/index.ts";
import {
  createAddressGuard,
  createDeliverer,
  createSender,
  type Deliverer,
  type DelivererDeps,
  enqueueNotification,
  listNotifications,
  type NewNotification,
  type Notification,
} from "../../apps/gateway/src/notifications/index.ts";

type MovableClock = Clock & { readonly advance: (durationMs: number) => void };

export const outboxStart = toInstant(Date.UTC(2026, 10, 22, 2, 15));
export const gatewayPair = generateKeyPairSync("rsa", { modulusLength: 2048 });
export const gatewayKeyVersion = 3;

/** An outbox with one deliverer over real HTTP. Names end on this machine, so many destinations share one receiver. */
export type OutboxFixture = {
  readonly deliverer: Deliverer;
  readonly clock: MovableClock;
  readonly wallClock: MovableClock;
  readonly clientId: string;
  /** What `observe` was told. */
  readonly observed: Parameters<DelivererDeps["observe"]>[0][];
  readonly warnings: string[];
  readonly enqueue: (url: string | null, changes?: Partial<NewNotification>) => Promise<void>;
  /** Delivers until nothing is due and nothing is under way, but for so many that a receiver holds. */
  readonly drain: (heldCount?: number) => Promise<void>;
  readonly list: () => Promise<readonly Notification[]>;
};

export type OutboxOptions = Partial<Pick<DelivererDeps, "clock" | "wallClock" | "webhookKey" | "stopGraceMs">> & {
  readonly timeoutMs?: number;
  readonly clientId?: string;
  readonly clocks?: Pick<OutboxFixture, "clock" | "wallClock">;
};

export function makeOutbox(db: Db, options: OutboxOptions = {}): OutboxFixture {
  const { clientId = `SANDBOX_${randomUUID()}`, timeoutMs = 10_000 } = options;
  const { clock, wallClock } = options.clocks ?? {
    clock: movableClock(outboxStart),
    wallClock: movableClock(outboxStart),
  };
  const observed: OutboxFixture["observed"] = [];
  const warnings: string[] = [];
  const guard = createAddressGuard({ allowsPrivate: true, allowed: [], resolve: async () => ["127.0.0.1"] });
  const deliverer = createDeliverer({
    db,
    clock,
    wallClock,
    currentKey: () => ({ keyVersion: gatewayKeyVersion, privateKey: gatewayPair.privateKey }),
    webhookKey: options.webhookKey,
    sender: createSender({ guard, timeoutMs, connectTimeoutMs: timeoutMs, verifiesPrivate: false }),
    observe: (delivered) => void observed.push(delivered),
    log: { warn: (_details, message) => void warnings.push(message) },
    ...(options.stopGraceMs !== undefined && { stopGraceMs: options.stopGraceMs }),
  });
  return {
    deliverer,
    clock,
    wallClock,
    clientId,
    observed,
    warnings,
    enqueue: (url, changes = {}) => {
      const subjectId = randomUUID();
      const body = { notifyType: "PAYMENT_RESULT", paymentId: subjectId, note: "é — 买" };
      return enqueueNotification(db.connection, {
        clientId,
        kind: "notifyPayment",
        paymentId: subjectId,
        subjectId,
        outcome: "SUCCESS",
        url,
        body,
        now: clock.now(),
        ...changes,
      });
    },
    async drain(heldCount = 0) {
      // Twice, because the first may join a claim that began before something became due.
      for (let quietRounds = 0; quietRounds < 2;) {
        const begun = await deliverer.deliverDue();
        quietRounds = begun === 0 && deliverer.underWayCount() <= heldCount ? quietRounds + 1 : 0;
        await new Promise((resolve) => setImmediate(resolve));
      }
    },
    list: async () => (await listNotifications(db.connection, clientId, 1_000)).toReversed(),
  };
}
