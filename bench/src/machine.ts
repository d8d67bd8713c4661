import { spawn, type ChildProcess } from "node:child_process";
import { closeSync, fdatasyncSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, writeSync } from "node:fs";
import { availableParallelism, cpus, release, tmpdir } from "node:os";
import { join } from "node:path";
import { spreadOf } from "./statistics.ts";

const tickUs = 10_000; // USER_HZ is 100 on every Linux that Node supports.

type Stat = { readonly parent: number; readonly cpuUs: number };

function readStat(pid: number): Stat | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The command's name may hold blanks and brackets; the numbers begin behind its last bracket.
    const fields = text
      .slice(text.lastIndexOf(")") + 2)
      .split(" ")
      .map(Number);
    const [, parent = 0] = fields;
    const [user = 0, system = 0, childUser = 0, childSystem = 0] = fields.slice(11, 15);
    return { parent, cpuUs: (user + system + childUser + childSystem) * tickUs };
  } catch {
    return undefined; // It ended between the listing and the reading.
  }
}

export const readParent = (pid: number): number => readStat(pid)?.parent ?? 0;

/** CPU time of a process and all its descendants so far, in µs. */
export function readTreeCpuUs(root: number): number {
  const stats = new Map<number, Stat>();
  for (const name of readdirSync("/proc")) {
    const stat = /^\d+$/.test(name) ? readStat(Number(name)) : undefined;
    if (stat) stats.set(Number(name), stat);
  }
  const isBelow = (pid: number): boolean => {
    for (let at = pid; at > 1; at = stats.get(at)?.parent ?? 0) if (at === root) return true;
    return false;
  };
  return [...stats].reduce((sum, [pid, { cpuUs }]) => (isBelow(pid) ? sum + cpuUs : sum), 0);
}

/** All CPU time the machine spent so far and what the hypervisor took, in µs. */
function readMachineCpuUs(): { readonly busyUs: number; readonly stolenUs: number } {
  const [line = ""] = readFileSync("/proc/stat", "utf8").split("\n");
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0, steal = 0] = line
    .trim()
    .split(/\s+/)
    .slice(1)
    .map(Number);
  return { busyUs: (user + nice + system + irq + softirq) * tickUs, stolenUs: steal * tickUs };
}

export type Disturbance = {
  /** Share of the CPU time spent meanwhile that was none of ours: other work disturbs a run. */
  readonly foreignShare: number;
  /** Share of the machine that the hypervisor gave to others meanwhile. */
  readonly stolenShare: number;
};

/** Does the work and tells what else the machine did. All that is ours descends from this process. */
export async function watchDisturbance<T>(work: () => Promise<T>): Promise<readonly [T, Disturbance]> {
  const machineBefore = readMachineCpuUs();
  const oursBefore = readTreeCpuUs(process.pid);
  const value = await work();
  const machineAfter = readMachineCpuUs();
  const busyUs = machineAfter.busyUs - machineBefore.busyUs;
  const stolenUs = machineAfter.stolenUs - machineBefore.stolenUs;
  const foreignUs = Math.max(0, busyUs - (readTreeCpuUs(process.pid) - oursBefore));
  return [value, { foreignShare: foreignUs / busyUs, stolenShare: stolenUs / (busyUs + stolenUs) }];
}

/** The same as one object, as `measureQuietest` takes it. */
export async function watchDisturbed<T>(work: () => Promise<T>): Promise<Disturbance & { readonly value: T }> {
  const [value, disturbance] = await watchDisturbance(work);
  return { ...disturbance, value };
}

export type Memory = {
  /** All pages that are in memory, in MB. */
  readonly residentMb: number;
  /** The same with each shared page divided among those who share it, in MB. */
  readonly proportionalMb: number;
};

/** Memory of one process. Throws when it is gone. */
export function readMemory(pid: number): Memory {
  const text = readFileSync(`/proc/${pid}/smaps_rollup`, "utf8");
  const toMb = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(text)?.[1]) / 1024;
  return { residentMb: toMb("Rss"), proportionalMb: toMb("Pss") };
}

export const describeMachine = () => ({
  cpu: cpus()[0]?.model ?? "unknown",
  cores: availableParallelism(),
  /** AVX-512 IFMA makes an RSA signature about three times as fast. */
  hasIfma: readFileSync("/proc/cpuinfo", "utf8").includes("avx512ifma"),
  /** What OpenSSL, and with it Node, was told not to use. */
  ...(process.env["OPENSSL_ia32cap"] && { opensslCapabilities: process.env["OPENSSL_ia32cap"] }),
  syncUs: Math.round(measureSyncUs()),
  kernel: release(),
  node: process.version,
  openssl: process.versions.openssl,
});

/** The median time of an fdatasync after 8 KiB more, in µs, where the databases of the benchmark lie. */
function measureSyncUs(): number {
  const folder = mkdtempSync(join(tmpdir(), "opencashier-bench-"));
  const file = openSync(join(folder, "sync"), "w");
  const page = Buffer.alloc(8_192, "x");
  const times = Array.from({ length: 100 }, () => {
    writeSync(file, page);
    const startedAt = performance.now();
    fdatasyncSync(file);
    return (performance.now() - startedAt) * 1000;
  });
  closeSync(file);
  rmSync(folder, { recursive: true, force: true });
  return spreadOf(times).median;
}

export type Started = { readonly pid: number; readonly stop: () => Promise<void> };

/** Starts a program quietly; what it says on stderr is kept and shown when it ends by itself. */
export function startProgram(command: string, args: readonly string[], env: Record<string, string> = {}): Started {
  const child = spawn(command, args, { env: { ...process.env, ...env }, stdio: ["ignore", "ignore", "pipe"] });
  // A run that fails leaves no server behind on a port the next one wants.
  const killOnExit = (): void => {
    child.kill("SIGKILL");
  };
  process.once("exit", killOnExit);
  let complaint = "";
  child.stderr?.on("data", (chunk: Buffer) => (complaint = (complaint + chunk.toString()).slice(-2000)));
  let isWanted = true;
  const ended = new Promise<void>((resolve) => {
    child.on("exit", (code) => {
      process.removeListener("exit", killOnExit);
      if (isWanted) console.error(`${command} ${args.join(" ")} ended with ${String(code)}: ${complaint}`);
      resolve();
    });
  });
  return {
    pid: requirePid(child),
    async stop() {
      isWanted = false;
      child.kill("SIGTERM");
      const forced = setTimeout(() => child.kill("SIGKILL"), 5_000);
      await ended;
      clearTimeout(forced);
    },
  };
}

function requirePid(child: ChildProcess): number {
  if (child.pid === undefined) throw new Error(`${child.spawnfile} could not be started`);
  return child.pid;
}

export async function waitForHttp(url: string, timeoutMs = 30_000): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    try {
      await (await fetch(url)).arrayBuffer();
      return;
    } catch (error) {
      if (performance.now() > deadline) throw new Error(`${url} did not answer`, { cause: error });
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }
}
