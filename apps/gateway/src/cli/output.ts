import { styleText } from "node:util";

type Style = Parameters<typeof styleText>[0];

/** Colours only on a terminal that shows them, and never against NO_COLOR. */
export const paint = (style: Style, text: string): string => styleText(style, text, { stream: process.stdout });

/** Results go to stdout; everything else goes to stderr, so that a pipe reads results alone. */
export type Output = {
  /** One result, as one line of JSON with --json, in words otherwise. */
  readonly result: (value: object, toText: () => string) => void;
  readonly note: (text: string) => void;
};

export const createOutput = (isJson: boolean): Output => ({
  result: (value, toText) => writeLine(process.stdout, isJson ? JSON.stringify(value) : toText()),
  note: (text) => writeLine(process.stderr, text),
});

const writeLine = (stream: NodeJS.WriteStream, text: string): void => {
  stream.write(`${text}\n`);
};

/** Columns as wide as their widest cell, two blanks apart, without lines. */
export function toTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((cell, column) => Math.max(cell.length, ...rows.map((row) => (row[column] ?? "").length)));
  const toLine = (row: readonly string[]): string =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd();
  return [paint("bold", toLine(head)), ...rows.map(toLine)].join("\n");
}
