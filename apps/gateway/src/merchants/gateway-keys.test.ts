import { randomBytes } from "node:crypto";
import { signContent, verifyContent } from "@opencashier/protocol";
import { describe, expect, test } from "vitest";
import { createTestStore, engines } from "../../../../test/support/engines.ts";
import { many } from "../db/index.ts";
import { systemClock } from "../kernel/index.ts";
import { ensureGatewayKeys, type GatewayKeyDeps, rotateGatewayKey } from "./gateway-keys.ts";
import { createMasterKeyProvider } from "./master-key.ts";

const newKeyProvider = () =>
  createMasterKeyProvider({ masterKeyBase64: randomBytes(32).toString("base64"), dataDir: "", isEmbedded: false });

const content = Buffer.from("what was said");

describe.each(engines)("gateway keys on %s", (engine) => {
  test("four replicas that start at once all sign with the same key", async () => {
    const store = await createTestStore(engine, "migrated");
    const keyProvider = newKeyProvider();
    const replicas = await Promise.all([1, 2, 3, 4].map(() => store.open()));
    const found = await Promise.all(replicas.map((db) => ensureGatewayKeys({ db, clock: systemClock, keyProvider })));
    for (const { current, all } of found) {
      expect(all.map((key) => key.keyVersion)).toEqual([1]);
      expect(current.publicKey.equals(found[0]!.current.publicKey)).toBe(true);
      const signature = await signContent(content, current.privateKey);
      expect(verifyContent(content, signature, found[0]!.current.publicKey)).toBe(true);
    }
    await store.close();
  });

  test("rotation signs with the next version and keeps the one before for what it signed", async () => {
    const store = await createTestStore(engine, "migrated");
    const deps: GatewayKeyDeps = { db: await store.open(), clock: systemClock, keyProvider: newKeyProvider() };
    const before = await ensureGatewayKeys(deps);
    const after = await rotateGatewayKey(deps);
    expect(after.current.keyVersion).toBe(2);
    expect(after.all.map(({ keyVersion, isRetired }) => ({ keyVersion, isRetired }))).toEqual([
      { keyVersion: 1, isRetired: true },
      { keyVersion: 2, isRetired: false },
    ]);
    expect(after.all[0]!.publicKey.equals(before.current.publicKey)).toBe(true);
    await store.close();
  });

  test("rotations at the same moment end with one current key", async () => {
    const store = await createTestStore(engine, "migrated");
    const deps: GatewayKeyDeps = { db: await store.open(), clock: systemClock, keyProvider: newKeyProvider() };
    await ensureGatewayKeys(deps);
    const answers = await Promise.all([rotateGatewayKey(deps), rotateGatewayKey(deps)]);
    expect(answers.map((keys) => keys.current.keyVersion)).toEqual([2, 2]);
    await store.close();
  });

  test("another master key is refused with the way out, and private halves are stored only sealed", async () => {
    const store = await createTestStore(engine, "migrated");
    const db = await store.open();
    await ensureGatewayKeys({ db, clock: systemClock, keyProvider: newKeyProvider() });
    const start = ensureGatewayKeys({ db, clock: systemClock, keyProvider: newKeyProvider() });
    await expect(start).rejects.toThrow("Start with the OPENCASHIER_MASTER_KEY");
    const [sealed = ""] = await many(db.connection, (row: { private_key_sealed: string }) => row.private_key_sealed)`
      select private_key_sealed from gateway_keys`;
    expect(sealed).toMatch(/^v1\.[0-9a-f]{16}\./);
    // How every unsealed PKCS#8 RSA key begins; fewer letters would turn up in sealed text by chance.
    expect(sealed).not.toContain("IBADANBgkqhkiG9w0BAQEFAASC");
    await store.close();
  });
});
