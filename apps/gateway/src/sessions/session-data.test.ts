import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { compactDecrypt } from "jose";
import { describe, expect, test } from "vitest";
import { Secret, toInstant } from "../kernel/index.ts";
import { createCardSealer } from "./card-sealer.ts";
import { createSessionDataSealer } from "./session-data.ts";

const keyNamed = (kid: string) => ({ kid, key: randomBytes(32) });
const session = { clientId: "SANDBOX_1", paymentSessionId: "PS1", expiresAt: toInstant(1_800_000_000_000) };

describe("session data", () => {
  test("has the four parts the browser SDK splits, and opens to what was sealed", () => {
    const sealer = createSessionDataSealer([keyNamed("a")], "SG");
    const text = sealer.seal(session, { merchantName: "Späti" });
    const [, region, number, hints = ""] = text.split("&&");
    expect([region, number]).toEqual(["SG", "188"]);
    expect(JSON.parse(Buffer.from(hints, "base64").toString())).toEqual({ merchantName: "Späti" });
    expect(sealer.open(text)).toEqual(session);
  });

  test("is a standard JWE: an independent library reads it", async () => {
    const key = keyNamed("a");
    const [jwe = ""] = createSessionDataSealer([key], "SG").seal(session, {}).split("&&");
    const { plaintext, protectedHeader } = await compactDecrypt(jwe, key.key);
    expect(protectedHeader).toEqual({ alg: "dir", enc: "A256GCM", kid: "a" });
    expect(JSON.parse(Buffer.from(plaintext).toString())).toEqual(Object.values(session));
  });

  test("of one session is always the same text, so a repeated request gets the same answer", () => {
    const sealer = createSessionDataSealer([keyNamed("a")], "SG");
    expect(sealer.seal(session, {})).toBe(sealer.seal({ ...session }, {}));
  });

  test("sealed before a key rotation still opens after it; a retired key opens nothing", () => {
    const [old, current] = [keyNamed("old"), keyNamed("current")];
    const text = createSessionDataSealer([old], "SG").seal(session, {});
    expect(createSessionDataSealer([current, old], "SG").open(text)).toEqual(session);
    expect(createSessionDataSealer([current], "SG").open(text)).toBeUndefined();
  });

  test("with any one character of its sealed part changed opens nothing", () => {
    const sealer = createSessionDataSealer([keyNamed("a")], "SG");
    const [jwe = ""] = sealer.seal(session, {}).split("&&");
    const changes = fc.tuple(fc.nat({ max: jwe.length - 1 }), fc.constantFrom(..."AZaz09-_."));
    fc.assert(
      fc.property(changes, ([place, character]) => {
        const changed = jwe.slice(0, place) + character + jwe.slice(place + 1);
        const opened = sealer.open(changed);
        // The last character of a base64url part may carry unused bits: then the bytes did not change.
        if (
          Buffer.from(changed.split(".").pop() ?? "", "base64url").equals(
            Buffer.from(jwe.split(".").pop() ?? "", "base64url"),
          )
        )
          return;
        expect(opened).toBeUndefined();
      }),
      { numRuns: 500 },
    );
  });

  test("that is no session data at all opens nothing and throws nothing", () => {
    const sealer = createSessionDataSealer([keyNamed("a")], "SG");
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(sealer.open(text)).toBeUndefined();
      }),
    );
  });
});

test("sealed card numbers open under the session they were sealed for, and under no other", () => {
  const sealer = createCardSealer([keyNamed("a")]);
  const sealed = sealer.seal(new Secret({ "paymentMethod.cardNo": "4054695723100768" }), "PS1");
  expect(sealed).not.toContain("4054");
  expect(sealer.open(sealed, "PS1").reveal()).toEqual({ "paymentMethod.cardNo": "4054695723100768" });
  expect(() => sealer.open(sealed, "PS2")).toThrow();
});
