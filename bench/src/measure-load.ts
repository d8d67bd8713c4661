import { execFile } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import type { LoadLine } from "./load.ts";
import { type Disturbance, readTreeCpuUs, watchDisturbance } from "./machine.ts";
import { writeRequests } from "./prepare-requests.ts";
import { newFolder, type Subject } from "./subjects.ts";

export type LoadResult = LoadLine &
  Disturbance & {
    /** CPU of the server, database included, µs a request. */
    readonly serverCpuUs: number;
  };

export type LoadOptions = { readonly count: number; readonly connections: number; readonly perSecond?: number };

const run = promisify(execFile);

/** Signs the requests, then lets a process of its own send them. Throws when any reply was not the expected one. */
export async function measureLoad(subject: Subject, options: LoadOptions): Promise<LoadResult> {
  const start = await prepareLoad(subject, options);
  return start();
}

/** The same in two steps, for a load whose beginning matters: once, because each request has an id of its own. */
export async function prepareLoad(subject: Subject, options: LoadOptions): Promise<() => Promise<LoadResult>> {
  const { count, connections, perSecond = 0 } = options;
  const folder = newFolder();
  const file = join(folder, "requests");
  await writeRequests(file, count, subject);
  const program = join(import.meta.dirname, "load.ts");
  const args = [program, file, subject.port, connections, perSecond, subject.expected].map(String);
  return async () => {
    const result = await runLoad(subject, args);
    rmSync(folder, { recursive: true, force: true });
    return result;
  };
}

async function runLoad(subject: Subject, args: readonly string[]): Promise<LoadResult> {
  const readServerCpuUs = () => subject.pids.reduce((sum, pid) => sum + readTreeCpuUs(pid), 0);
  const beforeUs = readServerCpuUs();
  const [{ stdout }, disturbance] = await watchDisturbance(() =>
    run(process.execPath, args).catch((error: { readonly stderr?: string }) => {
      throw new Error(`${subject.name}: ${error.stderr?.trim() ?? "the load did not run"}`, { cause: error });
    }),
  );
  const serverUs = readServerCpuUs() - beforeUs;
  const line = JSON.parse(stdout) as LoadLine;
  return { ...line, ...disturbance, serverCpuUs: serverUs / line.count };
}
