import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { migrate } from "./migrate.ts";
import { openDb } from "./open-db.ts";
import { execute, one } from "./query.ts";

const folder = mkdtempSync(join(tmpdir(), "opencashier-test-"));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("the embedded store is closed to other users, durable, and strict about types", async () => {
  const dataDir = join(folder, "made", "on the way");
  const db = await openDb({ url: " ", dataDir });
  await migrate(db);
  const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);
  expect(modeOf(dataDir)).toBe("700");
  for (const name of ["opencashier.sqlite", "opencashier.sqlite-wal", "opencashier.sqlite-shm"]) {
    expect(modeOf(join(dataDir, name))).toBe("600");
  }
  const pragma = await one(db.connection, (row: object) => row)`
    select journal_mode, synchronous, foreign_keys from pragma_journal_mode, pragma_synchronous, pragma_foreign_keys`;
  expect(pragma).toEqual({ journal_mode: "wal", synchronous: 2n, foreign_keys: 1n });
  const wrong = execute(db.connection)`
    insert into gateway_keys (key_version, public_key, private_key_sealed, created_at) values (1, 'p', 's', 'yesterday')`;
  await expect(wrong).rejects.toThrow("cannot store TEXT value");
  await db.close();
});
