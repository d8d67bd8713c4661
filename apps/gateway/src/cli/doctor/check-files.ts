import { accessSync, constants, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { sandboxMerchantFile } from "../credentials-file.ts";
import { tlsFolder } from "../tls.ts";
import { type CheckResult, fail, ok, type Patient, warn } from "./check.ts";

/** Whether the data folder can be used, and whether what is secret in it is readable by its owner alone. */
export function checkFiles({ config }: Patient): readonly CheckResult[] {
  const { dataDir, mode } = config;
  const folderMode = modeOf(dataDir);
  if (folderMode === undefined) {
    return mode === "production"
      ? []
      : [warn("data folder", `${dataDir} is not there yet.`, "Start the gateway once: it makes it.")];
  }
  return [checkFolder(dataDir, folderMode), ...checkSecrets(dataDir)];
}

function checkFolder(dataDir: string, folderMode: number): CheckResult {
  try {
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch {
    return fail(
      "data folder",
      `${dataDir} may not be read and written by this user.`,
      "Give it to the user who runs the gateway.",
    );
  }
  return isClosed(folderMode)
    ? ok("data folder", dataDir)
    : warn("data folder", `${dataDir} is open to other users of this machine.`, `chmod 700 ${dataDir}`);
}

function checkSecrets(dataDir: string): readonly CheckResult[] {
  const open = secretFiles(dataDir).filter((path) => !isClosed(modeOf(path) ?? 0));
  return open.length === 0
    ? [ok("secret files", "readable by their owner alone")]
    : open.map((path) =>
        fail("secret files", `${path} can be read by other users of this machine.`, `chmod 600 ${path}`),
      );
}

const secretFiles = (dataDir: string): readonly string[] =>
  [
    join(dataDir, "master.key"),
    join(dataDir, "opencashier.sqlite"),
    sandboxMerchantFile(dataDir),
    join(tlsFolder(dataDir), "key.pem"),
    join(tlsFolder(dataDir), "ca-key.pem"),
    ...filesIn(join(dataDir, "merchants")),
  ].filter((path) => modeOf(path) !== undefined);

function filesIn(folder: string): readonly string[] {
  return modeOf(folder) === undefined ? [] : readdirSync(folder).map((name) => join(folder, name));
}

const modeOf = (path: string): number | undefined => statSync(path, { throwIfNoEntry: false })?.mode;

const isClosed = (mode: number): boolean => (mode & 0o077) === 0;
