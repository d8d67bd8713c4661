import { execFile } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { readMachineCpuUs, readTreeCpuUs } from "./machine.ts";
import { writeRequests } from "./prepare-requests.ts";
import { newFolder, type Subject } from "./subjects.ts";

export type LoadResult = {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** CPU of the server, database included, µs a request. */
  readonly serverCpuUs: number;
  readonly loadCpuUs: number;
  /** Share of the machine's CPU that neither server nor load used: other work disturbs a run. */
  readonly foreignShare: number;
};

export type LoadOptions = { readonly count: number; readonly connections: number; readonly perSecond?: number };

type Line = { count: number; perSecond: number; cpuUs: number; p50Ms: number; p99Ms: number };

const run = promisify(execFile);

/** Signs the requests, then lets a process of its own send them. Throws when any reply was not the expected one. */
export async function measureLoad(subject: Subject, options: LoadOptions): Promise<LoadResult> {
  const { count, connections, perSecond = 0 } = options;
  const folder = newFolder();
  const file = join(folder, "requests");
  await writeRequests(file, count, subject);
  const server = () => subject.pids.reduce((sum, pid) => sum + readTreeCpuUs(pid), 0);
  const before = { server: server(), machine: readMachineCpuUs(), own: process.cpuUsage() };
  const args = [join(import.meta.dirname, "load.ts"), file, subject.port, connections, perSecond, subject.expected];
  const { stdout } = await run(process.execPath, args.map(String));
  const line = JSON.parse(stdout) as Line;
  const serverUs = server() - before.server;
  const machineUs = readMachineCpuUs().busyUs - before.machine.busyUs;
  rmSync(folder, { recursive: true, force: true });
  const foreignUs = Math.max(0, machineUs - serverUs - line.cpuUs * line.count);
  return {
    perSecond: line.perSecond,
    p50Ms: line.p50Ms,
    p99Ms: line.p99Ms,
    serverCpuUs: serverUs / line.count,
    loadCpuUs: line.cpuUs,
    foreignShare: foreignUs / machineUs,
  };
}
