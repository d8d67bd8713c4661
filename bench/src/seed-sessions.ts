import { DatabaseSync } from "node:sqlite";
import { join } from "node:path";
import { Client } from "pg";
import sample from "./request-body.json" with { type: "json" };

const rowsPerStatement = 2_000;

/** Fills the stopped gateway's SQLite file with sessions as the gateway stores them. */
export function seedSqlite(dataDir: string, clientId: string, count: number): void {
  const database = new DatabaseSync(join(dataDir, "opencashier.sqlite"));
  database.exec("pragma synchronous = off; pragma cache_size = -1000000");
  const insert = database.prepare(
    `insert into payment_sessions (client_id, payment_session_id, payment_request_id, status, payment_currency, payment_minor,
       request, reference_order_id, notify_url, expires_at, expiry_offset_minutes, created_at)
     values (?, ?, ?, 'OPEN', 'EUR', 24900, ?, ?, 'https://shop.example.com/hooks', ?, 0, ?)`,
  );
  const request = JSON.stringify(sample);
  for (let start = 0; start < count; start += rowsPerStatement) {
    database.exec("begin immediate");
    for (let index = start; index < Math.min(count, start + rowsPerStatement); index++) {
      const { sessionId, requestId, createdAt } = rowOf(index);
      insert.run(clientId, sessionId, requestId, request, `SO-${index}`, createdAt + 3_600_000, createdAt);
    }
    database.exec("commit");
  }
  database.exec("pragma wal_checkpoint(truncate)");
  database.close();
}

/** The same in PostgreSQL, made there. */
export async function seedPostgres(databaseUrl: string, clientId: string, count: number): Promise<void> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  const { createdAt } = rowOf(0);
  await client.query(
    `insert into payment_sessions (client_id, payment_session_id, payment_request_id, status, payment_currency, payment_minor,
       request, reference_order_id, notify_url, expires_at, expiry_offset_minutes, created_at)
     select $1, 'PS01' || lpad(i::text, 34, '0'), 'PR-' || md5(i::text), 'OPEN', 'EUR', 24900, $2, 'SO-' || i::text,
            'https://shop.example.com/hooks', $3::bigint + 3600000, 0, $3::bigint from generate_series(1, $4::int) i`,
    [clientId, JSON.stringify(sample), createdAt, count],
  );
  await client.query("vacuum analyze payment_sessions");
  await client.query("checkpoint");
  await client.end();
}

/** Session ids in order, as the gateway makes them; request ids in no order, as merchants do. */
function rowOf(index: number) {
  const mixed = (Math.imul(index, 2_654_435_761) >>> 0).toString(16);
  return {
    sessionId: `PS01${String(index).padStart(34, "0")}`,
    requestId: `PR-${mixed.padStart(8, "0")}-${index}`,
    createdAt: Date.UTC(2026, 10, 1),
  };
}
