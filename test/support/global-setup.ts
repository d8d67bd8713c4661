import { createServer, type Server } from "node:http";
import { migrate, openDb } from "../../apps/gateway/src/db/index.ts";
import { assert } from "../../apps/gateway/src/kernel/index.ts";
import { newDatabaseName, startPostgres, type TestPostgres } from "./postgres.ts";

declare module "vitest" {
  // oxlint-disable-next-line typescript/consistent-type-definitions -- vitest reads what is merged into its interface.
  interface ProvidedContext {
    /** `POST /empty` and `POST /migrated` answer the url of a fresh database. */
    databasesUrl: string;
  }
}

type Project = { readonly provide: (name: "databasesUrl", value: string) => void };

/**
 * One PostgreSQL for the whole run, started when the first test asks: a run that needs none pays for none. Tests run in
 * processes of their own, so they ask over HTTP.
 */
export async function setup(project: Project): Promise<() => Promise<void>> {
  let postgres: Promise<TestPostgres> | undefined;
  let template: Promise<string> | undefined;
  const startOnce = (): Promise<TestPostgres> => (postgres ??= startPostgres());
  const makeDatabase = async (path: string | undefined): Promise<string> => {
    const server = await startOnce();
    if (path === "/empty") return server.createDatabase();
    assert(path === "/migrated", "a test asks for an empty or a migrated database");
    return server.createDatabase(newDatabaseName(), await (template ??= makeTemplate(server)));
  };
  const broker = createServer((request, response) => {
    // A connection kept open would be found closed by a worker that was busy for longer than it is kept.
    response.setHeader("connection", "close");
    makeDatabase(request.url).then(
      (url) => response.end(url),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  project.provide("databasesUrl", await listen(broker));
  return async () => {
    broker.closeAllConnections();
    broker.close();
    await (await postgres)?.stop();
  };
}

/** A migrated database to copy: 30 ms a copy, however many migrations there are. */
async function makeTemplate(server: TestPostgres): Promise<string> {
  const name = `template_${newDatabaseName()}`;
  const db = await openDb({ url: await server.createDatabase(name), dataDir: "" });
  await migrate(db);
  await db.close();
  return name;
}

function listen(server: Server): Promise<string> {
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      assert(address !== null && typeof address === "object", "a listening socket has an address");
      resolve(`http://127.0.0.1:${address.port}`);
    });
  });
}
