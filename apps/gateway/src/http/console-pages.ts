import type { FastifyInstance } from "fastify";
import { addConsoleApi, type ConsoleApiDeps } from "./console/api-routes.ts";
import { addConsoleFiles, type ConsoleFilesDeps } from "./console/files.ts";
import { addDocs, type DocsDeps } from "./docs/routes.ts";

export type ConsolePagesDeps = Omit<ConsoleApiDeps, "console"> &
  ConsoleFilesDeps &
  DocsDeps & {
    /** Undefined where the console is not served. */
    readonly console: ConsoleApiDeps["console"] | undefined;
  };

/**
 * The merchant console:
 *
 *   any  /console/api/v1/…     what it asks (packages/protocol, console routes)
 *   GET  /console/assets/…     its files, hashes in their names
 *   GET  /console/docs/…       the documentation as text, and /llms.txt
 *   GET  /console, /console/…  its page; the browser finds the way from there
 */
export async function registerConsolePages(app: FastifyInstance, deps: ConsolePagesDeps): Promise<void> {
  if (!deps.console) return;
  await addConsoleApi(app, { ...deps, console: deps.console });
  addConsoleFiles(app, deps);
  addDocs(app, deps);
}
