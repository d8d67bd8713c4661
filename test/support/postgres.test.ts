import { Client } from "pg";
import { expect, test } from "vitest";
import { startPostgres } from "./postgres.ts";

async function ask(url: string, text: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

// A server of someone else's is never killed.
test.skipIf(process.env["TEST_DATABASE_URL"])(
  "a durable server that is killed comes back on the same port with what was committed",
  { timeout: 60_000 },
  async () => {
    const postgres = await startPostgres({ isDurable: true });
    const url = await postgres.createDatabase();
    expect(await ask(url, "show fsync")).toEqual([{ fsync: "on" }]);
    await ask(url, "create table notes (text text); insert into notes values ('kept')");
    await postgres.kill();
    await expect(ask(url, "select 1")).rejects.toThrow("ECONNREFUSED");
    await postgres.restart();
    expect(await ask(url, "select text from notes")).toEqual([{ text: "kept" }]);
    await postgres.stop();
  },
);
