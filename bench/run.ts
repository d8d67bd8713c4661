/**
 * `npm run bench`: every figure of the README, each beside a peer or a physical limit of the same run.
 *
 *   --quick          two short rounds            --rounds N     5 unless told
 *   --stored N       sessions in the full store; 200,000 unless told (the headline figure is 5,000,000)
 *   --only a,b       of: throughput, latency, peers, start, stored
 */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type Bar, toChart } from "./src/chart.ts";
import { describeMachine } from "./src/machine.ts";
import { type LoadResult, measureLoad } from "./src/measure-load.ts";
import { measureStart, packagesAtRunTime } from "./src/measure-start.ts";
import { measureStored } from "./src/measure-stored.ts";
import { measureRsaRate, type RsaRate } from "./src/rsa-rate.ts";
import { ratioOf, type Spread, spreadOf } from "./src/statistics.ts";
import type { readCredentials } from "./src/subjects.ts";
import {
  startBare,
  startPeer,
  startPostgresGateway,
  startReference,
  startSqliteGateway,
  type Subject,
} from "./src/subjects.ts";

const { values: flags } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    rounds: { type: "string" },
    stored: { type: "string", default: "200000" },
    only: { type: "string", default: "throughput,latency,peers,start,stored" },
  },
});
const parts = new Set(flags.only.split(","));
const rounds = Number(flags.rounds ?? (flags.quick ? 2 : 5));
const count = flags.quick ? 3_000 : 8_000;
const connections = 32;
const folder = import.meta.dirname;

type Row = { readonly figure: string; readonly spread: Spread; readonly target?: string; readonly isMet?: boolean };
const rows: Row[] = [];
const bars: Bar[] = [];
const say = (text: string) => console.log(text);

function add(figure: string, spread: Spread, target?: { text: string; isMet: (median: number) => boolean }): void {
  rows.push({ figure, spread, ...(target && { target: target.text, isMet: target.isMet(spread.median) }) });
}
const atLeast = (bound: number) => ({ text: `≥ ${bound}`, isMet: (median: number) => median >= bound });
const atMost = (bound: number, unit = "") => ({
  text: `≤ ${bound}${unit}`,
  isMet: (median: number) => median <= bound,
});
const one = (value: number): Spread => ({ median: value, min: value, max: value });

if (!existsSync(join(folder, "node_modules"))) {
  say("Installing the peers that only the benchmark needs (Prism, Mockoon) …");
  execFileSync("npm", ["ci", "--no-fund", "--no-audit", "--loglevel=error"], { cwd: folder, stdio: "inherit" });
}
const machine = describeMachine();
say(
  `${machine.cores} × ${machine.cpu}, Linux ${machine.kernel}, Node ${machine.node}, ${rounds} rounds of ${count} requests`,
);

if (parts.has("throughput")) await compareThroughput();
if (parts.has("start")) await reportStart();
if (parts.has("stored")) await reportStored();
report();
process.exit(0);

async function compareThroughput(): Promise<void> {
  const sqlite = await startSqliteGateway(19_100);
  const credentials = sqlite.credentials as ReturnType<typeof readCredentials>;
  const subjects: Subject[] = [
    sqlite,
    await startPostgresGateway(19_110),
    await startBare(19_120, "async", credentials),
    await startBare(19_130, "cluster", credentials),
    await startReference(19_140, credentials),
  ];
  if (parts.has("peers")) {
    subjects.push(await startPeer("prism", 19_150, credentials), await startPeer("mockoon", 19_160, credentials));
  }
  const results = new Map<Subject, LoadResult[]>(subjects.map((subject) => [subject, []]));
  const rsa: RsaRate[] = [];
  for (const subject of subjects) await measureLoad(subject, { count: count / 2, connections });
  for (let round = 0; round < rounds; round++) {
    rsa.push(await measureRsaRate(flags.quick ? 1_000 : 3_000));
    // Another first subject each round, so that nobody always follows the same neighbour.
    const order = [...subjects.slice(round % subjects.length), ...subjects.slice(0, round % subjects.length)];
    for (const subject of order) {
      const result = await measureLoad(subject, { count, connections });
      results.get(subject)?.push(result);
      say(
        `round ${round + 1}  ${subject.name.padEnd(32)} ${Math.round(result.perSecond)}/s  ${Math.round(result.serverCpuUs)} µs`,
      );
    }
  }
  compare(subjects, results, rsa);
  if (parts.has("latency")) await reportLatency(subjects.slice(0, 2), results);
  for (const subject of subjects) await subject.stop();
}

function compare(
  subjects: readonly Subject[],
  results: ReadonlyMap<Subject, LoadResult[]>,
  rsa: readonly RsaRate[],
): void {
  const of = (name: string, pick: (result: LoadResult) => number): number[] => {
    const subject = subjects.find((candidate) => candidate.name.startsWith(name));
    return (subject ? (results.get(subject) ?? []) : []).map(pick);
  };
  const rate = (name: string) => of(name, (result) => result.perSecond);
  const cpu = (name: string) => of(name, (result) => result.serverCpuUs);
  const rsaRate = rsa.map(({ perSecond }) => perSecond);
  const rsaCpu = rsa.map(({ cpuUs }) => cpuUs);
  // The better of the two honest forms, round by round.
  const bare = rate("bare server, thread").map((value, round) =>
    Math.max(value, rate("bare server, a process")[round] ?? 0),
  );
  add("RSA-2048 signatures/s, all cores", spreadOf(rsaRate));
  add("CPU of one signature, µs", spreadOf(rsaCpu));
  add("bare server ÷ RSA rate", ratioOf(bare, rsaRate));
  bars.push({ label: "RSA-2048 signatures", spread: spreadOf(rsaRate), unit: "/s" });
  for (const subject of subjects) {
    const values = rate(subject.name);
    bars.push({ label: subject.name, spread: spreadOf(values), unit: "/s" });
    add(`${subject.name}: requests/s`, spreadOf(values));
    add(`${subject.name}: CPU a request, µs`, spreadOf(cpu(subject.name)));
  }
  add(
    "foreign CPU during the runs, share",
    spreadOf([...results.values()].flat().map(({ foreignShare }) => foreignShare)),
  );
  for (const [engine, cpuBound] of [
    ["SQLite", 1.5],
    ["PostgreSQL", 1.6],
  ] as const) {
    const name = `gateway on ${engine}`;
    const beyond = cpu(name).map((value, round) => value - (rsaCpu[round] ?? 0));
    add(`${name} ÷ bare server`, ratioOf(rate(name), bare), atLeast(0.75));
    add(`${name} ÷ RSA rate`, ratioOf(rate(name), rsaRate));
    add(`${name}: CPU ÷ CPU of one signature`, ratioOf(cpu(name), rsaCpu), atMost(cpuBound));
    add(`${name}: CPU beyond the signature, µs`, spreadOf(beyond));
    if (!parts.has("peers")) continue;
    add(`${name}: CPU beyond the signature ÷ Prism's CPU`, ratioOf(beyond, cpu("Prism")), atMost(0.6));
    add(`${name}: CPU beyond the signature ÷ Mockoon's CPU`, ratioOf(beyond, cpu("Mockoon")), atMost(1));
    add(`${name} ÷ Mockoon, requests/s`, ratioOf(rate(name), rate("Mockoon")), atLeast(1));
  }
  add("gateway on SQLite ÷ bare reference, requests/s", ratioOf(rate("gateway on SQLite"), rate("bare reference")));
}

async function reportLatency(gateways: readonly Subject[], results: ReadonlyMap<Subject, LoadResult[]>): Promise<void> {
  for (const subject of gateways) {
    const full = spreadOf((results.get(subject) ?? []).map(({ perSecond }) => perSecond)).median;
    const perSecond = Math.round(full / 2);
    const runs: LoadResult[] = [];
    for (let round = 0; round < rounds; round++)
      runs.push(await measureLoad(subject, { count: count / 2, connections: 64, perSecond }));
    add(`${subject.name}: p50 at half load (${perSecond}/s), ms`, spreadOf(runs.map(({ p50Ms }) => p50Ms)));
    add(`${subject.name}: p99 at half load, ms`, spreadOf(runs.map(({ p99Ms }) => p99Ms)));
  }
}

async function reportStart(): Promise<void> {
  say("starting and stopping …");
  const { firstMs, laterMs, idleMb } = await measureStart(19_170, rounds);
  add("first start to first signed answer, ms", one(firstMs), atMost(3_000, " ms"));
  add("later starts to first signed answer, ms", spreadOf(laterMs), atMost(1_000, " ms"));
  add("memory idle, embedded, MB", one(idleMb), atMost(110, " MB"));
  const { count: packages, withScripts } = await packagesAtRunTime();
  add("packages at run time", one(packages), atMost(80));
  add(`packages with install scripts (${withScripts.join(", ")})`, one(withScripts.length), atMost(1));
}

async function reportStored(): Promise<void> {
  const stored = Number(flags.stored);
  for (const engine of ["SQLite", "PostgreSQL"] as const) {
    say(`storing ${stored.toLocaleString("en")} sessions on ${engine} …`);
    const { empty, full } = await measureStored(engine, { stored, rounds, count, connections });
    const label = `${engine}: CPU a request with ${stored.toLocaleString("en")} sessions ÷ with none`;
    add(label, ratioOf(full, empty), atMost(1.1));
  }
}

function report(): void {
  const number = (value: number) =>
    value >= 100 ? Math.round(value).toLocaleString("en") : value.toFixed(value >= 10 ? 1 : 2);
  say("");
  for (const { figure, spread, target, isMet } of rows) {
    const range = spread.min === spread.max ? "" : `[${number(spread.min)}–${number(spread.max)}]`;
    const verdict = target === undefined ? "" : `${isMet ? "✓" : "✗"} ${target}`;
    say(`${figure.padEnd(66)} ${number(spread.median).padStart(8)} ${range.padEnd(18)} ${verdict}`);
  }
  const record = { measuredAt: new Date().toISOString(), machine, rounds, requestsPerRun: count, connections, rows };
  mkdirSync(join(folder, "results"), { recursive: true });
  const text = `${JSON.stringify(record, null, 2)}\n`;
  writeFileSync(join(folder, "results", `${record.measuredAt.replaceAll(":", "-")}.json`), text);
  if (bars.length > 0) {
    writeFileSync(join(folder, "latest.json"), text);
    writeFileSync(
      join(folder, "latest.svg"),
      toChart(`Requests a second, ${machine.cores} cores, load included`, bars),
    );
  }
}
