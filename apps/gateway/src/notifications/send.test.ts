import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type MerchantServer, startMerchantServer } from "../../../../test/support/merchant-server.ts";
import { ensureLocalCertificate } from "../config/index.ts";
import { systemClock } from "../kernel/index.ts";
import { createAddressGuard } from "./address-guard.ts";
import { createSender } from "./send.ts";

/*
 * The receiver has a certificate for localhost that nobody vouches for, as on a developer's machine.
 */

const folder = mkdtempSync(join(tmpdir(), "opencashier-send-"));
let server: MerchantServer;
beforeAll(async () => {
  server = await startMerchantServer(
    await ensureLocalCertificate({ folder, names: ["shop.example"], now: systemClock.now() }),
  );
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

const guard = createAddressGuard({
  allowsPrivate: false,
  allowed: ["shop.example"],
  resolve: async () => ["127.0.0.1"],
});
const limits = { guard, timeoutMs: 2_000, connectTimeoutMs: 2_000 };
const url = (): string => `https://shop.example:${server.port}/notify`;

test("HTTPS keeps the name for the certificate and the Host header while the checked address is dialled", async () => {
  const sender = createSender({ ...limits, verifiesPrivate: false });
  expect(await sender.post(url(), {}, Buffer.from("{}"))).toMatchObject({ status: 200, failure: undefined });
  expect(server.received.at(-1)?.headers.host).toBe(`shop.example:${server.port}`);
  sender.close();
});

test("in production a certificate that nobody vouches for is refused before anything is sent", async () => {
  const count = server.received.length;
  const sender = createSender({ ...limits, verifiesPrivate: true });
  const { failure } = await sender.post(url(), {}, Buffer.from("{}"));
  expect(failure?.outcome).toBe("UNREACHABLE");
  expect(failure?.reason).toMatch(/certificate/);
  expect(server.received).toHaveLength(count);
  sender.close();
});

test("a name server that is silent costs the time limit and no more", async () => {
  const silent = createAddressGuard({ allowsPrivate: false, allowed: [], resolve: () => new Promise(() => undefined) });
  const sender = createSender({ ...limits, guard: silent, timeoutMs: 20, verifiesPrivate: true });
  expect((await sender.post(url(), {}, Buffer.from("{}"))).failure?.outcome).toBe("TIMED_OUT");
});

test("closing ends what is under way", async () => {
  server.answer({ isHeld: true });
  const sender = createSender({ ...limits, verifiesPrivate: false });
  const count = server.received.length;
  const posted = sender.post(url(), {}, Buffer.from("{}"));
  await server.arrived(count + 1);
  sender.close();
  expect((await posted).failure).toEqual({ outcome: "UNREACHABLE", reason: "the gateway stops" });
});
