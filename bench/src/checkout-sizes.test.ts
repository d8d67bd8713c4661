import { expect, test } from "vitest";
import { readCheckoutSizes } from "./checkout-sizes.ts";

const files = [
  { path: "checkout.js", gzipBytes: 10 },
  { path: "frame/frame-1.js", gzipBytes: 30 },
  { path: "frame/frame-1.css", gzipBytes: 4 },
  { path: "frame/de-1.js", gzipBytes: 2 },
];

test("the size of the form is its script and styles, without the languages that are loaded when needed", () => {
  const frame = { entry: "frame/frame-1.js", styles: ["frame/frame-1.css"] };
  expect(readCheckoutSizes({ files, frame })).toEqual({ entryBytes: 10, frameBytes: 34 });
});

test("a file that the manifest does not list is an error and no size of nothing", () => {
  const frame = { entry: "frame/frame-2.js", styles: [] };
  expect(() => readCheckoutSizes({ files, frame })).toThrow("frame/frame-2.js");
});
