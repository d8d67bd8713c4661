#!/usr/bin/env node
// Plain JavaScript without imports that an old Node lacks: it has to be able to say that Node is too old.
import { existsSync, mkdirSync } from "node:fs";
import * as nodeModule from "node:module";
import { availableParallelism } from "node:os";
import { join } from "node:path";

const nodeMajorMin = 24;
const args = process.argv.slice(2);

if (Number(process.versions.node.split(".")[0]) < nodeMajorMin) {
  console.error(
    `opencashier needs Node ${nodeMajorMin} or newer, and this is ${process.version}. In a clone, \`npm start\` and ` +
      "`npm run opencashier -- …` bring their own; elsewhere install Node 24 (https://nodejs.org) or use the container.",
  );
  process.exit(2);
}

// Signing is what a gateway's time goes into: as many threads as cores measured best. Read once, at the first use of the pool.
process.env.UV_THREADPOOL_SIZE ||= String(Math.max(2, availableParallelism()));
keepCompiledCode();

const { runCommandLine } = await import("../src/cli/main.ts");
const exitCode = await runCommandLine(args);
process.exitCode = exitCode;
// A stopped gateway may leave idle sockets of its clients behind; nothing waits for them.
if (args[0] === "start") process.exit();

/** Compiled code goes into the data folder, where nobody else can write; without one there is nothing worth keeping. */
function keepCompiledCode() {
  const place = args.indexOf("--data-dir");
  const dataDir = (place >= 0 && args[place + 1]) || process.env.OPENCASHIER_DATA_DIR || "data";
  const mode = process.env.OPENCASHIER_MODE ?? (process.env.DATABASE_URL ? "production" : "embedded");
  try {
    if (args[0] === "start" && mode === "embedded") mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    if (existsSync(dataDir)) nodeModule.enableCompileCache(join(dataDir, "compile-cache"));
  } catch {
    // A cache that cannot be kept only costs time; what is wrong with the folder is told by who needs it.
  }
}
