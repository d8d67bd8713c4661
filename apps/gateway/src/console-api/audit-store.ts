import { createHash } from "node:crypto";
import { execute, many, one, type Tx } from "../db/index.ts";
import { assert, type Instant, toInstant } from "../kernel/index.ts";

export type AuditEntry = {
  readonly sequence: number;
  readonly at: Instant;
  /** Email of whoever did it, or `gateway`. */
  readonly actor: string;
  readonly action: string;
  /** Undefined: about the whole installation. */
  readonly clientId: string | null;
  /** JSON, as hashed. */
  readonly details: string;
  readonly previousHash: string;
  readonly hash: string;
};

export type NewAuditEntry = {
  readonly actor: string;
  readonly action: string;
  readonly clientId: string | null;
  readonly details: Readonly<Record<string, unknown>>;
  readonly now: Instant;
};

type Row = {
  readonly sequence: bigint;
  readonly at: bigint;
  readonly actor: string;
  readonly action: string;
  readonly client_id: string | null;
  readonly details: string;
  readonly previous_hash: string;
  readonly hash: string;
};

const toEntry = (row: Row): AuditEntry => ({
  sequence: Number(row.sequence),
  at: toInstant(Number(row.at)),
  actor: row.actor,
  action: row.action,
  clientId: row.client_id,
  details: row.details,
  previousHash: row.previous_hash,
  hash: row.hash,
});

/** The hash of an entry, over everything in it and the hash of the one before. */
export const hashEntry = (entry: Omit<AuditEntry, "hash">): string =>
  createHash("sha256")
    .update(
      JSON.stringify([
        entry.sequence,
        entry.at,
        entry.actor,
        entry.action,
        entry.clientId,
        entry.details,
        entry.previousHash,
      ]),
    )
    .digest("hex");

/** Appends an entry in the caller's transaction; another one waits until that has ended. */
export async function appendAudit(tx: Tx, { actor, action, clientId, details, now }: NewAuditEntry): Promise<void> {
  const head = await one(tx, (row: Pick<Row, "sequence" | "hash">) => row)`
    update audit_head set sequence = sequence + 1 where id = 1 returning sequence, hash`;
  const entry = {
    sequence: Number(head.sequence),
    at: now,
    actor,
    action,
    clientId,
    details: JSON.stringify(details),
    previousHash: head.hash,
  };
  const hash = hashEntry(entry);
  const changed = await execute(tx)`
    insert into audit_entries (sequence, at, actor, action, client_id, details, previous_hash, hash)
    values (${entry.sequence}, ${entry.at}, ${entry.actor}, ${entry.action}, ${entry.clientId}, ${entry.details},
            ${entry.previousHash}, ${hash})`;
  assert(changed === 1, "an entry is appended once");
  await execute(tx)`update audit_head set hash = ${hash} where id = 1`;
}

/** The newest entry's number and hash. */
export const readAuditHead = (tx: Tx): Promise<{ readonly sequence: number; readonly hash: string }> =>
  one(tx, (row: Pick<Row, "sequence" | "hash">) => ({ sequence: Number(row.sequence), hash: row.hash }))`
    select sequence, hash from audit_head where id = 1`;

/** Entries about one account, newest first, from `before` on downwards. */
export const listAuditOf = (
  tx: Tx,
  clientId: string,
  { before, countMax }: { readonly before: number; readonly countMax: number },
): Promise<AuditEntry[]> =>
  many(tx, toEntry)`
    select sequence, at, actor, action, client_id, details, previous_hash, hash from audit_entries
     where client_id = ${clientId} and sequence < ${before} order by sequence desc limit ${countMax}`;

/** The whole chain from `after` on, oldest first, to check it a piece at a time. */
export const listChain = (tx: Tx, after: number, countMax: number): Promise<AuditEntry[]> =>
  many(tx, toEntry)`
    select sequence, at, actor, action, client_id, details, previous_hash, hash from audit_entries
     where sequence > ${after} order by sequence limit ${countMax}`;
