import { expect, test } from "vitest";
import { toLanguageTag } from "./locale.ts";

test.each([
  ["en_US", "en-US"],
  ["en-US", "en-US"],
  ["zh_HK", "zh-HK"],
  ["zh-Hant-TW", "zh-Hant-TW"],
  ["pt_br", "pt-BR"],
  ["in_ID", "id-ID"],
  ["tl_PH", "fil-PH"],
  ["iw", "he"],
  ["", "en"],
  ["no language", "en"],
  [undefined, "en"],
  [7, "en"],
])("the locale %s means %s", (locale, tag) => {
  expect(toLanguageTag(locale)).toBe(tag);
});
