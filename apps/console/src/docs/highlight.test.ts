import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { highlight } from "./highlight.ts";

const docs = new URL("../../../../docs/", import.meta.url);

test("every example of every page is shown whole, whatever its language", () => {
  const paths = readdirSync(docs, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".md"));
  for (const path of paths) {
    for (const [, language = "", text = ""] of readFileSync(new URL(path, docs), "utf8").matchAll(
      /^```(\w*)\n([\s\S]*?)^```$/gm,
    )) {
      const shown = highlight(text, language).map((part) => part.text);
      expect(shown.join("")).toBe(text);
    }
  }
});

test.each([
  ["ts", 'const a = "b"; // c', ["word const", 'string "b"', "comment // c"]],
  ["json", '{ "port": 8000, "on": true }', ['string "port"', "number 8000", 'string "on"', "word true"]],
  ["sh", "npm start --port 80 # c", ["word --port", "comment # c"]],
  [
    "html",
    '<script src="https://pay.example/x.js"></script>',
    ["word <script", 'string "https://pay.example/x.js"', "word >", "word </script", "word >"],
  ],
  ["text", "const a", []],
])("%s: %s", (language, text, marked) => {
  const parts = highlight(text, language).flatMap(({ kind, text: part }) => (kind ? [`${kind} ${part}`] : []));
  expect(parts).toEqual(marked);
});
