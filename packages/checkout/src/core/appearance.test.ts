import fc from "fast-check";
import { expect, test } from "vitest";
import { checkAppearance } from "./appearance.ts";

const variablesOf = (variables: object) => checkAppearance({ variables }).variables;

test("variables are taken in kebab and in camel case, with the original's misspelling", () => {
  expect(
    variablesOf({
      "content-primary": "#123",
      actionNormal: "rgb(1 2 3 / 50%)",
      warpperPadding: "12px",
      "radius-button": "0",
    }),
  ).toEqual({
    "content-primary": "#123",
    "action-normal": "rgb(1 2 3 / 50%)",
    "warpper-padding": "12px",
    "radius-button": "0",
  });
});

test.each([
  ["an address", "url(https://evil.example/?x)"],
  ["a further declaration", "red;background:url(//evil.example)"],
  ["a closed rule", "red}body{display:none"],
  ["a comment", "red/**/"],
  ["an expression", "expression(alert(1))"],
  ["a variable of ours", "var(--content-primary)"],
  ["an escape", "\\72 ed"],
  ["a line break", "red\n;x:y"],
  ["markup", "</style><script>"],
  ["a number", 7],
  ["an object", { toString: () => "red" }],
])("a colour that is %s is left out", (_, value) => {
  expect(variablesOf({ "content-primary": value })).toEqual({});
});

test.each(["calc(100% - 1px)", "100vw", "9999px", "-4px", "1px 2px"])("a length %s is left out", (value) => {
  expect(variablesOf({ "radius-button": value })).toEqual({});
});

test("a variable nobody knows is left out", () => {
  expect(
    variablesOf({ "font-family": "red", __proto__: "red", constructor: "red", "content-primary ": "red" }),
  ).toEqual({});
});

test("the old names of two colours give way to the variables", () => {
  const look = { accentColor: "#111", backgroundColor: "white", variables: { actionNormal: "#222" } };
  expect(checkAppearance(look).variables).toEqual({ "action-normal": "#222", "background-primary": "white" });
});

test.each([
  [undefined, { theme: "default", layout: "accordion", showBrandIcon: true }],
  [
    { theme: "night", layout: { type: "tabs" }, card: { showBrandIcon: false } },
    { theme: "night", layout: "tabs", showBrandIcon: false },
  ],
  [
    { themeType: "agateGreen", layoutType: "Accordion" },
    { theme: "agateGreen", layout: "accordion", showBrandIcon: true },
  ],
  [{ theme: "nobody's" }, { theme: "default", layout: "accordion", showBrandIcon: true }],
  ["text", { theme: "default", layout: "accordion", showBrandIcon: true }],
])("the look %j is understood", (given, look) => {
  expect(checkAppearance(given)).toEqual({ ...look, variables: {} });
});

test("whatever comes in, what comes out holds nothing a style sheet could act on, and is taken again unchanged", () => {
  fc.assert(
    fc.property(fc.anything(), (given) => {
      const checked = checkAppearance({ variables: given, theme: given, layout: given });
      expect(Object.values(checked.variables).join("")).not.toMatch(/[;{}:\\<>@'"]|url/i);
      expect(checkAppearance(checked)).toEqual(checked);
    }),
  );
});
