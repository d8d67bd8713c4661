import { execFile } from "node:child_process";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { atLeast, atMost, type Figure, toFigure } from "./figures.ts";
import { type Disturbance, watchDisturbed } from "./machine.ts";
import type { PayLine } from "./pay-load.ts";
import { measureQuietest } from "./quietest.ts";
import { spreadOf } from "./statistics.ts";
import { startPostgresGateway, startSqliteGateway } from "./subjects.ts";

type PaymentsResult = PayLine & Disturbance & { readonly perSecondPerCore: number };

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
      toFigure(
        `${engine}: foreign CPU meanwhile, share`,
        spread((result) => result.foreignShare),
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
    // A notification that never comes would be waited for without end.
    const { stdout } = await run(process.execPath, args, { timeout: (forSeconds + 60) * 1_000 });
    return JSON.parse(stdout) as PayLine;
  };
  try {
    await pay(2); // Code is compiled and connections are made.
    const { value: line, ...disturbance } = await measureQuietest(() => watchDisturbed(() => pay(seconds)));
    return { ...line, ...disturbance, perSecondPerCore: line.perSecond / availableParallelism() };
  } finally {
    await subject.stop();
  }
}
