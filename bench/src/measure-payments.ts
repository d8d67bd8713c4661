import { execFile } from "node:child_process";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { atLeast, atMost, type Figure, toFigure } from "./figures.ts";
import type { PayLine } from "./pay-load.ts";
import { spreadOf } from "./statistics.ts";
import { startPostgresGateway, startSqliteGateway } from "./subjects.ts";

type PaymentsResult = PayLine & { readonly perSecondPerCore: number };

type Options = { readonly rounds: number; readonly seconds: number; readonly say: (text: string) => void };

/** Enough to keep the machine busy, few enough that nobody waits for long. */
const buyers = 16;

export async function measureWholePayments({ rounds, seconds, say }: Options): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const engine of ["SQLite", "PostgreSQL"] as const) {
    say(`paying on ${engine} …`);
    const results: PaymentsResult[] = [];
    for (let round = 0; round < rounds; round++) results.push(await measurePayments(engine, seconds));
    const spread = (pick: (result: PaymentsResult) => number) => spreadOf(results.map(pick));
    figures.push(
      toFigure(
        `${engine}: whole payments/s per core`,
        spread((result) => result.perSecondPerCore),
        atLeast(30),
      ),
      toFigure(
        `${engine}: notification after the commit, p50, ms`,
        spread((result) => result.toldP50Ms),
      ),
      toFigure(
        `${engine}: notification after the commit, p99, ms`,
        spread((result) => result.toldP99Ms),
        atMost(250, " ms"),
      ),
    );
  }
  return figures;
}

const run = promisify(execFile);

/**
 * Whole payments a second, by the cores of the machine: gateway, database, receiver and the shop that makes them all run on
 * it, and all of their work counts.
 */
async function measurePayments(engine: "SQLite" | "PostgreSQL", seconds: number): Promise<PaymentsResult> {
  const port = engine === "SQLite" ? 19_220 : 19_230;
  const subject = await (engine === "SQLite" ? startSqliteGateway(port) : startPostgresGateway(port));
  const program = join(import.meta.dirname, "pay-load.ts");
  const pay = async (forSeconds: number): Promise<PayLine> => {
    const args = [program, port, port + 2, subject.dataDir, buyers, forSeconds].map(String);
    const { stdout } = await run(process.execPath, args);
    return JSON.parse(stdout) as PayLine;
  };
  try {
    await pay(2); // Code is compiled and connections are made.
    const line = await pay(seconds);
    return { ...line, perSecondPerCore: line.perSecond / availableParallelism() };
  } finally {
    await subject.stop();
  }
}
