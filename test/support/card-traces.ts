import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A card whose number and code are looked for wherever they must not be. */
export type MarkedCard = { readonly number: string; readonly cvc: string };

/** Every way a number or a code is written by a program that means no harm. */
export function findCardTraces(text: string, { number, cvc }: MarkedCard): readonly string[] {
  const grouped = number.replaceAll(/(\d{4})(?=\d)/g, "$1 ");
  const spellings: readonly (readonly [name: string, text: string])[] = [
    ["number", number],
    ["number in groups", grouped],
    ["number with dashes", grouped.replaceAll(" ", "-")],
    ["number, form-encoded", grouped.replaceAll(" ", "+")],
    ["number in hexadecimal", Buffer.from(number).toString("hex")],
    ...toBase64Spellings(number).map((spelling) => ["number in base64", spelling] as const),
    ["all but the last four", number.slice(0, -4)],
  ];
  const found = spellings.filter(([, spelling]) => text.includes(spelling)).map(([name]) => name);
  // A code is short, so only where it stands by itself: not inside ids, times and counts.
  const isCodeThere = new RegExp(`(?<![0-9A-Za-z.:+/_=-])${cvc}(?![0-9A-Za-z.:+/_=-])`).test(text);
  return isCodeThere ? [...found, "code"] : found;
}

/** Base64 of a text as it looks inside a longer one, at each of the three places it may begin; without the ends. */
const toBase64Spellings = (text: string): readonly string[] =>
  [0, 1, 2].map((lead) =>
    Buffer.from(" ".repeat(lead) + text)
      .toString("base64")
      .slice(4, -4),
  );

/** Files under a folder, however deep, whose raw bytes hold a trace: database pages, write-ahead logs, caches. */
export function findTracesInFiles(folder: string, card: MarkedCard): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true, recursive: true }).flatMap((entry) => {
    if (!entry.isFile()) return [];
    const path = join(entry.parentPath, entry.name);
    // Binary files hold the code by chance: three or four digits between two bytes that are no digits.
    const traces = findCardTraces(readFileSync(path, "latin1"), card).filter((name) => name !== "code");
    return traces.map((name) => `${path}: ${name}`);
  });
}
