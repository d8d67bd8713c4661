import { randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import { atMost, type Figure, toFigure } from "./figures.ts";
import { seedPostgresPayments, seedSqlitePayments, type SeededPayment } from "./seed-payments.ts";
import { percentile, spreadOf } from "./statistics.ts";
import { type GatewaySubject, newFolder, startPostgresGateway, startSqliteGateway } from "./subjects.ts";

type Options = { readonly count: number; readonly say: (text: string) => void };
type Filled = { readonly subject: GatewaySubject; readonly known: readonly SeededPayment[]; readonly token: string };

const targetMs = 200;
const timesEach = 60;

/** How long the console's list of payments takes to answer when there are many, for every kind of search. */
export async function measureSearch({ count, say }: Options): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const engine of ["SQLite", "PostgreSQL"] as const) {
    say(`storing ${count.toLocaleString("en")} payments on ${engine} …`);
    const filled = await (engine === "SQLite" ? fillSqlite(count) : fillPostgres(count));
    try {
      figures.push(...(await searchEach(engine, filled)));
    } finally {
      await filled.subject.stop();
    }
  }
  return figures;
}

const newSeed = (subject: GatewaySubject, count: number) => ({
  clientId: subject.credentials.clientId,
  count,
  now: Date.now(),
  token: randomBytes(32).toString("base64url"),
});

async function fillSqlite(count: number): Promise<Filled> {
  const dataDir = newFolder();
  const first = await startSqliteGateway(19_280, dataDir);
  await first.halt();
  const seed = newSeed(first, count);
  const known = seedSqlitePayments(dataDir, seed);
  const subject = await startSqliteGateway(19_280, dataDir);
  const stop = async () => {
    await subject.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  return { subject: { ...subject, stop }, known, token: seed.token };
}

async function fillPostgres(count: number): Promise<Filled> {
  const subject = await startPostgresGateway(19_290);
  const seed = newSeed(subject, count);
  return { subject, known: await seedPostgresPayments(subject.databaseUrl, seed), token: seed.token };
}

type Asking = (known: SeededPayment) => string;

const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** Each as the console asks it; what is looked for is another payment each time. */
const searches: Readonly<Record<string, Asking>> = {
  "payment request id": ({ paymentRequestId }) => `q=${paymentRequestId}`,
  "payment session id": ({ paymentSessionId }) => `q=${paymentSessionId}`,
  "payment id": ({ paymentId }) => `q=${paymentId}`,
  "merchant's order id": ({ referenceOrderId }) => `q=${referenceOrderId}`,
  "an id nobody has": ({ paymentId }) => `q=X${paymentId}`,
  "the newest": () => "",
  "a page far back": ({ paymentSessionId }) => `cursor=${paymentSessionId}`,
  "a status": () => "status=FAIL",
  "a rare status": ({ paymentSessionId }) => `status=PENDING&cursor=${paymentSessionId}`,
  "never tried": ({ paymentSessionId }) => `status=OPEN&cursor=${paymentSessionId}`,
  "a method": ({ paymentSessionId }) => `method=GCASH&cursor=${paymentSessionId}`,
  "a day": ({ at }) => `from=${dayOf(at)}&to=${dayOf(at)}`,
  "a day and a status": ({ at }) => `from=${dayOf(at)}&to=${dayOf(at)}&status=CANCELLED`,
  "a rare currency": ({ paymentSessionId }) => `currency=JPY&cursor=${paymentSessionId}`,
  "a currency nobody has": ({ paymentSessionId }) => `currency=USD&cursor=${paymentSessionId}`,
  "all filters": ({ at }) => `status=FAIL&method=DANA&currency=JPY&to=${dayOf(at)}`,
};

async function searchEach(engine: string, { subject, known, token }: Filled): Promise<Figure[]> {
  const base = `http://127.0.0.1:${subject.port}/console/api/v1/accounts/${subject.credentials.clientId}`;
  const askMs = async (path: string): Promise<number> => {
    const startedAt = performance.now();
    const response = await fetch(`${base}${path}`, { headers: { cookie: `opencashier-console=${token}` } });
    await response.arrayBuffer();
    if (!response.ok) throw new Error(`${path} was answered with ${response.status}`);
    return performance.now() - startedAt;
  };
  const slowest: { readonly name: string; readonly p95Ms: number }[] = [];
  const all: number[] = [];
  for (const [name, toQuery] of Object.entries(searches)) {
    const times: number[] = [];
    for (let turn = 0; turn < timesEach; turn++) {
      const one = known[(turn * 37 + 11) % known.length];
      if (one) times.push(await askMs(`/payments?${toQuery(one)}`));
    }
    all.push(...times);
    slowest.push({ name, p95Ms: percentile(times, 0.95) });
  }
  const worst = slowest.toSorted((left, right) => right.p95Ms - left.p95Ms)[0];
  const homeMs = await Promise.all([0].map(() => askMs("/home?days=30")));
  const one = (value: number) => spreadOf([value]);
  return [
    toFigure(`${engine}: search, median, ms`, one(percentile(all, 0.5))),
    toFigure(`${engine}: search, p95, ms`, one(percentile(all, 0.95)), atMost(targetMs, " ms")),
    toFigure(`${engine}: slowest kind (${worst?.name}), p95, ms`, one(worst?.p95Ms ?? 0), atMost(targetMs, " ms")),
    toFigure(`${engine}: home, 30 days of them, ms`, spreadOf(homeMs)),
  ];
}
