import type { FastifyInstance, FastifyRequest } from "fastify";
import { parseDurationText, type SandboxClock } from "../clock/index.ts";
import { toIsoText } from "../kernel/index.ts";

export type ClockPagesDeps = {
  /** Undefined where time is real: then there are no such pages. */
  readonly sandboxClock: SandboxClock | undefined;
};

/**
 * The sandbox clock, for tests of a merchant's own:
 *
 *   GET  /sandbox/clock                     where it stands
 *   POST /sandbox/clock  {"advance":"1h"}   moves it ahead
 *   POST /sandbox/clock  {"reset":true}     back to real time
 *
 * JSON only and by a loopback name only, so that no web page a developer happens to have open can move it.
 */
export function registerClockPages(app: FastifyInstance, { sandboxClock }: ClockPagesDeps): void {
  if (!sandboxClock) return;
  app.get("/sandbox/clock", () => show(sandboxClock));
  app.post("/sandbox/clock", async (request, reply) => {
    if (!isLocal(request)) return reply.code(403).send({ error: "FORBIDDEN", message: "Ask by localhost." });
    const change = toChange(request.body);
    if (change === undefined) {
      const message = `Send {"advance":"1h"}, with s, m, h or d and at most ${advanceDaysMax} days, or {"reset":true}.`;
      return reply.code(400).send({ error: "BAD_REQUEST", message });
    }
    await (change === "reset" ? sandboxClock.reset() : sandboxClock.advance(change));
    return show(sandboxClock);
  });
}

/** A hundred years; past that, dates have five digits. */
const advanceDaysMax = 36_500;
const dayMs = 86_400_000;

/** Milliseconds to move ahead; undefined when neither is asked for, or both. */
function toChange(body: unknown): number | "reset" | undefined {
  if (typeof body !== "object" || body === null) return undefined;
  const { advance, reset } = body as { readonly advance?: unknown; readonly reset?: unknown };
  if (reset === true && advance === undefined) return "reset";
  const durationMs = typeof advance === "string" && reset === undefined ? parseDurationText(advance) : undefined;
  return durationMs && durationMs <= advanceDaysMax * dayMs ? durationMs : undefined;
}

function show(clock: SandboxClock) {
  const { now, offsetMs } = clock.show();
  return { now: toIsoText(now), offsetMs };
}

const isLocal = ({ headers }: FastifyRequest): boolean =>
  /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/.test(headers.host ?? "") && headers.origin === undefined;
