import { type ConsoleDownloadName, consoleDownloads, type ConsoleRequest } from "@opencashier/protocol/console";
import type { ConsoleDeps } from "./deps.ts";
import { appendAudit, listAuditOf } from "./audit-store.ts";
import type { Member } from "./member.ts";
import { streamPayments } from "./payments.ts";
import { toCsvLine, toPaymentCells, paymentColumns } from "./payment-csv.ts";

export type Download = {
  readonly fileName: string;
  readonly contentType: string;
  /** Read as fast as the asker takes it. */
  readonly pieces: AsyncIterable<string>;
};

type Asked = { readonly member: Member; readonly clientId: string; readonly request: unknown };

/** A file for a member who may have it. That it was taken is in the audit log before its first line is written. */
export async function startDownload(deps: ConsoleDeps, name: ConsoleDownloadName, asked: Asked): Promise<Download> {
  const { member, clientId, request } = asked;
  const now = deps.wallClock.now();
  const entry = {
    actor: member.user.email,
    action: `${name}.export`,
    clientId,
    details: { ...(request as object) },
    now,
  };
  await deps.db.transaction((tx) => appendAudit(tx, entry));
  const day = new Date(now).toISOString().slice(0, 10);
  const fileName = `${name}-${clientId}-${day}${extensionOf(name)}`;
  if (name === "audit") {
    return { fileName, contentType: "application/jsonl; charset=utf-8", pieces: writeAudit(deps, clientId) };
  }
  const pieces = writePayments(deps, clientId, request as ConsoleRequest<"listPayments">);
  return { fileName, contentType: "text/csv; charset=utf-8; header=present", pieces };
}

const extensionOf = (name: ConsoleDownloadName): string => /\.[a-z]+$/.exec(consoleDownloads[name].path)?.[0] ?? "";

async function* writePayments(
  deps: ConsoleDeps,
  clientId: string,
  query: ConsoleRequest<"listPayments">,
): AsyncGenerator<string> {
  yield toCsvLine(paymentColumns);
  for await (const rows of streamPayments(deps, clientId, query)) {
    yield rows.map((row) => toCsvLine(toPaymentCells(row))).join("");
  }
}

const auditPieceSize = 1_000;

/** Newest first. Each line can be checked by itself: its hash is over its other members and the hash of the entry before. */
async function* writeAudit({ db }: ConsoleDeps, clientId: string): AsyncGenerator<string> {
  for (let before = Number.MAX_SAFE_INTEGER; ;) {
    // One after the other: each begins where the last one ended. oxlint-disable-next-line no-await-in-loop
    const entries = await listAuditOf(db.connection, clientId, { before, countMax: auditPieceSize });
    yield entries.map((entry) => `${JSON.stringify(entry)}\n`).join("");
    const last = entries.at(-1);
    if (!last || entries.length < auditPieceSize) return;
    before = last.sequence;
  }
}
