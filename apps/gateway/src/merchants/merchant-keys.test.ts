import { generateKeyPairSync } from "node:crypto";
import { toPublicKeyText } from "@opencashier/protocol";
import { describe, expect, test } from "vitest";
import { engines, useDb } from "../../../../test/support/engines.ts";
import { movableClock, toInstant } from "../kernel/index.ts";
import { createMerchant } from "./accounts.ts";
import { addMerchantKey, listMerchantKeys } from "./merchant-keys.ts";

const start = 1_795_000_000_000;
const dayMs = 24 * 60 * 60 * 1000;
const pairs = Array.from({ length: 4 }, () => generateKeyPairSync("rsa", { modulusLength: 2048 }));
const [keyA = "", keyB = "", keyC = "", keyD = ""] = pairs.map((pair) => toPublicKeyText(pair.publicKey));

describe.each(engines)("rotation of merchant keys on %s", (engine) => {
  const db = useDb(engine);

  async function open(clientId: string) {
    const deps = { db: db(), clock: movableClock(toInstant(start)) };
    await createMerchant(deps, { clientId, displayName: "Shop", region: "US", publicKeyText: keyA });
    const endings = async () => (await listMerchantKeys(deps, clientId)).map((key) => [key.keyVersion, key.notAfter]);
    return { deps, endings };
  }

  test("lets the old key live for the overlap beside the new one", async () => {
    const { deps, endings } = await open("ROTATE");
    const added = await addMerchantKey(deps, "ROTATE", keyB, { overlapMs: dayMs });
    expect(added).toEqual({ keyVersion: 2, publicKeyText: keyB, notAfter: null, createdAt: start });
    expect(await endings()).toEqual([
      [1, start + dayMs],
      [2, null],
    ]);
  });

  test("never makes a third key live: the operator names the one that ends at once", async () => {
    const { deps, endings } = await open("THIRD");
    await addMerchantKey(deps, "THIRD", keyB, { overlapMs: 10 * dayMs });
    await expect(addMerchantKey(deps, "THIRD", keyC)).rejects.toMatchObject({ field: "replaces" });
    await expect(addMerchantKey(deps, "THIRD", keyC, { replaces: 9 })).rejects.toMatchObject({ field: "replaces" });
    await addMerchantKey(deps, "THIRD", keyC, { replaces: 1, overlapMs: dayMs });
    expect(await endings()).toEqual([
      [1, start],
      [2, start + dayMs],
      [3, null],
    ]);
  });

  test("asks for no name once the overlap has passed, and does not bring an ended key back", async () => {
    const { deps, endings } = await open("LATER");
    await addMerchantKey(deps, "LATER", keyB, { overlapMs: dayMs });
    deps.clock.advance(dayMs);
    await addMerchantKey(deps, "LATER", keyC, { overlapMs: 0 });
    expect(await endings()).toEqual([
      [1, start + dayMs],
      [2, start + dayMs],
      [3, null],
    ]);
  });

  test("never lengthens the life of a key that is already ending", async () => {
    const { deps, endings } = await open("SHORTER");
    await addMerchantKey(deps, "SHORTER", keyB, { overlapMs: dayMs });
    await addMerchantKey(deps, "SHORTER", keyC, { replaces: 2, overlapMs: 100 * dayMs });
    expect(await endings()).toEqual([
      [1, start + dayMs],
      [2, start],
      [3, null],
    ]);
  });

  test("at the same moment happens once after the other, so versions stay unique", async () => {
    const { deps, endings } = await open("RACE");
    const outcomes = await Promise.allSettled([addMerchantKey(deps, "RACE", keyB), addMerchantKey(deps, "RACE", keyC)]);
    expect(outcomes.map((outcome) => outcome.status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect((await endings()).map(([version]) => version)).toEqual([1, 2]);
  });

  test("refuses a key the merchant ever had, a private key, another kind of key and no key, and quotes none", async () => {
    const { deps } = await open("REFUSE");
    const privateText = pairs[3]!.privateKey.export({ format: "der", type: "pkcs8" }).toString("base64");
    const elliptic = generateKeyPairSync("ec", { namedCurve: "P-256" }).publicKey;
    const weak = generateKeyPairSync("rsa", { modulusLength: 1024 }).publicKey;
    const weakText = toPublicKeyText(weak);
    for (const text of [keyA, privateText, toPublicKeyText(elliptic), weakText, "", "some words"]) {
      const adding = addMerchantKey(deps, "REFUSE", text);
      await expect(adding).rejects.toMatchObject({
        field: "publicKey",
        received: `a text of ${text.length} characters`,
      });
      await expect(adding).rejects.not.toThrow(text.slice(30, 60) || "words");
    }
    await expect(addMerchantKey(deps, "NOBODY", keyD)).rejects.toMatchObject({ field: "clientId" });
    await expect(addMerchantKey(deps, "REFUSE", keyD, { overlapMs: -1 })).rejects.toMatchObject({ field: "overlapMs" });
    expect(await listMerchantKeys(deps, "NOBODY")).toEqual([]);
  });
});
