// Installs what package-lock.json says, when it is not installed yet: `node tools/install.mjs runtime|everything`.
// Plain JavaScript for Node 18 and newer, without a dependency: it runs before there is anything to import.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { installChromium } from "./chromium.mjs";

const nodeMajor = 24;

/** @typedef {"runtime" | "everything"} Level `everything` adds what the tests and the checks need. */

/**
 * Makes node_modules match the lock for this level. Milliseconds when it already does.
 * @param {string} root the repository
 * @param {Level} level
 * @throws {Error} when npm fails, or the pinned Node does not run afterwards
 */
export function install(root, level) {
  const reason = findReasonToInstall(root, level);
  if (reason !== undefined) {
    console.log(`Installing packages with npm (${level}): ${reason}. This takes a minute, once.`);
    runNpm(root, level);
    checkPinnedNode(root);
  }
  if (level === "everything") installChromium(root);
}

/**
 * Why an installation is needed, in words, or undefined when there is none. npm's own record of what it installed
 * (node_modules/.package-lock.json, written last, so an interrupted run leaves none) is compared with the lock: there
 * is no marker of ours that could go stale, and a plain `npm install` counts too.
 * @param {string} root
 * @param {Level} level
 * @returns {string | undefined}
 */
export function findReasonToInstall(root, level) {
  if (!existsSync(join(root, "node_modules"))) return "node_modules does not exist";
  if (!existsSync(pinnedNodePath(root))) return `Node ${nodeMajor} is not in node_modules`;
  const installed = readJson(join(root, "node_modules", ".package-lock.json"))?.packages;
  if (installed === undefined) return "nothing says what node_modules holds";
  const locked = readJson(join(root, "package-lock.json"))?.packages ?? {};
  const different = Object.keys(locked).find(
    (place) => isWanted(place, locked[place], level) && !isSame(locked[place], installed[place]),
  );
  return different === undefined ? undefined : `${different} is not as package-lock.json has it`;
}

/** An optional package may rightly be missing: most of them are for another operating system. */
function isWanted(place, entry, level) {
  if (place === "" || entry.optional || entry.devOptional) return false;
  return level === "everything" || !entry.dev;
}

const isSame = (entry, found) =>
  found !== undefined && found.version === entry.version && found.integrity === entry.integrity;

const pinnedNodePath = (root) =>
  join(root, "node_modules", "node", "bin", process.platform === "win32" ? "node.exe" : "node");

function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return undefined; // Absent or torn: the caller then treats it as not installed.
  }
}

/**
 * `npm install --no-save` takes every version from the lock and leaves the lock alone, as `npm ci` does; but it also
 * accepts a lock without the optional packages of other operating systems, which npm leaves out when it writes the lock
 * where a registry has not got them, and it keeps what is installed already.
 */
function runNpm(root, level) {
  const quiet = ["--no-audit", "--no-fund", "--loglevel=error"];
  const args = ["install", "--no-save", ...quiet, ...(level === "runtime" ? ["--omit=dev"] : ["--include=dev"])];
  // Under npm, the very npm that started us; by hand, the one on PATH (a .cmd on Windows needs a shell).
  const npmPath = process.env["npm_execpath"];
  const [command, first] = npmPath?.endsWith(".js") ? [process.execPath, [npmPath]] : ["npm", []];
  const ended = spawnSync(command, [...first, ...args], {
    cwd: root,
    stdio: "inherit",
    shell: process.platform === "win32" && command === "npm",
  });
  if (ended.error) throw new Error(`npm could not be started: ${ended.error.message}. Is npm installed and on PATH?`);
  if (ended.status !== 0)
    throw new Error(`npm install failed with exit code ${ended.status}; its own message is above.`);
}

function checkPinnedNode(root) {
  const path = pinnedNodePath(root);
  const ended = spawnSync(path, ["--version"], { encoding: "utf8" });
  const version = ended.stdout?.trim() ?? "";
  if (version.startsWith(`v${nodeMajor}.`)) return;
  const found = version || ended.error?.message || "no answer";
  throw new Error(
    `The pinned Node ${nodeMajor} does not run (${path}: ${found}). It comes from the npm package "node", whose install ` +
      `script must be allowed to run: check ignore-scripts in your npm settings, then delete node_modules and try again.`,
  );
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const level = process.argv[2];
  if (level !== "runtime" && level !== "everything") {
    console.error("usage: node tools/install.mjs runtime|everything");
    process.exit(2);
  }
  try {
    install(dirname(dirname(fileURLToPath(import.meta.url))), level);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}
