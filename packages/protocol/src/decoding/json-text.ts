/**
 * A second look at a JSON text, taken only to say what is wrong with it: `JSON.parse` names no place in many of its
 * errors, quotes the text in others, and silently keeps the last of two equal keys.
 */

type Token = { readonly at: number; readonly text: string };

// Strings are matched in runs, so that a long one costs no backtracking.
const tokenPattern =
  // oxlint-disable-next-line no-control-regex -- JSON allows no raw controls inside strings
  /[\t\n\r ]*(?:([{}[\],:])|"[^"\\\u0000-\u001f]*(?:\\(?:["\\/bfnrt]|u[\dA-Fa-f]{4})[^"\\\u0000-\u001f]*)*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[Ee][+-]?\d+)?|true|false|null)/y;

function* tokensOf(text: string): Generator<Token, number> {
  let at = 0;
  for (;;) {
    tokenPattern.lastIndex = at;
    const found = tokenPattern.exec(text)?.[0];
    if (found === undefined) return at;
    const token = found.trimStart();
    yield { at: at + found.length - token.length, text: token };
    at += found.length;
  }
}

type Expected = "value" | "firstValue" | "key" | "firstKey" | "colon" | "nextMember" | "nextElement" | "end";

const expectations: Readonly<Record<Expected, string>> = {
  value: "a value",
  firstValue: "a value or ]",
  key: "a key in double quotes",
  firstKey: "a key in double quotes or }",
  colon: "a colon",
  nextMember: "a comma or }",
  nextElement: "a comma or ]",
  end: "the end",
};

/** Where a text stops being JSON and what belongs there, or undefined when it is JSON. Quotes nothing of the text. */
export function findSyntaxError(text: string): string | undefined {
  const open: ("{" | "[")[] = [];
  let expected: Expected = "value";
  const tokens = tokensOf(text);
  for (;;) {
    const next = tokens.next();
    if (next.done) {
      const at = skipBlanks(text, next.value);
      return at === text.length && expected === "end" ? undefined : describe(text, at, expected);
    }
    const following = follow(expected, next.value.text, open);
    if (following === undefined) return describe(text, next.value.at, expected);
    expected = following;
  }
}

/** What may come after a token, or undefined when the token itself may not come here. Keeps `open` up to date. */
function follow(expected: Expected, token: string, open: ("{" | "[")[]): Expected | undefined {
  const isClosing =
    (token === "}" && (expected === "firstKey" || expected === "nextMember")) ||
    (token === "]" && (expected === "firstValue" || expected === "nextElement"));
  if (isClosing) {
    open.pop();
    return afterValue(open);
  }
  switch (expected) {
    case "value":
    case "firstValue":
      if (token === "{" || token === "[") {
        open.push(token);
        return token === "{" ? "firstKey" : "firstValue";
      }
      return /^[}\],:]$/.test(token) ? undefined : afterValue(open);
    case "key":
    case "firstKey":
      return token.startsWith('"') ? "colon" : undefined;
    case "colon":
      return token === ":" ? "value" : undefined;
    case "nextMember":
      return token === "," ? "key" : undefined;
    case "nextElement":
      return token === "," ? "value" : undefined;
    case "end":
      return undefined;
  }
}

function afterValue(open: readonly string[]): Expected {
  const holder = open.at(-1);
  if (holder === undefined) return "end";
  return holder === "{" ? "nextMember" : "nextElement";
}

function skipBlanks(text: string, from: number): number {
  let at = from;
  while (at < text.length && "\t\n\r ".includes(text.charAt(at))) at++;
  return at;
}

function describe(text: string, at: number, expected: Expected): string {
  const before = text.slice(0, at).split("\n");
  const column = [...(before.at(-1) ?? "")].length + 1;
  const place = `line ${before.length}, column ${column}`;
  return `${expectations[expected]} is expected at ${place}${at >= text.length ? ", where it ends" : ""}`;
}

/** Path of the first key that its object already has, or undefined. @param text must be JSON. */
export function findDuplicateKey(text: string): string | undefined {
  const open: { readonly path: string; readonly keys: Set<string> | undefined; index: number }[] = [];
  let key: string | undefined;
  let previous = "";
  for (const { text: token } of tokensOf(text)) {
    const holder = open.at(-1);
    if (token === "{" || token === "[") {
      const path = holder ? pathIn(holder, key) : "";
      open.push({ path, keys: token === "{" ? new Set() : undefined, index: 0 });
    } else if (token === "}" || token === "]") {
      open.pop();
    } else if (token === "," && holder && !holder.keys) {
      holder.index++;
    } else if (token.startsWith('"') && holder?.keys && (previous === "{" || previous === ",")) {
      key = JSON.parse(token) as string;
      if (holder.keys.has(key)) return pathIn(holder, key);
      holder.keys.add(key);
    }
    previous = token;
  }
  return undefined;
}

function pathIn(holder: { readonly path: string; readonly keys: unknown; readonly index: number }, key = ""): string {
  if (!holder.keys) return `${holder.path}[${holder.index}]`;
  return holder.path === "" ? key : `${holder.path}.${key}`;
}
