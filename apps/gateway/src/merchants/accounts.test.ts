import { generateKeyPairSync } from "node:crypto";
import { toPublicKeyText } from "@opencashier/protocol";
import { describe, expect, test } from "vitest";
import { engines, useDb } from "../../../../test/support/engines.ts";
import { movableClock, toInstant } from "../kernel/index.ts";
import { createMerchant, listMerchants, type NewMerchant, updateMerchant } from "./accounts.ts";
import { MerchantSettingError, type MerchantSettings } from "./merchant-settings.ts";

const newPublicKeyText = () => toPublicKeyText(generateKeyPairSync("rsa", { modulusLength: 2048 }).publicKey);

const complete = {
  displayName: "Bücher & 茶",
  status: "ACTIVE",
  region: "SG",
  products: ["CASHIER_PAYMENT", "APO"],
  paymentMethods: ["CARD", "GCASH"],
  currencies: ["USD", "PHP"],
  settlementCurrencies: ["USD"],
  cardBrands: [],
  redirectHosts: ["shop.example", "localhost:3000"],
  pageOrigins: ["https://shop.example"],
  notifyUrl: "https://shop.example/notify?from=us",
} as const satisfies MerchantSettings;

describe.each(engines)("merchants on %s", (engine) => {
  const db = useDb(engine);
  const clock = movableClock(toInstant(1_795_000_000_000));
  const create = (merchant: Partial<NewMerchant> & { clientId: string }) =>
    createMerchant({ db: db(), clock }, { displayName: "Shop", region: "US", ...merchant });

  test("come back with every setting and their first key", async () => {
    const publicKeyText = newPublicKeyText();
    const merchant = await create({ clientId: "SANDBOX_A1", ...complete, publicKeyText });
    const { keys, ...settings } = merchant;
    expect(settings).toEqual({ clientId: "SANDBOX_A1", ...complete });
    expect(keys.map(({ keyVersion, notAfter }) => ({ keyVersion, notAfter }))).toEqual([
      { keyVersion: 1, notAfter: null },
    ]);
    expect(toPublicKeyText(keys[0]!.publicKey)).toBe(publicKeyText);
  });

  test("with settings left out are active and unrestricted, and without a key have none", async () => {
    expect(await create({ clientId: "SANDBOX_A2" })).toEqual({
      clientId: "SANDBOX_A2",
      displayName: "Shop",
      status: "ACTIVE",
      region: "US",
      products: ["CASHIER_PAYMENT"],
      paymentMethods: null,
      currencies: null,
      settlementCurrencies: [],
      cardBrands: null,
      redirectHosts: null,
      pageOrigins: null,
      notifyUrl: null,
      keys: [],
    });
  });

  test("keep their client id to themselves, also when two are opened at once", async () => {
    const outcomes = await Promise.allSettled([create({ clientId: "TWIN" }), create({ clientId: "TWIN" })]);
    const refused = outcomes.filter((outcome) => outcome.status === "rejected");
    expect(refused).toHaveLength(1);
    expect(refused[0]).toMatchObject({ reason: { field: "clientId", rule: "must not be in use", received: '"TWIN"' } });
  });

  test.each(Object.entries(complete))("change their %s and nothing else", async (field, value) => {
    const clientId = `CHANGE_${field}`;
    const before = await create({ clientId, cardBrands: ["VISA"] });
    const changed = await updateMerchant({ db: db(), clock }, clientId, { [field]: value });
    expect(changed).toEqual({ ...before, [field]: value });
  });

  test("can be suspended, and be unrestricted again with null", async () => {
    await create({ clientId: "RESET", ...complete });
    const changes = { status: "SUSPENDED", currencies: null, notifyUrl: null } as const;
    expect(await updateMerchant({ db: db(), clock }, "RESET", changes)).toMatchObject(changes);
    expect(await updateMerchant({ db: db(), clock }, "RESET", {})).toMatchObject(changes);
  });

  test("that do not exist cannot be changed", async () => {
    const update = updateMerchant({ db: db(), clock }, "NOBODY", { displayName: "X" });
    await expect(update).rejects.toMatchObject({ field: "clientId", rule: "must name a merchant" });
  });

  test("are listed by client id, page after page, with their keys", async () => {
    for (const clientId of ["page3", "page1", "page2"]) {
      await create({ clientId, publicKeyText: newPublicKeyText() });
    }
    const first = await listMerchants({ db: db() }, { after: "page", countMax: 2 });
    expect(first.map((merchant) => merchant.clientId)).toEqual(["page1", "page2"]);
    expect(first.map((merchant) => merchant.keys.length)).toEqual([1, 1]);
    const second = await listMerchants({ db: db() }, { after: "page2", countMax: 2 });
    expect(second.map((merchant) => merchant.clientId)).toEqual(["page3"]);
  });

  test.each([
    ["clientId", "with space"],
    ["clientId", ""],
    ["clientId", "A".repeat(65)],
    ["displayName", ""],
    ["displayName", "line\nbreak"],
    ["status", "CLOSED"],
    ["region", "sg"],
    ["products", ["CHESS"]],
    ["products", ["APO", "APO"]],
    ["paymentMethods", ["card"]],
    ["currencies", ["UDS"]],
    ["currencies", "USD"],
    ["settlementCurrencies", null],
    ["cardBrands", [""]],
    ["redirectHosts", ["https://shop.example/"]],
    ["redirectHosts", ["Shop.example"]],
    ["pageOrigins", ["shop.example"]],
    ["pageOrigins", ["https://shop.example/"]],
    ["pageOrigins", ["https://*.shop.example"]],
    ["pageOrigins", ["https://shop.example;sandbox"]],
    ["pageOrigins", ["https://Shop.example"]],
    ["pageOrigins", ["https://shop.example:443"]],
    ["pageOrigins", ["null"]],
    ["notifyUrl", "ftp://shop.example"],
    ["notifyUrl", "https://user:pass@shop.example/"],
    ["notifyUrl", "not a url"],
    ["surprise", 1],
  ])("are refused %s = %j by name", async (field, value) => {
    const opening = create({ clientId: "REFUSED", [field]: value });
    await expect(opening).rejects.toBeInstanceOf(MerchantSettingError);
    await expect(opening).rejects.toMatchObject({ field });
  });
});
