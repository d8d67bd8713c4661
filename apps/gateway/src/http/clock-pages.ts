import type { FastifyInstance, FastifyRequest } from "fastify";
import type { SandboxClock } from "../clock/index.ts";
import { toIsoText } from "../kernel/index.ts";

export type ClockPagesDeps = {
  /** Undefined where time is real: then there are no such pages. */
  readonly sandboxClock: SandboxClock | undefined;
};

/**
 * The sandbox clock, for tests of a merchant's own:
 *
 *   GET  /sandbox/clock                        where it stands
 *   POST /sandbox/clock  {"advanceMs":3600000} moves it ahead
 *   POST /sandbox/clock  {"reset":true}        back to real time
 *
 * JSON only and by a loopback name only, so that no web page a developer happens to have open can move it.
 */
export function registerClockPages(app: FastifyInstance, { sandboxClock }: ClockPagesDeps): void {
  if (!sandboxClock) return;
  app.get("/sandbox/clock", () => show(sandboxClock));
  app.post<{ Body: ClockChange | null }>("/sandbox/clock", async (request, reply) => {
    if (!isLocal(request)) return reply.code(403).send({ error: "FORBIDDEN", message: "Ask by localhost." });
    const { advanceMs, reset } = request.body ?? {};
    if (reset === true) await sandboxClock.reset();
    else if (isDuration(advanceMs)) await sandboxClock.advance(advanceMs);
    else
      return reply
        .code(400)
        .send({ error: "BAD_REQUEST", message: "Send advanceMs, 1 to 3153600000000, or reset: true." });
    return show(sandboxClock);
  });
}

type ClockChange = { readonly advanceMs?: unknown; readonly reset?: unknown };

/** A hundred years; past that, dates have five digits. */
const advanceMsMax = 3_153_600_000_000;

const isDuration = (value: unknown): value is number =>
  typeof value === "number" && Number.isSafeInteger(value) && value > 0 && value <= advanceMsMax;

function show(clock: SandboxClock) {
  const { now, offsetMs } = clock.show();
  return { now: toIsoText(now), offsetMs };
}

const isLocal = ({ headers }: FastifyRequest): boolean =>
  /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/.test(headers.host ?? "") && headers.origin === undefined;
