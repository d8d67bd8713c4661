import type { Appearance } from "./messages.ts";

/** The variables of the original, `warpper-padding` misspelt as there. */
const colorName = new RegExp(
  "^(?:content-(?:primary|secondary|tertiary|quaternary)|background-(?:primary|secondary|disable|transparency)|" +
    "border-(?:primary|secondary|disable)|action-(?:normal|hover|disable|secondary)|" +
    "state-(?:failure|warning|success|info|marketing))$",
);
const lengthName = /^(?:radius-(?:backup|module|component|button)|warpper-padding)$/;

const themes = ["default", "night", "nostalgicGray", "cherryBlossomPink", "gamingPurple", "agateGreen"];

// Forms that can name no resource and end no declaration: a value is a colour or a length and nothing else.
const colorPattern = /^(?:#[0-9a-f]{3,8}|[a-z]{3,24}|(?:rgb|hsl)a?\([0-9.,%/\s]{3,40}\))$/i;
const lengthPattern = /^\d{1,3}(?:\.\d{1,2})?(?:px|rem|em|%)?$/;

const toKebab = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/**
 * What a merchant may decide about the look, and nothing more: unknown names and values that are no colour or length are left
 * out, so that no style sheet of ours carries a text of the page's. What it returns it takes again unchanged.
 */
export function checkAppearance(given: unknown): Appearance {
  const raw = isRecord(given) ? given : {};
  const layout = isRecord(raw["layout"]) ? raw["layout"]["type"] : (raw["layout"] ?? raw["layoutType"]);
  const theme = raw["theme"] ?? raw["themeType"];
  const card = isRecord(raw["card"]) ? raw["card"] : {};
  // The two old names give way to the variables that took their place.
  const named = { "action-normal": raw["accentColor"], "background-primary": raw["backgroundColor"] };
  const variables = isRecord(raw["variables"]) ? Object.entries(raw["variables"]) : [];
  return {
    theme: typeof theme === "string" && themes.includes(theme) ? theme : "default",
    layout: typeof layout === "string" && layout.toLowerCase() === "tabs" ? "tabs" : "accordion",
    showBrandIcon: (raw["showBrandIcon"] ?? card["showBrandIcon"]) !== false,
    variables: Object.fromEntries(
      [...Object.entries(named), ...variables.map(([name, value]): [string, unknown] => [toKebab(name), value])].filter(
        (entry): entry is [string, string] => isLegal(entry),
      ),
    ),
  };
}

function isLegal([name, value]: readonly [string, unknown]): boolean {
  if (typeof value !== "string") return false;
  return (colorName.test(name) && colorPattern.test(value)) || (lengthName.test(name) && lengthPattern.test(value));
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;
