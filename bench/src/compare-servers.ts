import type { Bar } from "./chart.ts";
import { atLeast, atMost, type Figure, toFigure } from "./figures.ts";
import { type LoadResult, measureLoad } from "./measure-load.ts";
import { measureQuietest } from "./quietest.ts";
import { measureOpensslRate, measureRsaRate, type RsaRate } from "./rsa-rate.ts";
import { ratioOf, spreadOf } from "./statistics.ts";
import {
  type ServerKey,
  startBare,
  startPeer,
  startPostgresGateway,
  startReference,
  startSqliteGateway,
  type Subject,
} from "./subjects.ts";

export type CompareOptions = {
  readonly rounds: number;
  /** Requests of one run. */
  readonly count: number;
  readonly connections: number;
  readonly rsaMs: number;
  readonly withPeers: boolean;
  readonly withLatency: boolean;
  readonly say: (text: string) => void;
};

export type Comparison = { readonly figures: readonly Figure[]; readonly bars: readonly Bar[] };

type Runs = { readonly subjects: readonly Subject[]; readonly results: ReadonlyMap<ServerKey, LoadResult[]> };
type Pick = (result: LoadResult) => number;

const gateways = [
  { key: "sqlite", engine: "SQLite", cpuRatioMax: 1.5 },
  { key: "postgres", engine: "PostgreSQL", cpuRatioMax: 1.6 },
] as const;

/** All servers of one machine in one sitting: each is loaded once a round, every other idle beside it. */
export async function compareServers(options: CompareOptions): Promise<Comparison> {
  const subjects = await startSubjects(options.withPeers);
  for (const subject of subjects) await warmUp(subject, options);
  const { results, rsa } = await measureRounds(subjects, options);
  const runs = { subjects, results };
  const openssl = await measureOpensslRate(Math.max(1, Math.round(options.rsaMs / 1000)));
  const figures = [
    ...toLimitFigures(runs, rsa),
    ...(openssl
      ? [
          toFigure(
            `RSA-2048 signatures/s by ${openssl.version.split(" ", 2).join(" ")}, once`,
            spreadOf([openssl.perSecond]),
          ),
        ]
      : []),
    ...toServerFigures(runs),
    ...gateways.flatMap((gateway) => toGatewayFigures(gateway, runs, rsa)),
    ...(options.withLatency ? await measureLatency(runs, options) : []),
  ];
  for (const subject of subjects) await subject.stop();
  const rsaBar = {
    label: "RSA-2048 signatures alone",
    spread: spreadOf(rsa.map(({ perSecond }) => perSecond)),
    unit: "/s",
    isOurs: false,
  };
  const bars = subjects.map(({ key, name }) => ({
    label: key === "prism" || key === "mockoon" ? `${name} (unsigned, stores nothing)` : name,
    spread: spreadOf(rateOf(runs, key)),
    unit: "/s",
    isOurs: gateways.some((gateway) => gateway.key === key),
  }));
  return { figures, bars: [rsaBar, ...bars] };
}

async function startSubjects(withPeers: boolean): Promise<Subject[]> {
  const sqlite = await startSqliteGateway(19_100);
  const { credentials } = sqlite;
  const own = [
    sqlite,
    await startPostgresGateway(19_110),
    await startBare(19_120, "async", credentials),
    await startBare(19_130, "cluster", credentials),
    await startReference(19_140, credentials),
  ];
  if (!withPeers) return own;
  return [...own, await startPeer("prism", 19_150, credentials), await startPeer("mockoon", 19_160, credentials)];
}

const warmUpRunsMax = 10;

/** Loads a server until its CPU a request has stopped falling: a large program is compiled over tens of thousands. */
async function warmUp(subject: Subject, options: CompareOptions): Promise<void> {
  let leastUs = Number.POSITIVE_INFINITY;
  for (let run = 0, runsWithoutGain = 0; run < warmUpRunsMax && runsWithoutGain < 2; run++) {
    const { serverCpuUs } = await measureLoad(subject, options);
    runsWithoutGain = serverCpuUs < leastUs * 0.97 ? 0 : runsWithoutGain + 1;
    leastUs = Math.min(leastUs, serverCpuUs);
  }
  options.say(`warm     ${subject.name.padEnd(34)} ${Math.round(leastUs)} µs`);
}

async function measureRounds(subjects: readonly Subject[], options: CompareOptions) {
  const results = new Map<ServerKey, LoadResult[]>(subjects.map(({ key }) => [key, []]));
  const rsa: RsaRate[] = [];
  for (let round = 0; round < options.rounds; round++) {
    rsa.push(await measureQuietest(() => measureRsaRate(options.rsaMs)));
    // Another first subject each round, so that nobody always follows the same neighbour.
    const first = round % subjects.length;
    for (const subject of [...subjects.slice(first), ...subjects.slice(0, first)]) {
      const result = await measureQuietest(() => measureLoad(subject, options));
      results.get(subject.key)?.push(result);
      const { perSecond, serverCpuUs, foreignShare } = result;
      const figures = `${Math.round(perSecond)}/s  ${Math.round(serverCpuUs)} µs  foreign ${Math.round(foreignShare * 100)} %`;
      options.say(`round ${round + 1}  ${subject.name.padEnd(34)} ${figures}`);
    }
  }
  return { results, rsa };
}

const valuesOf = ({ results }: Runs, key: ServerKey, pick: Pick): number[] => (results.get(key) ?? []).map(pick);
const rateOf = (runs: Runs, key: ServerKey): number[] => valuesOf(runs, key, ({ perSecond }) => perSecond);
const cpuOf = (runs: Runs, key: ServerKey): number[] => valuesOf(runs, key, ({ serverCpuUs }) => serverCpuUs);

/** The better of the two honest forms, round by round. */
function bareRateOf(runs: Runs): number[] {
  const cluster = rateOf(runs, "bare-cluster");
  return rateOf(runs, "bare-async").map((rate, round) => Math.max(rate, cluster[round] ?? 0));
}

function toLimitFigures(runs: Runs, rsa: readonly RsaRate[]): Figure[] {
  const rsaRate = rsa.map(({ perSecond }) => perSecond);
  const all = [...runs.results.values()].flat();
  const watched = [...all, ...rsa];
  return [
    toFigure("RSA-2048 signatures/s, all cores", spreadOf(rsaRate)),
    toFigure("CPU of one signature, µs", spreadOf(rsa.map(({ cpuUs }) => cpuUs))),
    toFigure("bare server ÷ RSA rate", ratioOf(bareRateOf(runs), rsaRate)),
    toFigure("CPU of the load, µs a request", spreadOf(all.map(({ cpuUs }) => cpuUs))),
    toFigure(
      "stolen by the hypervisor during the runs, share",
      spreadOf(watched.map(({ stolenShare }) => stolenShare)),
    ),
    toFigure("foreign CPU during the runs, share", spreadOf(watched.map(({ foreignShare }) => foreignShare))),
  ];
}

const toServerFigures = (runs: Runs): Figure[] =>
  runs.subjects.flatMap(({ key, name }) => [
    toFigure(`${name}: requests/s`, spreadOf(rateOf(runs, key))),
    toFigure(`${name}: CPU a request, µs`, spreadOf(cpuOf(runs, key))),
  ]);

function toGatewayFigures(gateway: (typeof gateways)[number], runs: Runs, rsa: readonly RsaRate[]): Figure[] {
  const { key, engine, cpuRatioMax } = gateway;
  const name = `gateway on ${engine}`;
  const [rate, cpu] = [rateOf(runs, key), cpuOf(runs, key)];
  const signatureUs = rsa.map(({ cpuUs }) => cpuUs);
  const beyondUs = cpu.map((value, round) => value - (signatureUs[round] ?? Number.NaN));
  const own = [
    toFigure(`${name} ÷ bare server, requests/s`, ratioOf(rate, bareRateOf(runs)), atLeast(0.75)),
    toFigure(`${name} ÷ bare reference, requests/s`, ratioOf(rate, rateOf(runs, "reference"))),
    toFigure(
      `${name} ÷ RSA rate`,
      ratioOf(
        rate,
        rsa.map(({ perSecond }) => perSecond),
      ),
    ),
    toFigure(`${name}: CPU ÷ CPU of one signature`, ratioOf(cpu, signatureUs), atMost(cpuRatioMax)),
    toFigure(`${name}: CPU beyond the signature, µs`, spreadOf(beyondUs)),
  ];
  if (!runs.results.has("prism")) return own;
  return [
    ...own,
    toFigure(`${name}: CPU beyond the signature ÷ Prism's CPU`, ratioOf(beyondUs, cpuOf(runs, "prism")), atMost(0.6)),
    toFigure(`${name}: CPU beyond the signature ÷ Mockoon's CPU`, ratioOf(beyondUs, cpuOf(runs, "mockoon")), atMost(1)),
    toFigure(`${name} ÷ Mockoon, requests/s`, ratioOf(rate, rateOf(runs, "mockoon")), atLeast(1)),
  ];
}

/** The open model at half of what each gateway reached, on twice the connections, so that none is waited for. */
async function measureLatency(runs: Runs, options: CompareOptions): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const { key } of gateways) {
    const subject = runs.subjects.find((candidate) => candidate.key === key);
    if (subject === undefined) continue;
    const perSecond = Math.round(spreadOf(rateOf(runs, key)).median / 2);
    const load = { count: options.count / 2, connections: options.connections * 2, perSecond };
    const measured: LoadResult[] = [];
    for (let round = 0; round < options.rounds; round++)
      measured.push(await measureQuietest(() => measureLoad(subject, load)));
    const add = (what: string, pick: Pick) =>
      figures.push(toFigure(`${subject.name}: ${what}, ms`, spreadOf(measured.map(pick))));
    add(`p50 at half load (${perSecond}/s)`, ({ p50Ms }) => p50Ms);
    add("p99 at half load", ({ p99Ms }) => p99Ms);
    add("p99.9 at half load", ({ p999Ms }) => p999Ms);
    add("of which the load sent late (median)", ({ sentLateMs }) => sentLateMs);
  }
  return figures;
}
