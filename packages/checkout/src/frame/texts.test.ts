import { readdirSync } from "node:fs";
import { afterEach, describe, expect, test } from "vitest";
import { languages, nearestLanguage } from "./languages.ts";
import { en, type Texts } from "./locales/en.ts";
import { fill, language, t, useLanguage } from "./texts.ts";

afterEach(() => useLanguage("en"));

const holesOf = (text: string): readonly string[] => (text.match(/\{\w+\}/g) ?? []).toSorted();

describe("languages", () => {
  test("every file in the folder is a language that can be chosen", () => {
    const files = readdirSync(new URL("locales", import.meta.url)).map((file) => file.replace(".ts", ""));
    expect(files.toSorted()).toEqual(languages.map((name) => name.toLowerCase()).toSorted());
  });

  test.each(languages.filter((name) => name !== "en"))(
    "%s says everything, with the same things to fill in",
    async (name) => {
      const { texts } = (await import(`./locales/${name.toLowerCase()}.ts`)) as { texts: Texts };
      expect(Object.keys(texts)).toEqual(Object.keys(en));
      for (const [key, text] of Object.entries(en)) {
        expect(texts[key as keyof Texts]).not.toBe("");
        expect(holesOf(texts[key as keyof Texts]), key).toEqual(holesOf(text));
      }
    },
  );

  test.each([
    ["en-US", "en"],
    ["pt-BR", "pt"],
    ["pt-PT", "pt"],
    ["zh-CN", "zh-Hans"],
    ["zh-HK", "zh-Hant"],
    ["zh-TW", "zh-Hant"],
    ["zh", "zh-Hans"],
    ["fil-PH", "fil"],
    ["tl-PH", "fil"],
    ["id-ID", "id"],
    ["ar-SA", "ar"],
    ["xx-YY", "en"],
    ["", "en"],
  ])("%j reads %s", (tag, name) => {
    expect(nearestLanguage(tag)).toBe(name);
  });

  test("Arabic is written from right to left", async () => {
    await useLanguage("ar-EG");
    expect(language.value.isRightToLeft).toBe(true);
    expect(t("close")).toBe("إغلاق");
  });
});

test("what is not there to fill in stays to be seen", () => {
  expect(fill("{a} and {b}", { a: 1 })).toBe("1 and {b}");
});
