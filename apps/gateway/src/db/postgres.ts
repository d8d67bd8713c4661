import { createHash } from "node:crypto";
import { type Dialect, PostgresDialect, type PostgresPool, type PostgresPoolClient } from "kysely";
import { DatabaseError, Pool, type PoolClient, types } from "pg";

/** As much of the log as a pool needs. */
export type PoolLog = { readonly warn: (details: object, message: string) => void };

const connectTimeoutMs = 5_000;

/** The production store. Nothing is set on `pg` itself: other users of the library in the process keep their parsers. */
export function postgresDialect(url: string, poolSizeMax: number, log: PoolLog | undefined): Dialect {
  return new PostgresDialect({
    pool: async () => {
      const pool = new Pool({
        connectionString: url,
        max: poolSizeMax,
        connectionTimeoutMillis: connectTimeoutMs,
        application_name: "opencashier",
        keepAlive: true,
        types: { getTypeParser },
      });
      // Unheard, the end of a connection would end the process. The pool listens to the idle ones only, so each gets a
      // listener of its own; whoever uses the connection learns of its end by the statement that fails.
      pool.on("connect", (client) => client.on("error", () => undefined));
      pool.on("error", (error) => log?.warn({ reason: error.message }, "an idle database connection broke"));
      return toNamingPool(pool);
    },
  });
}

const toText = (text: string): string => text;

/** Source: PostgreSQL catalog pg_type, built-in oids. 20 int8, 21 int2, 23 int4, 114 json, 3802 jsonb. */
const parsers: ReadonlyMap<number, (text: string) => unknown> = new Map<number, (text: string) => unknown>([
  [20, BigInt],
  [21, BigInt],
  [23, BigInt],
  [114, toText],
  [3802, toText],
]);

type Oid = Parameters<typeof types.getTypeParser>[0];

const getTypeParser: typeof types.getTypeParser = (oid: Oid, format?: "text" | "binary") =>
  (format === "binary" ? undefined : parsers.get(oid)) ?? types.getTypeParser(oid, format);

function toNamingPool(pool: Pool): PostgresPool {
  // Kysely recognises a connection by the client's identity, so each client keeps one wrapper for life.
  const wrappers = new WeakMap<PoolClient, PostgresPoolClient>();
  return {
    options: pool.options,
    end: () => pool.end(),
    async connect() {
      const client = await pool.connect();
      let wrapper = wrappers.get(client);
      if (!wrapper) {
        wrapper = toNamingClient(client);
        wrappers.set(client, wrapper);
      }
      return wrapper;
    },
  };
}

/**
 * Sends every statement with values under a name, so PostgreSQL parses and plans it once per connection: on the request
 * path that is most of a small statement's cost. Safe through columns that later migrations add, because every statement
 * names its columns.
 */
function toNamingClient(client: PoolClient): PostgresPoolClient {
  const query = async (text: string, values: readonly unknown[]): Promise<unknown> => {
    const name = values.length > 0 ? statementName(text) : undefined;
    try {
      return await client.query({ text, values: [...values], ...(name && { name }) });
    } catch (error) {
      throw withoutRowContents(error);
    }
  };
  return { query: query as PostgresPoolClient["query"], release: (destroy) => client.release(destroy) };
}

const namesMax = 1_000;
const names = new Map<string, string>();

/**
 * The name is a hash of the text, so it means the same on a connection that a proxy shares among replicas. Texts beyond
 * the bound go unnamed: a server keeps every named statement until its connection ends.
 */
function statementName(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size === namesMax) return known;
  const name = `oc_${createHash("sha256").update(text).digest("base64url").slice(0, 22)}`;
  names.set(text, name);
  return name;
}

/** `detail` and `where` quote whole rows, which must reach no log; the message names the constraint, which is enough. */
function withoutRowContents(error: unknown): unknown {
  if (error instanceof DatabaseError) {
    error.detail = undefined;
    error.where = undefined;
  }
  return error;
}
