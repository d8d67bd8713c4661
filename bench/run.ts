/**
 * `npm run bench`: every figure of the README, each beside a peer or a physical limit of the same run.
 *
 *   --quick          two short rounds            --rounds N     5 unless told
 *   --stored N       sessions in the full store; 200,000 unless told (the headline figure is 5,000,000)
 *   --backlog N      notifications that wait after an outage; 100,000 unless told
 *   --only a,b       of: throughput, latency, peers, start, stored, packages, payments, notifications, frame, search,
 *                    console
 *   --searched N     payments that are searched through; 1,000,000 unless told
 *   --keep           puts the figures of such a partial run into latest.json, beside those of the last whole one
 */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type Bar, toChart } from "./src/chart.ts";
import { compareServers } from "./src/compare-servers.ts";
import { atMost, type Figure, toFigure, toLine } from "./src/figures.ts";
import { type KeptFigure, withFiguresOf } from "./src/latest.ts";
import { describeMachine } from "./src/machine.ts";
import { measureConsole } from "./src/measure-console.ts";
import { measureFrame } from "./src/measure-frame.ts";
import { measureNotifications } from "./src/measure-notifications.ts";
import { measureWholePayments } from "./src/measure-payments.ts";
import { measureSearch } from "./src/measure-search.ts";
import { measureStart } from "./src/measure-start.ts";
import { measureStored } from "./src/measure-stored.ts";
import { countRunTimePackages } from "./src/run-time-packages.ts";
import { ratioOf, type Spread, spreadOf } from "./src/statistics.ts";

const checkoutParts = ["payments", "notifications", "frame", "search", "console"];
const allParts = ["throughput", "latency", "peers", "start", "stored", "packages", ...checkoutParts];
const folder = import.meta.dirname;
const say = (text: string): void => console.log(text);

const { values: flags } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    rounds: { type: "string" },
    stored: { type: "string", default: "200000" },
    backlog: { type: "string" },
    searched: { type: "string" },
    only: { type: "string", default: allParts.join(",") },
    keep: { type: "boolean", default: false },
  },
});
const parts = parseParts(flags.only);
const rounds = parseCount("--rounds", flags.rounds ?? (flags.quick ? "2" : "5"));
const stored = parseCount("--stored", flags.stored);
const backlog = parseCount("--backlog", flags.backlog ?? (flags.quick ? "5000" : "100000"));
const searched = parseCount("--searched", flags.searched ?? (flags.quick ? "50000" : "1000000"));
const options = {
  rounds,
  count: flags.quick ? 3_000 : 8_000,
  connections: 64,
  rsaMs: flags.quick ? 1_000 : 3_000,
  withPeers: parts.has("peers"),
  withLatency: parts.has("latency"),
  say,
};

const machine = describeMachine();
say(`${machine.cores} × ${machine.cpu}, Linux ${machine.kernel}, Node ${machine.node}, fdatasync ${machine.syncUs} µs`);
if (machine.opensslCapabilities) say(`OpenSSL without all of this processor: ${machine.opensslCapabilities}`);
say(`${rounds} rounds of ${options.count.toLocaleString("en")} requests on ${options.connections} connections`);
installPeers();

const comparison =
  parts.has("throughput") || parts.has("latency") || parts.has("peers") ? await compareServers(options) : undefined;
const figures = [
  ...(comparison?.figures ?? []),
  ...(parts.has("start") ? await measureStarts() : []),
  ...(parts.has("stored") ? await measureFullStores() : []),
  ...(parts.has("packages") ? countPackages() : []),
  ...(parts.has("payments") ? await measureWholePayments({ rounds, seconds: flags.quick ? 3 : 8, say }) : []),
  ...(parts.has("notifications") ? await measureNotifications({ rsaMs: options.rsaMs, backlog, say }) : []),
  ...(parts.has("search") ? await measureSearch({ count: searched, say }) : []),
  ...(parts.has("console") ? await measureConsole({ rounds: Math.max(rounds, 3), say }) : []),
  ...(parts.has("frame") ? await measureFrame({ rounds: Math.max(rounds, 3), say }) : []),
];
report(figures, comparison?.bars ?? []);

function parseParts(text: string): ReadonlySet<string> {
  const wanted = text.split(",");
  const unknown = wanted.find((part) => !allParts.includes(part));
  if (unknown !== undefined) stopWith(`--only ${unknown}: there is ${allParts.join(", ")}`);
  return new Set(wanted);
}

function parseCount(flag: string, text: string): number {
  const count = Number(text.replaceAll(/[_,]/g, ""));
  if (!Number.isSafeInteger(count) || count < 1) stopWith(`${flag} ${text}: a whole number of at least 1 is needed`);
  return count;
}

function stopWith(complaint: string): never {
  console.error(complaint);
  process.exit(2);
}

function installPeers(): void {
  if (!options.withPeers || existsSync(join(folder, "node_modules"))) return;
  say("Installing the peers that only the benchmark needs (Prism, Mockoon) …");
  execFileSync("npm", ["ci", "--no-fund", "--no-audit", "--loglevel=error"], { cwd: folder, stdio: "inherit" });
}

async function measureStarts(): Promise<Figure[]> {
  say("starting and stopping …");
  const { firstMs, laterMs, idle } = await measureStart(19_170, rounds);
  return [
    toFigure("first start to first signed answer, ms", spreadOf(firstMs), atMost(3_000, " ms")),
    toFigure("later starts to first signed answer, ms", spreadOf(laterMs), atMost(1_000, " ms")),
    toFigure("memory idle, embedded: resident, MB", one(idle.residentMb), atMost(110, " MB")),
    toFigure("memory idle, embedded: proportional, MB", one(idle.proportionalMb)),
  ];
}

async function measureFullStores(): Promise<Figure[]> {
  const sessions = `${stored.toLocaleString("en")} sessions`;
  const found: Figure[] = [];
  for (const engine of ["SQLite", "PostgreSQL"] as const) {
    say(`storing ${sessions} on ${engine} …`);
    const { empty, full } = await measureStored(engine, { ...options, stored });
    found.push(toFigure(`${engine}: CPU a request with ${sessions} ÷ with none`, ratioOf(full, empty), atMost(1.1)));
  }
  return found;
}

function countPackages(): Figure[] {
  const { count, withScripts } = countRunTimePackages();
  return [
    toFigure("packages at run time", one(count), atMost(80)),
    toFigure(`packages with install scripts (${withScripts.join(", ")})`, one(withScripts.length), atMost(1)),
  ];
}

function one(value: number): Spread {
  return spreadOf([value]);
}

function report(figuresFound: readonly Figure[], bars: readonly Bar[]): void {
  say("");
  for (const figure of figuresFound) say(toLine(figure));
  const { count, connections } = options;
  const measuredAt = new Date().toISOString();
  const record = { measuredAt, machine, rounds, requestsPerRun: count, connections, stored, figures: figuresFound };
  const text = `${JSON.stringify(record, null, 2)}\n`;
  mkdirSync(join(folder, "results"), { recursive: true });
  writeFileSync(join(folder, "results", `${measuredAt.replaceAll(":", "-")}.json`), text);
  // Only a whole run on the whole processor may replace the figures that the documents show, or a part of it on request.
  if (flags.quick || machine.opensslCapabilities) return;
  const latestPath = join(folder, "latest.json");
  if (parts.size < allParts.length) {
    if (flags.keep) keepPartial(latestPath, record);
    return;
  }
  writeFileSync(latestPath, text);
  writeFileSync(join(folder, "latest.svg"), toChart(`Requests a second, ${machine.cores} cores, load included`, bars));
}

function keepPartial(path: string, record: { readonly measuredAt: string; readonly figures: readonly Figure[] }): void {
  const latest = JSON.parse(readFileSync(path, "utf8")) as { readonly figures: readonly KeptFigure[] };
  writeFileSync(path, `${JSON.stringify(withFiguresOf(latest, record), null, 2)}\n`);
}
