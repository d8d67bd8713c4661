import { readFileSync } from "node:fs";
import type { ConfigProblem } from "./config-error.ts";

/** The keys and texts of a configuration file: a flat JSON object of texts, numbers, booleans and lists of texts. */
export type ConfigFile = { readonly path: string; readonly texts: ReadonlyMap<string, string> };

export type ReadConfigFile = { readonly file: ConfigFile; readonly problems: readonly ConfigProblem[] };

/** Reads a file as far as it can be read, with what is wrong about the rest. */
export function readConfigFile(path: string): ReadConfigFile {
  const texts = new Map<string, string>();
  const refused = (problem: string, fix: string): ReadConfigFile => ({
    file: { path, texts },
    problems: [{ where: path, problem, fix }],
  });
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    // A parser's message quotes what it read, and the file may hold secrets.
    return error instanceof SyntaxError
      ? refused("is not JSON.", "Write one object of settings and values.")
      : refused("cannot be read.", "Check the path in OPENCASHIER_CONFIG or --config, and who may read it.");
  }
  if (typeof content !== "object" || content === null || Array.isArray(content)) {
    return refused("is not a JSON object.", "Write one object of settings and values.");
  }
  const problems: ConfigProblem[] = [];
  for (const [key, value] of Object.entries(content)) {
    const text = toText(value);
    if (text !== undefined) texts.set(key, text);
    else
      problems.push({
        where: `${key} in ${path}`,
        problem: "has no usable value.",
        fix: "Give a text, number or boolean.",
      });
  }
  return { file: { path, texts }, problems };
}

function toText(value: unknown): string | undefined {
  if (Array.isArray(value)) return value.every((part) => typeof part === "string") ? value.join(",") : undefined;
  return ["string", "number", "boolean"].includes(typeof value) ? String(value) : undefined;
}
