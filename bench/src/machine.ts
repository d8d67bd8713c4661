import { spawn, type ChildProcess } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { availableParallelism, cpus, release } from "node:os";

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
export function readMachineCpuUs(): { readonly busyUs: number; readonly stolenUs: number } {
  const [line = ""] = readFileSync("/proc/stat", "utf8").split("\n");
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0, steal = 0] = line
    .trim()
    .split(/\s+/)
    .slice(1)
    .map(Number);
  return { busyUs: (user + nice + system + irq + softirq) * tickUs, stolenUs: steal * tickUs };
}

/** Resident memory of one process in MB. */
export function readResidentMb(pid: number): number {
  const [, kilobytes = "0"] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
  return Number(kilobytes) / 1024;
}

export const describeMachine = () => ({
  cpu: cpus()[0]?.model ?? "unknown",
  cores: availableParallelism(),
  hasIfma: readFileSync("/proc/cpuinfo", "utf8").includes("avx512ifma"),
  kernel: release(),
  node: process.version,
  openssl: process.versions.openssl,
});

export type Started = { readonly pid: number; readonly stop: () => Promise<void> };

/** Starts a program quietly; what it says on stderr is kept and shown when it ends by itself. */
export function startProgram(command: string, args: readonly string[], env: Record<string, string> = {}): Started {
  const child = spawn(command, args, { env: { ...process.env, ...env }, stdio: ["ignore", "ignore", "pipe"] });
  // A run that fails leaves no server behind on a port the next one wants.
  process.once("exit", () => child.kill("SIGKILL"));
  let complaint = "";
  child.stderr?.on("data", (chunk: Buffer) => (complaint = (complaint + chunk.toString()).slice(-2000)));
  let isWanted = true;
  const ended = new Promise<void>((resolve) => {
    child.on("exit", (code) => {
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
