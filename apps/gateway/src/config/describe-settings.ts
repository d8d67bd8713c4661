import type { ResolvedSettings } from "./resolve-settings.ts";
import { type SettingName, settingNames, settingOf } from "./settings.ts";

export type DescribedSetting = {
  readonly name: SettingName;
  /** For people: secrets are replaced, what is not set is null. */
  readonly value: string | number | boolean | readonly string[] | null;
  readonly source: string;
};

/** Every setting as it was decided, safe to print. */
export const describeSettings = ({ values, origins }: ResolvedSettings): readonly DescribedSetting[] =>
  settingNames.map((name) => ({ name, value: toShown(name, values[name]), source: origins[name] }));

type Value = ResolvedSettings["values"][SettingName];

function toShown(name: SettingName, value: Value): DescribedSetting["value"] {
  if (value === undefined) return null;
  const { secrecy } = settingOf(name);
  if (secrecy === "secret") return hidden;
  return secrecy === "url" ? withoutCredentials(String(value)) : value;
}

const hidden = "[hidden]";

/**
 * A URL with its password and query hidden. Passwords are often pasted unescaped, and then a part of one may look like
 * host, port or path; so whatever has an `@` after the first `/`, `?` or `#` is hidden whole.
 */
export function withoutCredentials(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const [, , ...afterScheme] = text.split("/");
  const authority = (afterScheme[0] ?? "").split(/[?#]/)[0] ?? "";
  const isOrderly = url !== undefined && text.startsWith(`${url.protocol}//`) && text.split("@").length <= 2;
  if (!isOrderly || (text.includes("@") && !authority.includes("@"))) return hidden;
  const user = url.username === "" ? "" : `${url.username}${url.password === "" ? "" : `:${hidden}`}@`;
  const query = url.search === "" && url.hash === "" ? "" : `?${hidden}`;
  return `${url.protocol}//${user}${url.host}${url.pathname}${query}`;
}

/** The reference table of docs/operating/configuration.md, in Markdown. */
export function settingsTable(): string {
  const rows = settingNames.map((name) => {
    const { variables, defaultText, about, kind } = settingOf(name);
    const cells = [variables.map(code).join(", "), code(name), kind.says, defaultText || "none", about];
    return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  });
  return ["| variable | file key | takes | default | meaning |", "|---|---|---|---|---|", ...rows].join("\n");
}

const code = (text: string): string => `\`${text}\``;
