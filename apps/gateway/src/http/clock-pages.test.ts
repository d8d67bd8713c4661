import fastify, { type FastifyInstance } from "fastify";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createTestStore, engines, type TestStore } from "../../../../test/support/engines.ts";
import { createSandboxClock, type SandboxClock } from "../clock/index.ts";
import { registerClockPages } from "./clock-pages.ts";

describe.each(engines)("/sandbox/clock on %s", (engine) => {
  let store: TestStore;
  let clock: SandboxClock;
  let app: FastifyInstance;

  beforeEach(async () => {
    store = await createTestStore(engine, "migrated");
    clock = await createSandboxClock({ db: await store.open(), refreshMs: 0 });
    app = fastify();
    registerClockPages(app, { sandboxClock: clock });
  });
  afterEach(async () => {
    await app.close();
    await store.close();
  });

  const post = (payload: string, headers: Readonly<Record<string, string>> = {}) =>
    app.inject({
      method: "POST",
      url: "/sandbox/clock",
      headers: { host: "localhost:8080", "content-type": "application/json", ...headers },
      payload,
    });

  test("shows, moves and resets the clock", async () => {
    expect((await post('{"advance":"1h"}')).json()).toMatchObject({ offsetMs: 3_600_000 });
    expect((await post('{"advance":"30m"}')).json()).toMatchObject({ offsetMs: 5_400_000 });
    const shown = await app.inject({ url: "/sandbox/clock" });
    expect(shown.json()).toEqual({ now: expect.stringMatching(/^\d{4}-.*Z$/) as string, offsetMs: 5_400_000 });
    expect((await post('{"reset":true}')).json()).toMatchObject({ offsetMs: 0 });
  });

  test.each(["{}", "null", "[]", '"1h"', '{"advance":3600}', '{"advance":"-1h"}', '{"advance":"0"}'])(
    "%s moves nothing",
    async (payload) => {
      expect((await post(payload)).statusCode).toBe(400);
      expect(clock.show().offsetMs).toBe(0);
    },
  );

  test.each([
    ["too far", '{"advance":"36501d"}', {}, 400],
    ["both at once", '{"advance":"1h","reset":true}', {}, 400],
    ["a form of some web page", "advance=1h", { "content-type": "application/x-www-form-urlencoded" }, 415],
    ["text of some web page", '{"advance":"1h"}', { "content-type": "text/plain" }, 400],
    ["a page's script", '{"advance":"1h"}', { origin: "https://shop.example" }, 403],
    ["a name that was rebound", '{"advance":"1h"}', { host: "evil.example:8080" }, 403],
  ])("%s moves nothing", async (_, payload, headers, status) => {
    expect((await post(payload, headers)).statusCode).toBe(status);
    expect(clock.show().offsetMs).toBe(0);
  });
});

test("where time is real there is no such page", async () => {
  const app = fastify();
  registerClockPages(app, { sandboxClock: undefined });
  expect((await app.inject({ url: "/sandbox/clock" })).statusCode).toBe(404);
});
