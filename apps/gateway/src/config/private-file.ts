import { randomBytes } from "node:crypto";
import { linkSync, mkdirSync, renameSync, unlinkSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

const fileMode = 0o600;
const folderMode = 0o700;

/** Makes the folder, and those above it, readable by its owner alone; leaves one that is there as it is. */
export const makePrivateFolder = (path: string): void => {
  mkdirSync(path, { recursive: true, mode: folderMode });
};

/** Writes the file whole or not at all, mode 0600, on disk before it appears under its name. Replaces an older one. */
export function replacePrivateFile(path: string, text: string): void {
  const draft = writeDraft(path, text);
  renameSync(draft, path);
}

/** The same, but false and nothing written when the file is there already. Of two at once, one wins. */
export function createPrivateFile(path: string, text: string): boolean {
  const draft = writeDraft(path, text);
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  } finally {
    unlinkSync(draft);
  }
}

function writeDraft(path: string, text: string): string {
  makePrivateFolder(dirname(path));
  const draft = `${path}.${randomBytes(8).toString("hex")}.draft`;
  writeFileSync(draft, text, { mode: fileMode, flag: "wx", flush: true });
  return draft;
}
