import { type ConfigFile, readConfigFile } from "./config-file.ts";
import { ConfigError, type ConfigProblem } from "./config-error.ts";
import { findContradictions } from "./contradictions.ts";
import { findNearest } from "./did-you-mean.ts";
import type { Mode } from "./setting.ts";
import { configFileVariable, type SettingName, settingNames, settingOf, type SettingValues } from "./settings.ts";

/** The process environment, or what a test puts in its place. */
export type Environment = Readonly<Record<string, string | undefined>>;

export type ConfigSources = {
  readonly env: Environment;
  /** Path of a JSON file; wins over OPENCASHIER_CONFIG. */
  readonly file?: string | undefined;
  /** Values from the command line, which win over everything. */
  readonly flags?: Partial<Readonly<Record<SettingName, string>>>;
};

/** Where a value comes from, in words: `PORT`, `--port`, `port in settings.json`, `default`. */
export type ResolvedSettings = {
  readonly values: SettingValues;
  readonly origins: Readonly<Record<SettingName, string>>;
};

type Given = { readonly text: string; readonly origin: string };

/** Decides every setting: command line before environment before file before default. Throws ConfigError. */
export function resolveSettings(sources: ConfigSources): ResolvedSettings {
  const filePath = sources.file ?? (sources.env[configFileVariable] || undefined);
  const { file, problems: fileProblems } = filePath === undefined ? noFile : readConfigFile(filePath);
  const problems = [...fileProblems, ...findUnknownVariables(sources.env), ...findUnknownKeys(file)];
  const given = new Map<SettingName, Given>();
  for (const name of settingNames) {
    const found = findGiven(name, sources, file);
    if (found.problem) problems.push(found.problem);
    if (found.given) given.set(name, found.given);
  }
  const values: Partial<Record<SettingName, unknown>> = {};
  const mode = decideMode(given);
  for (const name of settingNames) {
    const parsed = parseGiven(name, given.get(name), mode);
    if (parsed.problem) problems.push(parsed.problem);
    else values[name] = parsed.value;
  }
  values.mode = mode;
  const isGiven = (name: SettingName): boolean => given.has(name);
  problems.push(...findContradictions(values as Partial<SettingValues>, isGiven));
  if (problems.length > 0) throw new ConfigError(problems);
  const origins = Object.fromEntries(settingNames.map((name) => [name, given.get(name)?.origin ?? "default"]));
  return { values: values as SettingValues, origins: origins as Record<SettingName, string> };
}

const noFile: ReturnType<typeof readConfigFile> = { file: { path: "", texts: new Map() }, problems: [] };

/** `--https-port` for `httpsPort`. */
export const toFlagName = (name: SettingName): string =>
  `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

/** A blank one of these is a deployment that lost its secret; anything else that is blank was left out on purpose. */
const vitalSettings: readonly SettingName[] = ["databaseUrl", "masterKey"];

type Found = { readonly given?: Given; readonly problem?: ConfigProblem };

function findGiven(name: SettingName, sources: ConfigSources, file: ConfigFile): Found {
  const flagText = sources.flags?.[name];
  if (flagText !== undefined) return { given: { text: flagText, origin: toFlagName(name) } };
  const variables = settingOf(name).variables.flatMap((variable) => {
    const text = sources.env[variable];
    const isLeftOut = text === undefined || (text.trim() === "" && !vitalSettings.includes(name));
    return isLeftOut ? [] : [{ text: text.trim(), origin: variable }];
  });
  const [first, second] = variables;
  if (first && second && first.text !== second.text) {
    const problem = `and ${second.origin} say different things.`;
    return { problem: { where: first.origin, problem, fix: `Set ${first.origin} alone.` } };
  }
  if (first) return { given: first };
  const text = file.texts.get(name);
  return text === undefined ? {} : { given: { text, origin: `${name} in ${file.path}` } };
}

/** A mode that cannot be read is reported where it is parsed; until then the database decides. */
function decideMode(given: ReadonlyMap<SettingName, Given>): Mode {
  const mode = settingOf("mode").kind.parse(given.get("mode")?.text ?? "") as Mode | undefined;
  return mode ?? (given.has("databaseUrl") ? "production" : "embedded");
}

type Parsed = { readonly value?: unknown; readonly problem?: ConfigProblem };

function parseGiven(name: SettingName, given: Given | undefined, mode: Mode): Parsed {
  const { kind, defaultOf, secrecy } = settingOf(name);
  // Defaults are written as an operator would write them, so a path among them becomes absolute too.
  if (given === undefined) {
    const fallback = defaultOf(mode);
    return { value: typeof fallback === "string" ? (kind.parse(fallback) ?? fallback) : fallback };
  }
  const value = given.text === "" ? undefined : kind.parse(given.text);
  if (value !== undefined) return { value };
  const isBlank = given.text === "";
  const received = secrecy === "public" ? `is ${JSON.stringify(given.text.slice(0, 64))}` : "has another form";
  return {
    problem: {
      where: given.origin,
      problem: isBlank ? "is blank." : `must be ${kind.says}, and ${received}.`,
      fix: isBlank ? `Give it a value, ${kind.says}, or leave it out.` : settingOf(name).about,
    },
  };
}

const knownVariables: readonly string[] = [
  ...settingNames.flatMap((name) => settingOf(name).variables),
  configFileVariable,
];

function findUnknownVariables(env: Environment): ConfigProblem[] {
  return Object.keys(env)
    .filter((variable) => variable.startsWith("OPENCASHIER_") && !knownVariables.includes(variable))
    .map((variable) => unknown(variable, findNearest(variable, knownVariables)));
}

function findUnknownKeys({ path, texts }: ConfigFile): ConfigProblem[] {
  const isSetting = (key: string): boolean => settingNames.some((name) => name === key);
  return [...texts.keys()]
    .filter((key) => !isSetting(key))
    .map((key) => ({ ...unknown(key, findNearest(key, settingNames)), where: `${key} in ${path}` }));
}

const unknown = (where: string, nearest: string | undefined): ConfigProblem => ({
  where,
  problem: "is not a setting.",
  fix:
    nearest === undefined ? "Remove it; `opencashier config print` lists every setting." : `Did you mean ${nearest}?`,
});
