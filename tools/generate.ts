// Writes docs/reference/ from the protocol's own schemas: `node tools/generate.ts`.
// With --check it writes nothing and fails when a page is out of date, missing or left over.
import { join } from "node:path";
import { openApiDocument, referencePages } from "@opencashier/protocol";
import { findStaleFiles, updateFolder } from "./generated-folder.ts";

const folder = join(import.meta.dirname, "..", "docs", "reference");
const openApi = openApiDocument({ serverUrl: "http://localhost:8080" });
const wanted = new Map([
  ...Object.entries(referencePages()),
  ["openapi.json", `${JSON.stringify(openApi, undefined, 2)}\n`] as const,
]);

if (process.argv.includes("--check")) {
  const stale = findStaleFiles(folder, wanted);
  for (const name of stale) console.error(`docs/reference/${name} is not what the code says: run npm run generate`);
  process.exitCode = stale.length > 0 ? 1 : 0;
} else {
  console.log(`docs/reference: ${updateFolder(folder, wanted)} of ${wanted.size} files changed`);
}
