import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { Client } from "pg";
import { hashToken } from "../../apps/gateway/src/console-api/token.ts";
import { newSortableId, toInstant } from "../../apps/gateway/src/kernel/index.ts";
import sample from "./request-body.json" with { type: "json" };

/** A console of one account with a quarter of payments in it, and somebody who is signed in. */
export type PaymentSeed = {
  readonly clientId: string;
  readonly count: number;
  /** UTC ms; the newest payment's time. */
  readonly now: number;
  /** Of the browser that is signed in. */
  readonly token: string;
};

const daysKept = 90;
const dayMs = 86_400_000;
const rowsPerStatement = 2_000;

type Value = string | number | null;

const sessionColumns = [
  "client_id",
  "payment_session_id",
  "payment_request_id",
  "status",
  "payment_currency",
  "payment_minor",
  "request",
  "payment_id",
  "expires_at",
  "expiry_offset_minutes",
  "created_at",
  "reference_order_id",
] as const;

const paymentColumns = [
  "client_id",
  "payment_id",
  "payment_session_id",
  "payment_request_id",
  "status",
  "result_code",
  "result_message",
  "currency",
  "amount_minor",
  "capture_mode",
  "payment_method_type",
  "authorized_minor",
  "captured_minor",
  "time_offset_minutes",
  "created_at",
  "paid_at",
  "cancelled_at",
  "expires_at",
] as const;

export type SeededPayment = {
  readonly paymentSessionId: string;
  readonly paymentRequestId: string;
  readonly referenceOrderId: string;
  readonly paymentId: string;
  readonly at: number;
};

/** What a thousand payments are made of: most succeed by card, and a few of everything else. */
const statuses = spread({ SUCCESS: 820, FAIL: 80, CANCELLED: 15, PENDING: 5, OPEN: 80 });
const methods = spread({ CARD: 700, ALIPAY_CN: 150, GCASH: 100, TNG: 40, DANA: 10 });
const currencies = spread({ SGD: 900, EUR: 99, JPY: 1 });

/** Each name as often as it is told, mixed. */
function spread(shares: Readonly<Record<string, number>>): readonly string[] {
  const names = Object.entries(shares).flatMap(([name, share]) => Array.from({ length: share }, () => name));
  return names.map((_, index) => names[(index * 619) % names.length] ?? "");
}

const pick = (names: readonly string[], index: number, step: number): string =>
  names[(index * step) % names.length] ?? "";

const request = JSON.stringify(sample);

/** @param index 0 is the oldest */
export function toSeeded({ count, now }: PaymentSeed, index: number): SeededPayment {
  const at = Math.floor(now - daysKept * dayMs + (index * daysKept * dayMs) / count);
  const mixed = (Math.imul(index, 2_654_435_761) >>> 0).toString(16).padStart(8, "0");
  return {
    paymentSessionId: newSortableId("PS", toInstant(at)),
    paymentRequestId: `PR-${mixed}-${index}`,
    referenceOrderId: `SO-${mixed}-${index}`,
    paymentId: `2026${mixed}${String(index).padStart(20, "0")}`,
    at,
  };
}

function toRows(seed: PaymentSeed, seeded: SeededPayment, index: number) {
  const { clientId } = seed;
  const { paymentSessionId, paymentRequestId, referenceOrderId, paymentId, at } = seeded;
  const status = pick(statuses, index, 1);
  const currency = pick(currencies, index, 7);
  const expiresAt = at + 3_600_000;
  const isTried = status !== "OPEN";
  const session: Value[] = [clientId, paymentSessionId, paymentRequestId, "OPEN", currency, 4_800, request];
  session.push(isTried ? paymentId : null, expiresAt, 0, at, referenceOrderId);
  if (!isTried) return { session };
  const isPaid = status === "SUCCESS";
  const resultCode = isPaid ? "SUCCESS" : "PROCESS_FAIL";
  const payment: Value[] = [clientId, paymentId, paymentSessionId, paymentRequestId, status, resultCode, "", currency];
  payment.push(4_800, "AUTOMATIC", pick(methods, index, 13), isPaid ? 4_800 : 0, isPaid ? 4_800 : 0, 0, at);
  payment.push(isPaid ? at : null, status === "CANCELLED" ? at : null, expiresAt);
  return { session, payment };
}

const userRow = (seed: PaymentSeed): readonly Value[] => ["US0", "bench@shop.example", "Bench", "none", seed.now];

const intoUsers = "insert into console_users (user_id, email, name, password_hash, created_at) values";
const intoMembers = "insert into console_members (user_id, client_id, role, created_at) values";
const intoSignIns =
  "insert into console_sign_ins (token_hash, user_id, address, user_agent, created_at, last_seen_at) values";

/** Fills the stopped gateway's SQLite file; answers some of what is there. */
export function seedSqlitePayments(dataDir: string, seed: PaymentSeed): readonly SeededPayment[] {
  const database = new DatabaseSync(join(dataDir, "opencashier.sqlite"));
  database.exec("pragma synchronous = off; pragma cache_size = -1000000");
  const insert = (table: string, columns: readonly string[]) =>
    database.prepare(`insert into ${table} (${columns.join(", ")}) values (${columns.map(() => "?").join(", ")})`);
  const session = insert("payment_sessions", sessionColumns);
  const payment = insert("payments", paymentColumns);
  const known = writeAll(seed, (rows) => {
    database.exec("begin immediate");
    for (const row of rows) {
      session.run(...row.session);
      if (row.payment) payment.run(...row.payment);
    }
    database.exec("commit");
  });
  database.prepare(`${intoUsers} (?, ?, ?, ?, ?)`).run(...userRow(seed));
  database.prepare(`${intoMembers} ('US0', '*', 'owner', ?)`).run(seed.now);
  database.prepare(`${intoSignIns} (?, 'US0', '::1', 'bench', ?, ?)`).run(hashToken(seed.token), seed.now, seed.now);
  database.exec("analyze; pragma wal_checkpoint(truncate)");
  database.close();
  return known;
}

/** The same in PostgreSQL. */
export async function seedPostgresPayments(databaseUrl: string, seed: PaymentSeed): Promise<readonly SeededPayment[]> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query("set synchronous_commit = off");
  const pieces: (readonly Rows[])[] = [];
  const known = writeAll(seed, (rows) => void pieces.push(rows));
  for (const rows of pieces) {
    await insertJson(client, "payment_sessions", { columns: sessionColumns, rows: rows.map((row) => row.session) });
    const payments = rows.flatMap((row) => (row.payment ? [row.payment] : []));
    await insertJson(client, "payments", { columns: paymentColumns, rows: payments });
  }
  await client.query(`${intoUsers} ($1, $2, $3, $4, $5)`, [...userRow(seed)]);
  await client.query(`${intoMembers} ('US0', '*', 'owner', $1)`, [seed.now]);
  await client.query(`${intoSignIns} ($1, 'US0', '::1', 'bench', $2, $2)`, [hashToken(seed.token), seed.now]);
  await client.query("vacuum analyze");
  await client.end();
  return known;
}

type Rows = ReturnType<typeof toRows>;
type Insert = { readonly columns: readonly string[]; readonly rows: readonly (readonly Value[])[] };

/** One parameter, however many rows: PostgreSQL takes them from JSON by its own column types. */
async function insertJson(client: Client, table: string, { columns, rows }: Insert): Promise<void> {
  const objects = rows.map((row) => Object.fromEntries(columns.map((name, place) => [name, row[place]])));
  const list = columns.map((name) => (name === "request" ? "(request #>> '{}')::json" : name)).join(", ");
  const text = JSON.stringify(objects);
  await client.query(
    `insert into ${table} (${columns.join(", ")}) select ${list} from json_populate_recordset(null::${table}, $1)`,
    [text],
  );
}

/** Gives all rows away in pieces and keeps a few ids to look for. */
function writeAll(seed: PaymentSeed, write: (rows: readonly Rows[]) => void): readonly SeededPayment[] {
  const known: SeededPayment[] = [];
  const knownEvery = Math.max(1, Math.floor(seed.count / 500));
  for (let start = 0; start < seed.count; start += rowsPerStatement) {
    const rows: Rows[] = [];
    for (let index = start; index < Math.min(seed.count, start + rowsPerStatement); index++) {
      const seeded = toSeeded(seed, index);
      if (index % knownEvery === 0) known.push(seeded);
      rows.push(toRows(seed, seeded, index));
    }
    write(rows);
  }
  return known;
}
