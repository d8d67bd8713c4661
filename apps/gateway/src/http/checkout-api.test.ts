import fc from "fast-check";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  cardSubmission,
  type CheckoutGateway,
  gatewayOrigin,
  type PageReply,
  shopOrigin,
  startCheckoutGateway,
  stateOf,
  walletSubmission,
} from "../../../../test/support/checkout-gateway.ts";
import { systemClock } from "../kernel/index.ts";
import { type Merchant, updateMerchant } from "../merchants/index.ts";

const approved = "4054695723100768";
const refused = "4054692760174822";
const hourMs = 60 * 60_000;

const quiet = pino({ level: "silent" });
const logLines: string[] = [];
const log = pino({ base: null, level: "trace" }, { write: (line: string) => void logLines.push(line) });

let checkout: CheckoutGateway;
let merchant: Merchant;

beforeAll(async () => {
  checkout = await startCheckoutGateway(log);
  merchant = await checkout.addMerchant();
});
afterAll(() => checkout.close());

/** The payer chooses the method. */
const anyMethod = { productScene: "ELEMENT_PAYMENT", paymentMethod: undefined };

const openSession = (members = {}) => checkout.openSession(merchant, members);

describe("who may ask", () => {
  test("the frame in any page, for a sandbox merchant without page origins", async () => {
    const { sessionData } = await openSession();
    expect((await checkout.ask("open", sessionData)).statusCode).toBe(200);
  });

  test("the sealed part of session data alone is enough, whatever the hints beside it have become", async () => {
    const { sessionData } = await openSession();
    const [sealed = ""] = sessionData.split("&&");
    const hints = Buffer.from('{"gatewayUrl":"https://evil.example"}').toString("base64");
    for (const shown of [sealed, `${sealed}&&SG&&188&&${hints}`, `${sealed}&&&&`]) {
      expect((await checkout.ask("open", shown)).json()).toMatchObject({ merchantName: "Ceramics & Co" });
    }
  });

  test.each<[string, Record<string, string | undefined>]>([
    ["another site", { "sec-fetch-site": "cross-site" }],
    ["another host of the same site", { "sec-fetch-site": "same-site" }],
    ["the address bar", { "sec-fetch-site": "none" }],
    ["another origin", { origin: shopOrigin }],
    ["another origin that says nothing else", { origin: shopOrigin, "sec-fetch-site": undefined }],
    ["a sandboxed page", { origin: "null" }],
    ["a client that says neither site nor origin", { origin: undefined, "sec-fetch-site": undefined }],
  ])("a request from %s is refused before it is read", async (_, headers) => {
    const { sessionData } = await openSession();
    const reply = await checkout.ask("open", sessionData, "not even JSON", headers);
    expect(reply.statusCode).toBe(403);
    expect(reply.json()).toEqual({ error: "SESSION_INVALID", message: "Only the gateway's own pages may ask." });
  });

  test.each<[string, Record<string, string | undefined>]>([
    ["an old browser that sends its origin only", { "sec-fetch-site": undefined }],
    ["a browser that sends its site only", { origin: undefined }],
    ["the name that was dialled", { origin: "http://localhost:8080", host: "localhost:8080" }],
    ["the hosted page", { "checkout-origin": gatewayOrigin }],
  ])("a request from %s is answered", async (_, headers) => {
    const { sessionData } = await openSession();
    expect((await checkout.ask("open", sessionData, {}, headers)).statusCode).toBe(200);
  });

  test("a page that the merchant has not registered is refused, and the registered one is not", async () => {
    const strict = await checkout.addMerchant({ pageOrigins: ["https://only.example"] });
    const { sessionData } = await checkout.openSession(strict);
    const codeFor = async (page: string | undefined) =>
      (await checkout.ask("open", sessionData, {}, { "checkout-origin": page })).statusCode;
    expect(await codeFor("https://only.example")).toBe(200);
    expect(await codeFor(gatewayOrigin)).toBe(200);
    for (const page of [shopOrigin, "https://only.example.evil.example", "https://ONLY.example", "", undefined]) {
      expect(await codeFor(page)).toBe(403);
    }
  });

  test("a live merchant without page origins is paid on the gateway's own page only", async () => {
    const live = await checkout.addMerchant({ clientId: "LIVE1", pageOrigins: null });
    const { sessionData } = await checkout.openSession(live);
    expect((await checkout.ask("open", sessionData)).statusCode).toBe(403);
    const own = await checkout.ask("open", sessionData, {}, { "checkout-origin": gatewayOrigin });
    expect(own.json()).toMatchObject({ sandbox: null });
  });

  test("a suspended merchant's sessions open nothing", async () => {
    const suspended = await checkout.addMerchant();
    const { sessionData } = await checkout.openSession(suspended);
    const { db } = checkout.gateway;
    await updateMerchant({ db, clock: systemClock }, suspended.clientId, { status: "SUSPENDED" });
    expect((await checkout.ask("open", sessionData)).json()).toMatchObject({ error: "SESSION_INVALID" });
  });

  test("session data changed in one character, of any part that is sealed, opens nothing", async () => {
    const { sessionData } = await openSession();
    const [sealed = ""] = sessionData.split("&&");
    for (const place of [0, sealed.indexOf("..") + 3, sealed.lastIndexOf(".") - 2, sealed.length - 3]) {
      const other = sealed[place] === "A" ? "B" : "A";
      const changed = sealed.slice(0, place) + other + sealed.slice(place + 1);
      expect((await checkout.ask("open", changed)).json()).toMatchObject({ error: "SESSION_INVALID" });
    }
  });

  test.each(["open", "card", "submit", "state"])("%s without session data is refused", async (name) => {
    const body = name === "card" ? { bin: "405469" } : name === "submit" ? cardSubmission(approved) : {};
    expect((await checkout.ask(name, "", body)).json()).toMatchObject({ error: "SESSION_INVALID" });
  });
});

describe("what is asked", () => {
  test.each<[string, string, string, unknown, RegExp]>([
    ["no JSON", "open", "{", undefined, /valid JSON/],
    ["an array", "open", "[]", undefined, /the body must be object/],
    ["a short bin", "card", "", { bin: "4054" }, /^bin must match pattern/],
    ["no attempt key", "submit", "", { ...cardSubmission(approved), attemptKey: undefined }, /attemptKey/],
    [
      "a card number with blanks",
      "submit",
      "",
      cardSubmission("4054 6957 2310 0768"),
      /^card\.number must match pattern/,
    ],
    [
      "month 13",
      "submit",
      "",
      cardSubmission(approved, { card: { number: approved, expiryMonth: "13", expiryYear: "39" } }),
      /^card\.expiryMonth/,
    ],
    [
      "a wrong check digit",
      "submit",
      "",
      cardSubmission("4054695723100769"),
      /^card\.number must have a valid check digit/,
    ],
    ["no card", "submit", "", cardSubmission(approved, { card: undefined }), /^card is required/],
    ["a card for a wallet", "submit", "", cardSubmission(approved, { paymentMethodType: "ALIPAY_CN" }), /CARD only/],
    [
      "a plan never offered",
      "submit",
      "",
      cardSubmission(approved, { creditPayPlan: { installmentNum: 3 } }),
      /^creditPayPlan/,
    ],
    ["another session's attempt", "state", "", { attemptId: "AT0" }, /^attemptId/],
    ["a step that is none", "state", "", { step: "redirect-returned" }, /^step/],
  ])("%s is REQUEST_INVALID, naming the field", async (_, name, text, body, message) => {
    const { sessionData } = await openSession({ ...anyMethod });
    const reply = await checkout.ask(name, sessionData, body ?? text);
    expect(reply.statusCode).toBe(400);
    expect(reply.json()).toEqual({ error: "REQUEST_INVALID", message: expect.stringMatching(message) });
  });

  test("a body of more than 16 KiB is refused", async () => {
    const { sessionData } = await openSession();
    const reply = await checkout.ask("open", sessionData, { locale: "x".repeat(17_000) });
    expect([reply.statusCode, reply.json()]).toMatchObject([413, { error: "REQUEST_INVALID" }]);
  });

  test.each(["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])(
    "a body of type %s, which a form could send, is refused",
    async (type) => {
      const { sessionData } = await openSession();
      const reply = await checkout.ask("open", sessionData, {}, { "content-type": type });
      expect([reply.statusCode, reply.json()]).toMatchObject([415, { error: "REQUEST_INVALID" }]);
    },
  );

  test("no answer may be kept by a cache", async () => {
    const { sessionData } = await openSession();
    for (const body of [{}, "{"]) {
      expect((await checkout.ask("open", sessionData, body)).headers["cache-control"]).toBe("no-store");
    }
  });
});

describe("open", () => {
  test("tells what is to be paid, to whom and how, with the sandbox's test cards", async () => {
    const { sessionData } = await openSession({ locale: "pt_BR" });
    const reply = (await checkout.ask("open", sessionData)).json();
    expect(reply).toMatchObject({
      merchantName: "Ceramics & Co",
      amount: { currency: "SGD", value: "10050" },
      methods: [{ paymentMethodType: "CARD", name: "Card", category: "CARD", interactions: ["redirect"] }],
      hasInstallments: false,
      needsCvc: true,
      locale: "pt_BR",
      redirectUrl: "https://shop.example.com/return",
      orderDescription: "Two ceramic mugs",
      state: { status: "OPEN" },
    });
    expect(reply.sandbox.testCards[0]).toEqual({
      title: "VISA …0768",
      number: approved,
      brand: "VISA",
      outcome: "Approved",
    });
    expect(reply.expiresAt - reply.serverTime).toBeGreaterThan(hourMs - 60_000);
  });

  test("offers what merchant, currency, region and amount leave, in the merchant's order", async () => {
    const limited = await checkout.addMerchant({ paymentMethods: ["CARD", "PAYNOW", "GRABPAY_SG", "GCASH"] });
    const list = ["GCASH", "GRABPAY_SG", "PAYNOW", "CARD", "CARD"];
    const paymentMethodTypeList = list.map((paymentMethodType, index) => ({
      paymentMethodType,
      ...(index > 0 && { paymentMethodOrder: String(list.length - index) }),
    }));
    const offered = async (members: object): Promise<object[]> => {
      const { sessionData } = await checkout.openSession(limited, {
        ...anyMethod,
        availablePaymentMethod: { paymentMethodTypeList },
        ...members,
      });
      return (await checkout.ask("open", sessionData)).json().methods;
    };
    expect((await offered({})).map((method) => Object.values(method)[0])).toEqual(["CARD", "PAYNOW", "GRABPAY_SG"]);
    const dear = { currency: "SGD", value: "600000" };
    expect(await offered({ paymentAmount: dear })).toMatchObject([
      { paymentMethodType: "CARD" },
      { paymentMethodType: "PAYNOW", category: "CODE", interactions: ["code"] },
    ]);
    expect(await offered({ allowedPaymentMethodRegions: ["SG"] })).toMatchObject([
      { paymentMethodType: "PAYNOW" },
      { paymentMethodType: "GRABPAY_SG", category: "WALLET", interactions: ["redirect"] },
    ]);
  });

  test("lists banks where the payer chooses one beforehand, and never a device wallet's sheet", async () => {
    const paymentAmount = { currency: "MYR", value: "5000" };
    const { sessionData } = await openSession({ ...anyMethod, paymentAmount });
    const { methods } = (await checkout.ask("open", sessionData)).json();
    const types = methods.map(({ paymentMethodType }: { paymentMethodType: string }) => paymentMethodType);
    expect(types).toEqual(expect.arrayContaining(["CARD", "ONLINEBANKING_FPX", "TNG"]));
    expect(types).not.toContain("APPLEPAY");
    const fpx = methods[types.indexOf("ONLINEBANKING_FPX")];
    expect(fpx).toMatchObject({
      category: "BANK",
      banks: expect.arrayContaining([{ bankIdentifierCode: "MYM2U", name: "Maybank2U" }]),
    });
  });

  test("an expired session that nobody paid is SESSION_EXPIRED", async () => {
    const late = await startCheckoutGateway(quiet);
    const { sessionData } = await late.openSession(await late.addMerchant());
    await late.gateway.sandboxClock?.advance(hourMs + 1_000);
    for (const [name, body] of [
      ["open", {}],
      ["card", { bin: "405469" }],
      ["submit", cardSubmission(approved)],
    ] as const) {
      const reply = await late.ask(name, sessionData, body);
      expect([reply.statusCode, reply.json()]).toMatchObject([410, { error: "SESSION_EXPIRED" }]);
    }
    await late.close();
  });

  test("a session that was paid tells so, even after its end", async () => {
    const late = await startCheckoutGateway(quiet);
    const { sessionData } = await late.openSession(await late.addMerchant());
    await late.ask("submit", sessionData, cardSubmission(approved));
    await late.gateway.sandboxClock?.advance(2 * hourMs);
    expect((await late.ask("open", sessionData)).json()).toMatchObject({ state: { status: "SUCCESS" } });
    await late.close();
  });
});

describe("card", () => {
  const read = async (bin: string, members = {}) => {
    const { sessionData } = await openSession(members);
    return (await checkout.ask("card", sessionData, { bin })).json();
  };

  test.each([
    ["405469", ["VISA"]],
    ["497000", ["CARTES_BANCAIRES", "VISA"]],
    ["999999", []],
  ])("the digits %s belong to %j", async (bin, brands) => {
    expect(await read(bin)).toEqual({ brands, plans: [] });
  });

  test("brands that the session does not take are left out", async () => {
    const paymentMethodMetaData = { supportedCardBrands: ["VISA", "MASTERCARD"] };
    const members = { paymentMethod: { paymentMethodType: "CARD", paymentMethodMetaData } };
    expect(await read("497000", members)).toEqual({ brands: ["VISA"], plans: [] });
    expect(await read("370000", members)).toEqual({ brands: [], plans: [] });
  });

  test("plans come with a card and amount that have them, when the merchant lets the payer choose", async () => {
    const members = { paymentAmount: { currency: "BRL", value: "10000" }, enableInstallmentCollection: "true" };
    const { plans } = await read("429409", members);
    expect(plans).toHaveLength(11);
    expect(plans[1]).toEqual({
      installmentNum: 3,
      interval: "MONTH",
      interestRate: "0",
      installmentAmount: { currency: "BRL", value: "3334" },
    });
    expect((await read("405469", members)).plans).toEqual([]);
    expect((await read("429409", { ...members, enableInstallmentCollection: undefined })).plans).toEqual([]);
    const creditPayPlan = { filteredInstallmentPeriods: ["3", "6"] };
    expect((await read("429409", { ...members, creditPayPlan })).plans).toMatchObject([
      { installmentNum: 3 },
      { installmentNum: 6 },
    ]);
  });
});

describe("submit", () => {
  test("a card that is approved ends the payment, and tells nothing that the merchant's page must not know", async () => {
    const { sessionData } = await openSession();
    const reply = await checkout.ask("submit", sessionData, cardSubmission(approved));
    expect(reply.json()).toMatchObject({
      status: "SUCCESS",
      paymentResultCode: "SUCCESS",
      cardPaymentResultInfo: { cardNo: "405469******0768", cardBrand: "VISA", lastFour: "0768" },
    });
    for (const hidden of ["networkTransactionId", "cavv", "dsTransactionId", "refusalCodeRaw", "cardToken", approved]) {
      expect(reply.body).not.toContain(hidden);
    }
  });

  test("a decline leaves the session open, says why, and the next card pays", async () => {
    const { sessionData } = await openSession();
    const declined = stateOf(await checkout.ask("submit", sessionData, cardSubmission(refused)));
    expect(declined).toMatchObject({ status: "OPEN", needChangeSessionForRetry: false });
    expect(declined.paymentResultCode).not.toBe("SUCCESS");
    const paid = stateOf(await checkout.ask("submit", sessionData, cardSubmission(approved)));
    expect(paid).toMatchObject({ status: "SUCCESS" });
    expect(paid.attemptId).not.toBe(declined.attemptId);
  });

  test("the same attempt key delivered twice at once is one attempt", async () => {
    const { sessionData } = await openSession();
    const submission = cardSubmission(refused);
    const replies = await Promise.all([1, 2, 3].map(() => checkout.ask("submit", sessionData, submission)));
    expect(new Set(replies.map((reply) => stateOf(reply).attemptId)).size).toBe(1);
  });

  test("a paid session answers a further card with how it stands, and takes nothing", async () => {
    const { sessionData } = await openSession();
    const paid = stateOf(await checkout.ask("submit", sessionData, cardSubmission(approved)));
    const again = stateOf(await checkout.ask("submit", sessionData, cardSubmission(approved)));
    expect(again).toMatchObject({ status: "SUCCESS", attemptId: paid.attemptId });
  });

  test("while an attempt waits for its acquirer another one is DUPLICATE", async () => {
    const { sessionData } = await openSession();
    const silent = stateOf(await checkout.ask("submit", sessionData, cardSubmission("4000000200000109")));
    expect(silent).toMatchObject({ status: "PROCESSING" });
    const second = await checkout.ask("submit", sessionData, cardSubmission(approved));
    expect([second.statusCode, second.json()]).toMatchObject([409, { error: "DUPLICATE" }]);
  });

  test.each<[string, object, object]>([
    ["a method nobody offered", {}, walletSubmission("GCASH")],
    ["a method that is none", {}, walletSubmission("MAGIC")],
    ["a brand the session leaves out", { supportedCardBrands: ["MASTERCARD"] }, cardSubmission(approved)],
    [
      "a brand that is not on the card",
      {},
      cardSubmission(approved, {
        card: { number: approved, expiryMonth: "12", expiryYear: "39", selectedCardBrand: "MASTERCARD" },
      }),
    ],
  ])("%s is METHOD_NOT_AVAILABLE", async (_, paymentMethodMetaData, submission) => {
    const { sessionData } = await openSession({ paymentMethod: { paymentMethodType: "CARD", paymentMethodMetaData } });
    const reply = await checkout.ask("submit", sessionData, submission);
    expect([reply.statusCode, reply.json()]).toMatchObject([422, { error: "METHOD_NOT_AVAILABLE" }]);
  });

  test("the brand that the payer chose on a co-badged card is the one that is charged", async () => {
    const { sessionData } = await openSession();
    const card = {
      number: "4970000000000008",
      expiryMonth: "12",
      expiryYear: "39",
      cvc: "123",
      selectedCardBrand: "VISA",
    };
    const state = stateOf(await checkout.ask("submit", sessionData, cardSubmission("", { card })));
    expect(state.cardPaymentResultInfo).toMatchObject({ cardBrand: "VISA" });
  });

  test("the plan that the payer chose is charged", async () => {
    const { sessionData } = await openSession({
      paymentAmount: { currency: "BRL", value: "10000" },
      enableInstallmentCollection: "true",
    });
    const submission = cardSubmission("4294097400915107", { creditPayPlan: { installmentNum: 6 } });
    const state = stateOf(await checkout.ask("submit", sessionData, submission));
    expect(state.cardPaymentResultInfo).toMatchObject({ creditPayPlan: { installmentNum: "6" } });
  });

  test("after twenty attempts a session takes no further card", async () => {
    const { sessionData } = await openSession();
    for (let attempt = 0; attempt < 20; attempt++) await checkout.ask("submit", sessionData, cardSubmission(refused));
    const reply = await checkout.ask("submit", sessionData, cardSubmission(approved));
    expect([reply.statusCode, reply.json()]).toMatchObject([410, { error: "SESSION_EXPIRED" }]);
  });
});

test("when too many cards are declined in a short time, that merchant's next card has to wait", async () => {
  const tried = await checkout.addMerchant();
  let reply: PageReply | undefined;
  for (let count = 0; count < 400 && reply?.statusCode !== 429; count++) {
    const { sessionData } = await checkout.openSession(tried);
    reply = await checkout.ask("submit", sessionData, cardSubmission(refused));
  }
  expect(reply?.json()).toMatchObject({ error: "UNAVAILABLE", message: expect.stringMatching(/declined/) });
  expect(Number(reply?.headers["retry-after"])).toBeGreaterThan(0);
  const other = await openSession();
  expect(stateOf(await checkout.ask("submit", other.sessionData, cardSubmission(approved))).status).toBe("SUCCESS");
});

describe("what must never happen", () => {
  const canary = "4929123412341234";

  test("no answer and no log line repeats a card number or a verification value", async () => {
    const { sessionData } = await openSession();
    const card = { number: canary, expiryMonth: "12", expiryYear: "39", cvc: "987", cardholderName: "Canary Person" };
    const bodies: unknown[] = [
      cardSubmission("", { card }),
      cardSubmission("", { card: { ...card, number: canary.slice(0, -1) } }),
      cardSubmission("", { card: { ...card, number: `${canary}${canary}` } }),
      cardSubmission("", { card: { ...card, expiryMonth: canary } }),
      cardSubmission("", { card, paymentMethodType: canary }),
      cardSubmission("", { card: canary }),
      `{"card":{"number":"${canary}"`,
      { bin: canary },
    ];
    for (const name of ["open", "card", "submit", "state"]) {
      for (const body of bodies) {
        const reply = await checkout.ask(name, sessionData, body);
        expect(reply.body.replaceAll(/\D/g, "")).not.toContain(canary);
      }
    }
    const logged = logLines.join("");
    for (const secret of [canary, '"987"', "Canary Person", sessionData.split("&&")[0] ?? ""]) {
      expect(logged).not.toContain(secret);
    }
  });

  test("no message, however odd, makes the gateway answer with a 5xx", async () => {
    const { sessionData } = await openSession();
    const names = fc.constantFrom("open", "card", "submit", "state");
    const odd = fc.oneof(
      fc.json(),
      fc.string({ unit: "binary", maxLength: 64 }),
      fc.object({ key: fc.constantFrom("card", "bin", "attemptKey", "browser", "step", "__proto__", "constructor") }),
      fc.record({
        attemptKey: fc.string(),
        paymentMethodType: fc.string(),
        interaction: fc.anything(),
        browser: fc.object(),
      }),
      fc.record({ attemptId: fc.string({ unit: "binary", minLength: 1, maxLength: 64 }) }),
    );
    const sessions = fc.oneof(fc.constant(sessionData), fc.stringMatching(/^[\x21-\x7e]{0,60}$/));
    await fc.assert(
      fc.asyncProperty(names, sessions, odd, async (name, session, body) => {
        const reply = await checkout.ask(name, session, typeof body === "string" ? body : JSON.stringify(body));
        expect(reply.statusCode).toBeLessThan(500);
      }),
      { numRuns: 150 },
    );
    expect(checkout.broken).toEqual([]);
  });
});
