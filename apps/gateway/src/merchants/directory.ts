import type { Db } from "../db/index.ts";
import type { Clock, Instant } from "../kernel/index.ts";
import type { Merchant } from "./merchant.ts";
import { isClientId } from "./merchant-settings.ts";
import { findMerchant } from "./store.ts";

/**
 * Merchants in memory, because every request asks for one. An answer is never older than `stalenessMsMax`:
 *
 *   absent ──find──▶ fresh ──half the staleness──▶ fresh, refreshed beside the next request ──the whole──▶ absent
 *
 * So a suspended merchant or an ended key stops working within the staleness on every replica, and a busy merchant never
 * waits for the store. Unknown client ids are remembered too, shorter and apart, so that a flood of them neither reaches the
 * store every time nor pushes a real merchant out.
 */
export type MerchantDirectory = {
  readonly find: (clientId: string) => Promise<Merchant | undefined>;
  /** What `find` would answer without the store; undefined also when it would have to ask. */
  readonly cached: (clientId: string) => Merchant | undefined;
  /** Forgets the merchant here; other replicas learn of the change by themselves. */
  readonly invalidate: (clientId: string) => void;
};

export type MerchantDirectoryOptions = {
  readonly db: Pick<Db, "connection">;
  /** Real time: a sandbox clock that stands still would make every answer fresh for ever. */
  readonly clock: Clock;
  /** 5 seconds unless told. */
  readonly stalenessMsMax?: number;
  /** Merchants kept, and as many unknown client ids; 10,000 unless told. */
  readonly countMax?: number;
};

const unknownStalenessMsMax = 1_000;

/** `readAt` is when the store was asked, not when it answered: the answer may be as old as that. */
type Entry = { readonly merchant: Merchant; readonly readAt: Instant };

export function createMerchantDirectory(options: MerchantDirectoryOptions): MerchantDirectory {
  const { db, clock, stalenessMsMax = 5_000, countMax = 10_000 } = options;
  const known = new Map<string, Entry>();
  const unknown = new Map<string, Instant>();
  const loads = new Map<string, Promise<Merchant | undefined>>();

  function cached(clientId: string): Merchant | undefined {
    const entry = known.get(clientId);
    if (!entry) return undefined;
    const ageMs = clock.now() - entry.readAt;
    // A real clock may be set back; what then seems to come from the future is of unknown age.
    if (ageMs < 0 || ageMs >= stalenessMsMax) return undefined;
    // A refresh that fails changes nothing: the entry ends in its time, and the request after that meets the error.
    if (ageMs >= stalenessMsMax / 2) load(clientId).catch(() => undefined);
    return entry.merchant;
  }

  async function find(clientId: string): Promise<Merchant | undefined> {
    const merchant = cached(clientId);
    if (merchant || !isClientId(clientId) || isKnownUnknown(clientId)) return merchant;
    return load(clientId);
  }

  function isKnownUnknown(clientId: string): boolean {
    const readAt = unknown.get(clientId);
    if (readAt === undefined) return false;
    const ageMs = clock.now() - readAt;
    return ageMs >= 0 && ageMs < Math.min(unknownStalenessMsMax, stalenessMsMax);
  }

  /** One question per merchant at a time; who asks meanwhile shares its answer. */
  function load(clientId: string): Promise<Merchant | undefined> {
    const running = loads.get(clientId);
    if (running) return running;
    const readAt = clock.now();
    const started: Promise<Merchant | undefined> = findMerchant(db.connection, clientId)
      .then((merchant) => {
        // An invalidation took this load out of the map: its answer may be from before the change.
        if (loads.get(clientId) === started) remember(clientId, merchant, readAt);
        return merchant;
      })
      .finally(() => {
        if (loads.get(clientId) === started) loads.delete(clientId);
      });
    loads.set(clientId, started);
    return started;
  }

  function remember(clientId: string, merchant: Merchant | undefined, readAt: Instant): void {
    known.delete(clientId);
    unknown.delete(clientId);
    if (merchant) setBounded(known, countMax, clientId, { merchant, readAt });
    else setBounded(unknown, countMax, clientId, readAt);
  }

  function invalidate(clientId: string): void {
    known.delete(clientId);
    unknown.delete(clientId);
    loads.delete(clientId);
  }

  return { find, cached, invalidate };
}

/** Drops what was read longest ago. Merchants in use are read again all the time, so they stay. */
function setBounded<Value>(map: Map<string, Value>, countMax: number, key: string, value: Value): void {
  if (map.size >= countMax) {
    for (const oldest of map.keys()) {
      map.delete(oldest);
      break;
    }
  }
  map.set(key, value);
}
