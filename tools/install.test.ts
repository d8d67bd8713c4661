import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";

type Installer = {
  readonly findReasonToInstall: (root: string, level: "runtime" | "everything") => string | undefined;
};

// By address: the installer is plain JavaScript, so that any Node runs it, and has no types to import.
const address = pathToFileURL(join(import.meta.dirname, "install.mjs")).href;
const { findReasonToInstall } = (await import(address)) as Installer;

const locked = {
  "": { name: "root" },
  "node_modules/node": { version: "24.0.0", integrity: "sha512-n" },
  "node_modules/vitest": { version: "5.0.0", integrity: "sha512-v", dev: true },
  "node_modules/other-system": { version: "1.0.0", integrity: "sha512-o", optional: true },
};
const { "node_modules/vitest": devPackage, ...runtimeOnly } = locked;
const nodeBinary = process.platform === "win32" ? "node.exe" : "node";

let root = "";

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

const writeInstalled = (packages: object): void =>
  write("node_modules/.package-lock.json", JSON.stringify({ packages }));

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "opencashier-install-"));
  write("package-lock.json", JSON.stringify({ packages: locked }));
});

afterEach(() => rmSync(root, { recursive: true }));

test("a fresh clone needs an installation", () => {
  expect(findReasonToInstall(root, "runtime")).toContain("node_modules does not exist");
});

test("without the pinned Node an installation is needed, whatever else is there", () => {
  writeInstalled(locked);
  expect(findReasonToInstall(root, "runtime")).toContain("Node 24");
});

test.each([
  ["what a plain npm install left", locked, undefined, undefined],
  ["a runtime installation", runtimeOnly, undefined, "node_modules/vitest"],
  [
    "another version of a package",
    { ...locked, "node_modules/vitest": { ...devPackage, version: "4.0.0" } },
    undefined,
    "node_modules/vitest",
  ],
  [
    "another content under the same version",
    { ...locked, "node_modules/node": { ...locked["node_modules/node"], integrity: "sha512-x" } },
    "node_modules/node",
    "node_modules/node",
  ],
])("after %s only what is missing makes an installation needed", (_, installed, forRuntime, forEverything) => {
  write(`node_modules/node/bin/${nodeBinary}`, "");
  writeInstalled(installed);
  const placeNamed = (level: "runtime" | "everything") => findReasonToInstall(root, level)?.split(" ")[0];
  expect([placeNamed("runtime"), placeNamed("everything")]).toEqual([forRuntime, forEverything]);
});

test("an installation that was interrupted, so left no record, is done again", () => {
  write(`node_modules/node/bin/${nodeBinary}`, "");
  expect(findReasonToInstall(root, "runtime")).toContain("nothing says");
});
