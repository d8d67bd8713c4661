import { Writable } from "node:stream";
import { type Logger, pino } from "pino";
import { paint } from "./output.ts";

/** The log for eyes: a time, a colour, the words, and the few fields that say what happened. */
export const createTerminalLog = (logLevel: string): Logger => pino({ level: logLevel, base: null }, terminal());

const terminal = (): Writable =>
  new Writable({
    decodeStrings: false,
    write(line: string, _encoding, done) {
      process.stdout.write(`${toTerminalLine(line)}\n`, () => done());
    },
  });

/** By this list, so that a field nobody thought of is never shown. */
const shownFields = ["operation", "resultCode", "clientId", "durationMs", "requestId", "diagnosis"] as const;

const levels = [
  { from: 50, style: "red", name: "error" },
  { from: 40, style: "yellow", name: "warn" },
  { from: 0, style: "dim", name: "info" },
] as const;

/** @param line one JSON line of the log */
export function toTerminalLine(line: string): string {
  const entry = JSON.parse(line) as Readonly<Record<string, unknown>>;
  const { level, time, msg, err } = entry;
  const { style, name } = levels.find(({ from }) => Number(level) >= from) ?? levels[2];
  const clock = new Date(Number(time)).toISOString().slice(11, 23);
  const fields = shownFields.flatMap((field) => (entry[field] === undefined ? [] : `${field}=${toText(entry[field])}`));
  const error = isError(err) ? `\n${err.stack ?? err.message ?? ""}` : "";
  return (
    `${paint("dim", clock)} ${paint(style, name)} ${toText(msg ?? "")} ${paint("dim", fields.join(" "))}`.trimEnd() +
    error
  );
}

const toText = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));

const isError = (value: unknown): value is { readonly stack?: string; readonly message?: string } =>
  typeof value === "object" && value !== null;
