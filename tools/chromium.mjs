// The browser the tests run in: found where it is, installed where it is not.
// Plain JavaScript for Node 18 and newer, without a dependency: tools/install.mjs uses it before packages are there.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

const usualPaths = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/**
 * Where Chromium is, or undefined. CHROMIUM_PATH counts first, then the usual places, then what Playwright installed.
 * @param {string} root the repository
 * @returns {string | undefined}
 */
export function findChromium(root) {
  const named = process.env["CHROMIUM_PATH"];
  if (named !== undefined && named !== "") return existsSync(named) ? named : undefined;
  return usualPaths.find((path) => existsSync(path)) ?? findPlaywrights(root);
}

/** Playwright knows where it puts its browsers; asked in a process of its own, because it may not be installed yet. */
function findPlaywrights(root) {
  const script = "console.log(require('playwright-core').chromium.executablePath())";
  const asked = spawnSync(process.execPath, ["-e", script], { cwd: root, encoding: "utf8" });
  const path = asked.status === 0 ? asked.stdout.trim() : "";
  return path !== "" && existsSync(path) ? path : undefined;
}

/**
 * Makes sure there is a Chromium: Debian's package where this user may install one, else Playwright's download.
 * @param {string} root
 * @throws {Error} when neither works, saying what to do
 */
export function installChromium(root) {
  if (findChromium(root) !== undefined) return;
  console.log("Installing Chromium for the browser tests. This takes a minute, once.");
  if (isRoot() && existsSync("/usr/bin/apt-get")) {
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    const run = (...args) => spawnSync("apt-get", ["-qq", ...args], { stdio: ["ignore", "ignore", "inherit"], env });
    run("update");
    run("install", "--yes", "--no-install-recommends", "chromium", "fonts-noto-core", "fonts-noto-cjk");
  }
  if (findChromium(root) !== undefined) return;
  const cli = join(root, "node_modules", "playwright-core", "cli.js");
  spawnSync(process.execPath, [cli, "install", "chromium"], { cwd: root, stdio: "inherit" });
  if (findChromium(root) !== undefined) return;
  throw new Error(
    "There is no Chromium and none could be installed. Install one (Debian: apt-get install chromium) or set CHROMIUM_PATH.",
  );
}

const isRoot = () => process.getuid?.() === 0;
