import { DatabaseSync } from "node:sqlite";
import { join } from "node:path";
import { Client } from "pg";

export type Backlog = { readonly clientId: string; readonly count: number; readonly url: string; readonly now: number };

const body = JSON.stringify({
  notifyType: "PAYMENT_RESULT",
  result: { resultCode: "SUCCESS", resultStatus: "S", resultMessage: "success" },
  paymentRequestId: "PR-018f9ad2-4c1e-7b3a-9f10-5d3c2b1a0f9e",
  paymentId: "2026112319401080010018812345678901234567890123456789012345678",
  paymentAmount: { currency: "EUR", value: "24900" },
  paymentCreateTime: "2026-11-23T08:00:00Z",
  paymentTime: "2026-11-23T08:00:03Z",
  paymentMethodType: "CARD",
});

const columns = `client_id, notification_id, kind, payment_id, subject_id, outcome, url, destination, body, status, attempt_count,
  due_at, leased_until, created_at`;

/** Notifications of a day on which the merchant's server was away: one try failed, and now all are due. */
export function seedSqliteBacklog(dataDir: string, { clientId, count, url, now }: Backlog): void {
  const database = new DatabaseSync(join(dataDir, "opencashier.sqlite"));
  // The gateway is running and writes now and then.
  database.exec("pragma synchronous = off; pragma busy_timeout = 5000");
  const insert = database.prepare(
    `insert into notifications (${columns})
     values (?, ?, 'notifyPayment', ?, ?, 'SUCCESS', ?, ?, ?, 'WAITING', 1, ?, 0, ?)`,
  );
  database.exec("begin immediate");
  for (let index = 0; index < count; index++) {
    const id = String(index).padStart(34, "0");
    insert.run(
      clientId,
      `NT01${id}`,
      `P${id}`,
      `P${id}`,
      url,
      new URL(url).host,
      body,
      now - 1_000 - (count - index),
      now - 60_000,
    );
  }
  database.exec("commit");
  database.exec("pragma wal_checkpoint(truncate)");
  database.close();
}

/** The same in PostgreSQL, made there. */
export async function seedPostgresBacklog(databaseUrl: string, { clientId, count, url, now }: Backlog): Promise<void> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query(
    `insert into notifications (${columns})
     select $1, 'NT01' || lpad(i::text, 34, '0'), 'notifyPayment', 'P' || i, 'P' || i, 'SUCCESS', $2, $3, $4, 'WAITING', 1,
            $5::bigint - 1000 - $6::int + i, 0, $5::bigint - 60000 from generate_series(1, $6::int) i`,
    [clientId, url, new URL(url).host, body, now, count],
  );
  await client.query("analyze notifications");
  await client.end();
}
