// Writes docs/reference/ from the protocol's own schemas, single pages elsewhere, and the Chinese twins of them all:
// `node tools/generate.ts`. With --check it writes nothing and fails when a page is out of date, missing or left over.
import { join } from "node:path";
import { openApiDocument, referencePages } from "@opencashier/protocol";
import { sandboxDocument } from "../apps/gateway/src/acquirers/index.ts";
import { lifeCyclePage } from "../apps/gateway/src/payments/index.ts";
import { findStaleFiles, findStalePages, updateFolder, updatePages } from "./generated-folder.ts";
import { chinesePages } from "./zh/chinese-pages.ts";

const root = join(import.meta.dirname, "..");
const openApi = openApiDocument({ serverUrl: "http://localhost:8080" });
const reference = new Map([...Object.entries(referencePages()), ["payment-life-cycle.md", lifeCyclePage()] as const]);
const sandbox = new Map([["sandbox.md", sandboxDocument()]]);

const folders = new Map<string, ReadonlyMap<string, string>>([
  ["docs/reference", new Map([...reference, ["openapi.json", `${JSON.stringify(openApi, undefined, 2)}\n`] as const])],
  ["docs/zh/reference", chinesePages(reference, ["objects.md"])],
]);
// Pages that stand among written ones.
const pages = new Map(
  [["docs/integrating", sandbox] as const, ["docs/zh/integrating", chinesePages(sandbox)] as const].flatMap(
    ([folder, files]) => [...files].map(([name, text]) => [`${folder}/${name}`, text] as const),
  ),
);

if (process.argv.includes("--check")) {
  const stale = [...folders].flatMap(([folder, wanted]) =>
    findStaleFiles(join(root, folder), wanted).map((name) => `${folder}/${name}`),
  );
  const all = [...stale, ...findStalePages(root, pages)];
  for (const path of all) console.error(`${path} is not what the code says: run npm run generate`);
  process.exitCode = all.length > 0 ? 1 : 0;
} else {
  for (const [folder, wanted] of folders)
    console.log(`${folder}: ${updateFolder(join(root, folder), wanted)} of ${wanted.size} files changed`);
  console.log(`single pages: ${updatePages(root, pages)} of ${pages.size} changed`);
}
