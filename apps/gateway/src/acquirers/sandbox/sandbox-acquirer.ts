import { randomBytes } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import type { Db } from "../../db/index.ts";
import type { Clock } from "../../kernel/index.ts";
import type { Connector } from "../connector.ts";
import { settleDueOperations } from "./books.ts";
import type { RandomBytes } from "./chance.ts";
import { createFaultPlans, type FaultPlans } from "./fault-plans.ts";
import { withFaults } from "./faulty-connector.ts";
import { createSandboxPages, type SandboxPages } from "./pages.ts";
import { createSandboxCalls } from "./sandbox-calls.ts";

/**
 * The simulator behind sandbox merchants: an acquirer with books of its own, issuers, wallets and banks with their pages, and
 * a line that fails on demand. docs/integrating/sandbox.md says what makes it do what.
 */
export type SandboxAcquirer = {
  readonly connector: Connector;
  readonly pages: SandboxPages;
  readonly faultPlans: FaultPlans;
  /**
   * Settles what the clock has brought and tells of it; inquiries do the same for the one operation they ask for, so a late
   * or lost call only makes the gateway hear later. @returns how many operations changed; call again while it is not 0.
   */
  readonly settleDue: () => Promise<number>;
};

export type SandboxAcquirerDeps = {
  readonly db: Db;
  /** The gateway's clock: late confirmations come when it says so. */
  readonly clock: Clock;
  /** The gateway's own address, where the acquirer's pages are. */
  readonly publicUrl: () => string;
  /** Something happened to the operation that its answer did not tell; losing a call is harmless. */
  readonly onUpdate: (clientId: string, operationId: string) => void;
  /** The system's generator unless told. */
  readonly random?: RandomBytes;
  /** Real time unless told. */
  readonly sleep?: (durationMs: number) => Promise<void>;
};

export function createSandboxAcquirer(deps: SandboxAcquirerDeps): SandboxAcquirer {
  const { db, clock, onUpdate, random = randomBytes, sleep = (durationMs) => setTimeout(durationMs) } = deps;
  const books = { db, clock, random };
  return {
    connector: withFaults(createSandboxCalls({ ...books, publicUrl: deps.publicUrl }), { db, onUpdate, sleep }),
    pages: createSandboxPages({ ...books, onUpdate }),
    faultPlans: createFaultPlans({ db, clock }),
    settleDue: async () => {
      const settled = await settleDueOperations(books);
      for (const { clientId, operationId } of settled) onUpdate(clientId, operationId);
      return settled.length;
    },
  };
}
