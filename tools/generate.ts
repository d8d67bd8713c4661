// Writes docs/reference/ from the protocol's own schemas, and single pages elsewhere: `node tools/generate.ts`.
// With --check it writes nothing and fails when a page is out of date, missing or left over.
import { join } from "node:path";
import { openApiDocument, referencePages } from "@opencashier/protocol";
import { sandboxDocument } from "../apps/gateway/src/acquirers/index.ts";
import { lifeCyclePage } from "../apps/gateway/src/payments/index.ts";
import { findStaleFiles, findStalePages, updateFolder, updatePages } from "./generated-folder.ts";

const root = join(import.meta.dirname, "..");
const folder = join(root, "docs", "reference");
const openApi = openApiDocument({ serverUrl: "http://localhost:8080" });
const wanted = new Map([
  ...Object.entries(referencePages()),
  ["openapi.json", `${JSON.stringify(openApi, undefined, 2)}\n`] as const,
  ["payment-life-cycle.md", lifeCyclePage()] as const,
]);
// Pages that stand among written ones.
const pages = new Map([["docs/integrating/sandbox.md", sandboxDocument()]]);

if (process.argv.includes("--check")) {
  const stale = findStaleFiles(folder, wanted);
  for (const name of stale) console.error(`docs/reference/${name} is not what the code says: run npm run generate`);
  const stalePages = findStalePages(root, pages);
  for (const path of stalePages) console.error(`${path} is not what the code says: run npm run generate`);
  process.exitCode = stale.length + stalePages.length > 0 ? 1 : 0;
} else {
  console.log(`docs/reference: ${updateFolder(folder, wanted)} of ${wanted.size} files changed`);
  console.log(`single pages: ${updatePages(root, pages)} of ${pages.size} changed`);
}
