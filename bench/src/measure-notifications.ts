import { atLeast, atMost, type Figure, toFigure } from "./figures.ts";
import { measureDrain, measureSlowed } from "./measure-backlog.ts";
import { measureRsaRate } from "./rsa-rate.ts";
import { spreadOf } from "./statistics.ts";

type Options = { readonly rsaMs: number; readonly backlog: number; readonly say: (text: string) => void };

const steadyPerSecond = 200;
const steadySeconds = 10;

/** How fast news is delivered when there is nothing else to do, and what a day's backlog costs everybody else. */
export async function measureNotifications({ rsaMs, backlog, say }: Options): Promise<Figure[]> {
  const figures: Figure[] = [];
  const one = (value: number) => spreadOf([value]);
  for (const engine of ["SQLite", "PostgreSQL"] as const) {
    say(`delivering a backlog on ${engine} …`);
    const { perSecond: rsaPerSecond } = await measureRsaRate(rsaMs);
    const drain = await measureDrain(engine, { count: Math.min(backlog, 20_000), port: 19_240 });
    const load = { perSecond: steadyPerSecond, requests: steadyPerSecond * steadySeconds };
    const slowed = await measureSlowed(engine, { count: backlog, port: 19_260, ...load });
    const count = backlog.toLocaleString("en");
    figures.push(
      toFigure(`${engine}: notifications/s, nothing else to do`, one(drain.perSecond)),
      toFigure(`${engine}: notifications/s ÷ RSA rate`, one(drain.perSecond / rsaPerSecond), atLeast(0.5)),
      toFigure(`${engine}: ${count} after an outage, s`, one(slowed.seconds), atMost(300, " s")),
      toFigure(
        `${engine}: sessions/s meanwhile ÷ without a backlog`,
        one(slowed.beside.perSecond / slowed.alone.perSecond),
        atLeast(0.8),
      ),
      toFigure(
        `${engine}: median answer meanwhile ÷ without a backlog`,
        one(slowed.beside.p50Ms / slowed.alone.p50Ms),
        atMost(1.2),
      ),
    );
  }
  return figures;
}
