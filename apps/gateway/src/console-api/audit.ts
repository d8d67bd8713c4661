import type { Db } from "../db/index.ts";
import { type AuditEntry, hashEntry, listChain, readAuditHead } from "./audit-store.ts";

const pieceSize = 1_000;
const beginning = "0".repeat(64);

/** Whether no entry was changed and none is missing. Reads the whole chain. */
export async function isChainIntact(db: Pick<Db, "connection">): Promise<boolean> {
  let before: Pick<AuditEntry, "sequence" | "hash"> = { sequence: 0, hash: beginning };
  for (;;) {
    const entries = await listChain(db.connection, before.sequence, pieceSize);
    for (const entry of entries) {
      const follows = entry.sequence === before.sequence + 1 && entry.previousHash === before.hash;
      if (!follows || hashEntry(entry) !== entry.hash) return false;
      before = entry;
    }
    if (entries.length < pieceSize) return isHead(before, await readAuditHead(db.connection));
  }
}

const isHead = (last: Pick<AuditEntry, "sequence" | "hash">, head: typeof last): boolean =>
  last.sequence === head.sequence && last.hash === head.hash;
