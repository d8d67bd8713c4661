import { readFileSync } from "node:fs";
import { inspect } from "node:util";
import fc from "fast-check";
import { expect, test } from "vitest";
import { loadConfig } from "./config.ts";
import { ConfigError } from "./config-error.ts";
import { describeSettings, settingsTable, withoutCredentials } from "./describe-settings.ts";
import { resolveSettings } from "./resolve-settings.ts";

/** Long enough never to be part of something innocent. Unescaped delimiters of URLs are in it on purpose. */
const password = fc.string({
  unit: fc.constantFrom(..."abcXYZ019:/?#@!$&'()*+,;=%-._~[]"),
  minLength: 12,
  maxLength: 40,
});

const everythingPrinted = (env: Readonly<Record<string, string>>): string => {
  try {
    const config = loadConfig({ env });
    const described = JSON.stringify(describeSettings(resolveSettings({ env })));
    return `${described}${JSON.stringify(config)}${inspect(config, { depth: 9 })}`;
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return `${error.message}${JSON.stringify(error.problems)}${inspect(error)}`;
  }
};

test("a database password is never printed, however it is written", () => {
  fc.assert(
    fc.property(password, fc.boolean(), (secret, isEscaped) => {
      const written = isEscaped ? encodeURIComponent(secret) : secret;
      const env = {
        DATABASE_URL: `postgres://merchant:${written}@db.internal:5432/opencashier`,
        OPENCASHIER_MODE: "embedded",
      };
      const printed = everythingPrinted(env);
      // A part that delimiters cut out of it must not be printed either.
      for (const part of [written, ...written.split(/[:/?#@]/).filter(({ length }) => length >= 6)]) {
        expect(printed).not.toContain(part);
      }
    }),
    { numRuns: 500 },
  );
});

test("a master key is never printed, good or bad", () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 20, maxLength: 40 }), (bytes) => {
      const key = Buffer.from(bytes).toString("base64");
      expect(everythingPrinted({ OPENCASHIER_MASTER_KEY: key })).not.toContain(key);
    }),
    { numRuns: 300 },
  );
});

test("the value of an unknown variable is never printed: it may be a secret under a wrong name", () => {
  expect(everythingPrinted({ OPENCASHIER_MASTERKEY: "c2VjcmV0LXNlY3JldA==" })).not.toContain("c2VjcmV0");
});

test.each([
  ["postgres://db/opencashier", "postgres://db/opencashier"],
  ["postgres://user@db/opencashier", "postgres://user@db/opencashier"],
  ["postgres://user:word@db:5433/opencashier", "postgres://user:[hidden]@db:5433/opencashier"],
  ["postgres://db/opencashier?password=word", "postgres://db/opencashier?[hidden]"],
  ["postgres://user:wo/rd@db/opencashier", "[hidden]"],
  ["postgres://user:1/rd@db/opencashier", "[hidden]"],
])("of %s %s is shown", (url, shown) => {
  expect(withoutCredentials(url)).toBe(shown);
});

test("every setting is told with its source", () => {
  const described = describeSettings(resolveSettings({ env: { PORT: "99" } }));
  expect(described.find(({ name }) => name === "port")).toEqual({ name: "port", value: 99, source: "PORT" });
  expect(described.every(({ source }) => source !== "")).toBe(true);
});

test("docs/operating/configuration.md holds the table of all settings", () => {
  const page = readFileSync(new URL("../../../../docs/operating/configuration.md", import.meta.url), "utf8");
  expect(page).toContain(settingsTable());
});
