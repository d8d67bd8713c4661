/*
 * JSON as other languages write it. The same value has many texts; the libraries that merchants use disagree about blanks,
 * the order of keys and what to escape. Source: the official SDKs and the signed samples they produce, read 2026-11-22.
 */

export type JsonStyle = {
  /** What it looks like, in words. */
  readonly name: string;
  /** Blanks per level, or undefined for one line. */
  readonly indent?: string;
  readonly comma?: string;
  readonly colon?: string;
  readonly areKeysSorted?: boolean;
  /** Leaves out members that are null, as fastjson does. */
  readonly dropsNulls?: boolean;
  readonly escape?: (quoted: string) => string;
};

const escapeSlash = (text: string): string => text.replaceAll("/", "\\/");
const escapeNonAscii = (text: string): string =>
  text.replace(/[\u007f-\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`);
const escapeHtml = (text: string): string =>
  text.replace(/[&<>]/g, (char) => `\\u00${char.charCodeAt(0).toString(16)}`);

const layouts: readonly JsonStyle[] = [
  { name: "compact" },
  { name: "on one line with blanks after commas and colons", comma: ", ", colon: ": " },
  ...[2, 3, 4].map((blanks) => ({
    name: `pretty-printed with ${blanks} blanks`,
    indent: " ".repeat(blanks),
    colon: ": ",
  })),
  { name: "pretty-printed with tabs", indent: "\t", colon: ": " },
  { name: "compact without null members", dropsNulls: true },
];

const escapes: readonly (readonly [string, ((quoted: string) => string) | undefined])[] = [
  ["", undefined],
  [", with / as \\/", escapeSlash],
  [", with non-ASCII as \\u", escapeNonAscii],
  [", with / as \\/ and non-ASCII as \\u", (text) => escapeSlash(escapeNonAscii(text))],
  [", with & < > as \\u00", escapeHtml],
];

/** Every style tried, the likelier first: 70 of them. */
export const jsonStyles: readonly JsonStyle[] = [false, true].flatMap((areKeysSorted) =>
  escapes.flatMap(([escaped, escape]) =>
    layouts.map((layout) => ({
      ...layout,
      name: `${layout.name}${areKeysSorted ? ", keys sorted" : ""}${escaped}`,
      areKeysSorted,
      ...(escape && { escape }),
    })),
  ),
);

/** Deeper than any message of this API; beyond it a hostile body could exhaust the stack. */
const depthMax = 40;

/** The JSON text of a parsed value, or undefined when it is nested too deeply. */
export function toJsonText(value: unknown, style: JsonStyle, depth = 0): string | undefined {
  if (depth > depthMax) return undefined;
  if (typeof value !== "object" || value === null) return toScalarText(value, style);
  const isArray = Array.isArray(value);
  const members = isArray ? value.map((item) => ["", item] as const) : toMembers(value, style);
  const texts: string[] = [];
  for (const [key, member] of members) {
    const text = toJsonText(member, style, depth + 1);
    if (text === undefined) return undefined;
    texts.push(isArray ? text : `${toScalarText(key, style)}${style.colon ?? ":"}${text}`);
  }
  const [open, close] = isArray ? ["[", "]"] : ["{", "}"];
  if (texts.length === 0) return `${open}${close}`;
  if (style.indent === undefined) return `${open}${texts.join(style.comma ?? ",")}${close}`;
  const inner = `\n${style.indent.repeat(depth + 1)}`;
  return `${open}${inner}${texts.join(`,${inner}`)}\n${style.indent.repeat(depth)}${close}`;
}

function toScalarText(value: unknown, style: JsonStyle): string {
  const text = JSON.stringify(value);
  return style.escape && typeof value === "string" ? style.escape(text) : text;
}

function toMembers(value: object, style: JsonStyle): readonly (readonly [string, unknown])[] {
  const members = Object.entries(value).filter(([, member]) => !style.dropsNulls || member !== null);
  return style.areKeysSorted ? members.toSorted(([a], [b]) => (a < b ? -1 : 1)) : members;
}
