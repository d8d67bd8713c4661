import { atLeast, atMost, type Figure, toFigure } from "./figures.ts";
import { type DrainResult, type Engine, measureDrain, measureSlowed } from "./measure-backlog.ts";
import { measureQuietest } from "./quietest.ts";
import { measureRsaRate } from "./rsa-rate.ts";
import { ratioOf, spreadOf } from "./statistics.ts";

type Options = { readonly rsaMs: number; readonly backlog: number; readonly say: (text: string) => void };

const sessionsPerSecond = 200;
const drainCountMax = 60_000;
const drainRounds = 3;

/** How fast news is delivered when there is nothing else to do, and what a day's backlog costs everybody else. */
export async function measureNotifications({ rsaMs, backlog, say }: Options): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const engine of ["SQLite", "PostgreSQL"] as const) {
    say(`delivering on ${engine} …`);
    figures.push(...(await measureRate(engine, { rsaMs, count: Math.min(backlog, drainCountMax) })));
    say(`delivering ${backlog.toLocaleString("en")} beside a load on ${engine} …`);
    figures.push(...(await measureOutage(engine, backlog)));
  }
  return figures;
}

/** Each drain beside a signature rate of its own: machines slow down and recover within a minute. */
async function measureRate(
  engine: Engine,
  options: { readonly rsaMs: number; readonly count: number },
): Promise<Figure[]> {
  const { rsaMs, count } = options;
  const drains: DrainResult[] = [];
  const rsa: { readonly perSecond: number; readonly cpuUs: number }[] = [];
  for (let round = 0; round < drainRounds; round++) {
    const before = await measureQuietest(() => measureRsaRate(rsaMs / 2));
    drains.push(await measureQuietest(() => measureDrain(engine, { count, port: 19_240 })));
    const after = await measureQuietest(() => measureRsaRate(rsaMs / 2));
    rsa.push({ perSecond: (before.perSecond + after.perSecond) / 2, cpuUs: (before.cpuUs + after.cpuUs) / 2 });
  }
  const rates = drains.map(({ perSecond }) => perSecond);
  const rsaRates = rsa.map(({ perSecond }) => perSecond);
  const beyondUs = drains.map(({ cpuUs }, round) => cpuUs - (rsa[round]?.cpuUs ?? Number.NaN));
  return [
    toFigure(`${engine}: notifications/s, nothing else to do`, spreadOf(rates)),
    toFigure(`${engine}: notifications/s ÷ RSA rate`, ratioOf(rates, rsaRates), atLeast(0.5)),
    toFigure(`${engine}: CPU a notification beyond the signature, µs`, spreadOf(beyondUs)),
    toFigure(`${engine}: foreign CPU meanwhile, share`, spreadOf(drains.map(({ foreignShare }) => foreignShare))),
  ];
}

async function measureOutage(engine: Engine, backlog: number): Promise<Figure[]> {
  const { seconds, alone, beside } = await measureSlowed(engine, {
    count: backlog,
    port: 19_260,
    perSecond: sessionsPerSecond,
  });
  const one = (value: number) => spreadOf([value]);
  const count = backlog.toLocaleString("en");
  return [
    toFigure(`${engine}: ${count} after an outage, s`, one(seconds), atMost(300, " s")),
    toFigure(`${engine}: sessions/s meanwhile ÷ without`, one(beside.perSecond / alone.perSecond), atLeast(0.8)),
    toFigure(`${engine}: median answer without a backlog, ms`, one(alone.p50Ms)),
    toFigure(`${engine}: median answer meanwhile ÷ without`, one(beside.p50Ms / alone.p50Ms), atMost(1.2)),
    toFigure(`${engine}: p99 answer meanwhile ÷ without`, one(beside.p99Ms / alone.p99Ms)),
    toFigure(`${engine}: foreign CPU without, meanwhile, share`, spreadOf([alone.foreignShare, beside.foreignShare])),
  ];
}
