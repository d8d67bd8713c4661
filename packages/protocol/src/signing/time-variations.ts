import { quoted, type SignedText, type Variation } from "./signed-text.ts";

/** Zones people forget to convert from: the sender's own and those of the markets. In minutes east of UTC. */
const zonesMinutes = [0, 480, 540, 420, 330, 60, 120, -180, -300, -480];

/** Wrong times: the same instant written otherwise, the time of another header, none at all. */
export function* timeVariations(right: SignedText, otherTimes: readonly string[]): Generator<Variation> {
  const seen = new Set([right.time]);
  for (const time of wrongTimes(right.time, otherTimes)) {
    if (seen.has(time)) continue;
    seen.add(time);
    yield toVariation(right, time);
  }
}

/** Times just before and after: the clock was read twice, once for the signed text and once for the header. */
export function* nearTimeVariations(right: SignedText): Generator<Variation> {
  const { time } = right;
  const atMs = parseInstantMs(time);
  const write = writerLike(time);
  if (atMs === undefined || !write) return;
  const stepMs = /^\d{10}$/.test(time) || !/\.\d{3}|^\d{13}$/.test(time) ? 1_000 : 1;
  const stepsMax = stepMs === 1 ? nearMillisecondsMax : nearSecondsMax;
  for (let step = 1; step <= stepsMax; step += 1) {
    yield toVariation(right, write(atMs - step * stepMs));
    yield toVariation(right, write(atMs + step * stepMs));
  }
}

const nearMillisecondsMax = 500;
const nearSecondsMax = 30;

const toVariation = (right: SignedText, time: string): Variation => ({
  axis: "time",
  cause: "time-differs",
  explanation: `The signed text has ${time === "" ? "no time" : `the time ${quoted(time)}`}; the header says ${quoted(right.time)}.`,
  fix: "Take the time once, and put that one text both into the signed text and into the request-time header.",
  change: { time },
});

function* wrongTimes(sent: string, otherTimes: readonly string[]): Generator<string> {
  yield* ["", sent.trim(), ...otherTimes];
  for (const text of [sent, ...otherTimes]) {
    const atMs = parseInstantMs(text);
    if (atMs !== undefined) yield* timeForms(atMs);
  }
  yield* [sent.replace("+", " "), encodeURIComponent(sent), `${sent} `, "null", "undefined"];
}

function* timeForms(atMs: number): Generator<string> {
  yield String(atMs);
  yield String(Math.floor(atMs / 1000));
  for (const zone of zonesMinutes) {
    const local = new Date(atMs + zone * 60_000).toISOString().slice(0, -1);
    const seconds = local.slice(0, 19);
    const offset = toOffset(zone);
    const compact = offset.replace(":", "");
    yield* [`${seconds}${offset}`, `${seconds}${compact}`, `${local}${offset}`, `${local}${compact}`];
    yield* [seconds, seconds.replace("T", " "), local, `${local}000${offset}`];
    if (zone === 0) yield* [`${seconds}Z`, `${local}Z`, `${local}000`];
  }
  yield new Date(atMs).toUTCString();
}

function toOffset(minutes: number): string {
  const size = Math.abs(minutes);
  const pad = (value: number): string => String(value).padStart(2, "0");
  return `${minutes < 0 ? "-" : "+"}${pad(Math.floor(size / 60))}:${pad(size % 60)}`;
}

/** Every form that senders are known to use. Bounded to the years that Date can write. */
function parseInstantMs(text: string): number | undefined {
  if (/^\d{13}$/.test(text)) return Number(text);
  if (/^\d{10}$/.test(text)) return Number(text) * 1000;
  if (text.length > 40 || !/^\d{4}-|^[A-Z][a-z]{2}, /.test(text)) return undefined;
  const atMs = Date.parse(text.replace(/([+-]\d{2})(\d{2})$/, "$1:$2"));
  return Number.isNaN(atMs) || atMs < 0 || atMs > 9_999_999_999_999 ? undefined : atMs;
}

/** Writes instants in the form of the example, or undefined for a form that is not one of ours. */
function writerLike(example: string): ((atMs: number) => string) | undefined {
  if (/^\d{13}$/.test(example)) return String;
  if (/^\d{10}$/.test(example)) return (atMs) => String(Math.floor(atMs / 1000));
  const iso = /^\d{4}-\d\d-\d\d([T ])\d\d:\d\d:\d\d(\.\d{3})?(Z|([+-])(\d\d):?(\d\d))$/.exec(example);
  if (!iso) return undefined;
  const [, middle = "T", fraction, suffix = "Z", sign, hours, minutes] = iso;
  const zone = sign ? Number(`${sign}1`) * (Number(hours) * 60 + Number(minutes)) : 0;
  return (atMs) => {
    const local = new Date(atMs + zone * 60_000).toISOString();
    return `${local.slice(0, fraction ? 23 : 19).replace("T", middle)}${suffix}`;
  };
}
