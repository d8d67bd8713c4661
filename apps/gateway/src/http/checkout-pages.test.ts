import { createHash } from "node:crypto";
import { gunzipSync } from "node:zlib";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  cardSubmission,
  type CheckoutGateway,
  gatewayOrigin,
  type PageReply,
  shopOrigin,
  startCheckoutGateway,
} from "../../../../test/support/checkout-gateway.ts";
import type { Merchant } from "../merchants/index.ts";

const quiet = pino({ level: "silent" });

let checkout: CheckoutGateway;
let merchant: Merchant;

beforeAll(async () => {
  checkout = await startCheckoutGateway(quiet);
  merchant = await checkout.addMerchant();
});
afterAll(() => checkout.close());

const get = (url: string, headers: Record<string, string> = {}) => checkout.app.inject({ method: "GET", url, headers });
const frameUrl = (client: string, origin: string) => `/checkout/frame?${new URLSearchParams({ client, origin })}`;

const policyOf = ({ headers }: PageReply): Record<string, string> =>
  Object.fromEntries(
    String(headers["content-security-policy"])
      .split("; ")
      .map((directive) => [directive.split(" ", 1)[0] ?? "", directive.slice(directive.indexOf(" ") + 1)]),
  );

/** Headers that every document of the checkout owes, whatever it shows. */
function expectGuarded(reply: PageReply): void {
  expect(reply.headers).toMatchObject({
    "content-type": "text/html; charset=utf-8",
    "cache-control": "no-store",
    "referrer-policy": "strict-origin",
    "x-content-type-options": "nosniff",
    "cross-origin-opener-policy": "same-origin-allow-popups",
    "permissions-policy": expect.stringContaining("camera=()"),
  });
  expect(policyOf(reply)).toMatchObject({
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "base-uri": "'none'",
    "require-trusted-types-for": "'script'",
    "trusted-types": "'none'",
    "frame-ancestors": expect.stringMatching(/./),
  });
  expect(reply.body).not.toMatch(/<script(?![^>]* src=)|<style|\son[a-z]+=|\sstyle=|javascript:/);
}

describe("the frame", () => {
  test("may stand in the page it was asked for and in no other", async () => {
    const reply = await get(frameUrl(merchant.clientId, shopOrigin));
    expect(reply.statusCode).toBe(200);
    expectGuarded(reply);
    expect(policyOf(reply)).toMatchObject({
      "frame-ancestors": shopOrigin,
      "connect-src": "'self'",
      "img-src": "'self' data:",
      "frame-src": "'self'",
      "form-action": "'none'",
    });
    expect(reply.body).toContain('data-mode="frame"');
  });

  test("loads its scripts and style by hash, the small script that begins first", async () => {
    const { body } = await get(frameUrl(merchant.clientId, shopOrigin));
    const links = [...body.matchAll(/(?:src|href)="([^"]+)" integrity="([^"]+)"/g)];
    expect(links.map(([, url]) => url)).toEqual([
      "/checkout/assets/frame/start-2c3d4e5f.js",
      "/checkout/assets/frame/main-0a1b2c3d.js",
      "/checkout/assets/frame/main-0a1b2c3d.css",
    ]);
    for (const [, url = "", integrity] of links) {
      const asset = await get(url);
      expect(`sha384-${createHash("sha384").update(asset.rawPayload).digest("base64")}`).toBe(integrity);
    }
  });

  test.each([
    ["a page that is not registered", "https://other.example"],
    ["a registered host on another port", "https://only.example:8443"],
    ["a host that only begins so", "https://only.example.evil.example"],
    ["a registered host over http", "http://only.example"],
  ])("is not given to %s, which reads why", async (_, origin) => {
    const strict = await checkout.addMerchant({ pageOrigins: ["https://only.example"] });
    const reply = await get(frameUrl(strict.clientId, origin));
    expect(reply.statusCode).toBe(403);
    expectGuarded(reply);
    expect(policyOf(reply)["frame-ancestors"]).toBe(origin);
    expect(reply.body).toContain("--page-origins");
    expect(reply.body).not.toContain("data-mode");
    expect((await get(frameUrl(strict.clientId, "https://only.example"))).statusCode).toBe(200);
  });

  test("of a client id that nobody has is refused like any other", async () => {
    expect((await get(frameUrl("SANDBOX_NOBODY", shopOrigin))).statusCode).toBe(403);
    const live = await checkout.addMerchant({ clientId: "LIVEFRAME" });
    expect((await get(frameUrl(live.clientId, shopOrigin))).statusCode).toBe(403);
  });

  test.each([
    ["a directive after the host", "https://a;sandbox"],
    ["a second policy", "https://a,default-src"],
    ["a wildcard", "https://*.example"],
    ["a path", "https://shop.example/checkout"],
    ["upper case", "https://SHOP.example"],
    ["a user", "https://user@shop.example"],
    ["another scheme", "data:text/html,x"],
    ["an opaque origin", "null"],
    ["a line break", "https://shop.example\r\nx: y"],
    ["nothing", ""],
  ])("is refused to an origin with %s, and nothing of it reaches a header", async (_, origin) => {
    const reply = await get(frameUrl(merchant.clientId, origin));
    expect(reply.statusCode).toBe(403);
    expectGuarded(reply);
    expect(policyOf(reply)["frame-ancestors"]).toBe("'none'");
  });

  test("asked for with two origins at once is refused", async () => {
    const query = `client=${merchant.clientId}&origin=${shopOrigin}&origin=https://evil.example`;
    expect((await get(`/checkout/frame?${query}`)).statusCode).toBe(403);
  });
});

describe("the hosted page", () => {
  const openHosted = async (members: object = {}, owner = merchant) => {
    const session = await checkout.openSession(owner, {
      productScene: "CHECKOUT_PAYMENT",
      paymentMethod: undefined,
      ...members,
    });
    return new URL(session.normalUrl ?? "");
  };

  test("is where createPaymentSession sends the payer of a CHECKOUT_PAYMENT", async () => {
    const url = await openHosted({ locale: "pt_BR" });
    expect(url.origin).toBe(gatewayOrigin);
    expect(url.href.length).toBeLessThanOrEqual(2048);
    const reply = await get(url.pathname);
    expect(reply.statusCode).toBe(200);
    expectGuarded(reply);
    expect(policyOf(reply)).toMatchObject({ "frame-ancestors": "'none'", "form-action": "'self' https:" });
    expect(reply.body).toContain(`lang="pt-BR" data-mode="page" data-session="${url.pathname.split("/").at(-1)}"`);
    expect(reply.body).toContain("<title>Pay Ceramics &amp; Co</title>");
  });

  test("authenticates with what it was given", async () => {
    const url = await openHosted();
    const token = url.pathname.split("/").at(-1) ?? "";
    const reply = await checkout.ask("open", token, {}, { "checkout-origin": gatewayOrigin });
    expect(reply.json()).toMatchObject({ merchantName: "Ceramics & Co" });
  });

  test("shows names and locales as text, whatever they hold", async () => {
    const odd = await checkout.addMerchant({ displayName: `"><script src=//evil.example></script>` });
    const reply = await get((await openHosted({ locale: `"x` }, odd)).pathname);
    expectGuarded(reply);
    expect(reply.body).not.toContain("<script src=//evil");
    expect(reply.body).toContain('<html lang="en"');
  });

  test("of a link nobody made says so, and may not be framed", async () => {
    const reply = await get("/checkout/page/abc.def");
    expect(reply.statusCode).toBe(410);
    expectGuarded(reply);
    expect(reply.body).toContain("not valid");
  });
});

describe("scripts", () => {
  test("the SDK is served evergreen and pinned, to pages of any origin", async () => {
    const evergreen = await get("/checkout/v1/checkout.js");
    const pinned = await get("/checkout/0.1.0/checkout.js");
    for (const reply of [evergreen, pinned]) {
      expect(reply.headers).toMatchObject({
        "content-type": "text/javascript; charset=utf-8",
        "access-control-allow-origin": "*",
        "cross-origin-resource-policy": "cross-origin",
        "x-content-type-options": "nosniff",
      });
    }
    expect(evergreen.headers["cache-control"]).toBe("public, max-age=300");
    expect(pinned.headers["cache-control"]).toContain("immutable");
    expect(pinned.rawPayload.equals(evergreen.rawPayload)).toBe(true);
  });

  test("come compressed to who takes gzip, and not at all to who has them", async () => {
    const zipped = await get("/checkout/v1/checkout.js", { "accept-encoding": "br, gzip" });
    expect(zipped.headers).toMatchObject({ "content-encoding": "gzip", vary: "accept-encoding" });
    const plain = await get("/checkout/v1/checkout.js");
    expect(gunzipSync(zipped.rawPayload).equals(plain.rawPayload)).toBe(true);
    const etag = String(plain.headers["etag"]);
    expect((await get("/checkout/v1/checkout.js", { "if-none-match": etag })).statusCode).toBe(304);
  });

  test.each([
    "/checkout/0.0.9/checkout.js",
    "/checkout/v1/manifest.json",
    "/checkout/v1/..%2Fmanifest.json",
    "/checkout/assets/manifest.json",
    "/checkout/assets/checkout.js",
    "/checkout/assets/frame/..%2F..%2Fmanifest.json",
    "/checkout/assets/frame/none-00000000.js",
  ])("%s is not there", async (url) => {
    expect((await get(url)).statusCode).toBe(404);
  });

  test("the frame's files are kept for ever, because their names hold their hashes", async () => {
    const reply = await get("/checkout/assets/frame/main-0a1b2c3d.js");
    expect(reply.headers["cache-control"]).toContain("immutable");
  });

  test("the inventory names every script, who loads it, why and by which hash", async () => {
    const { version, scripts } = (await get("/checkout/scripts.json")).json();
    expect(version).toBe("0.1.0");
    expect(scripts.map(({ loadedBy }: { loadedBy: string }) => loadedBy)).toEqual([
      "the merchant's page",
      "the merchant's page",
      "the gateway's frame",
      "the gateway's frame",
      "the gateway's frame",
    ]);
    for (const { url, integrity, purpose } of scripts) {
      const reply = await get(new URL(url).pathname);
      expect(`sha384-${createHash("sha384").update(reply.rawPayload).digest("base64")}`).toBe(integrity);
      expect(purpose).toMatch(/\.$/);
    }
  });
});

describe("addresses of a step", () => {
  test.each(["/checkout/3ds/v1.x.y", "/checkout/return/v1.x.y", "/checkout/return/"])(
    "%s that nobody made leads nowhere",
    async (url) => {
      const reply = await get(url);
      expect([404, 410]).toContain(reply.statusCode);
      expect(reply.headers["location"]).toBeUndefined();
    },
  );

  test("one made for another purpose opens nothing", async () => {
    const { sessionData } = await checkout.openSession(merchant, {
      paymentMethod: { paymentMethodType: "CARD", paymentMethodMetaData: { is3DSAuthentication: "true" } },
    });
    const reply = await checkout.ask("submit", sessionData, cardSubmission("4000000300001106"));
    const { pathname } = new URL(reply.json().action.url);
    expect((await get(pathname)).statusCode).toBe(200);
    expect((await get(pathname.replace("/3ds/", "/return/"))).statusCode).toBe(410);
    expect((await get(`${pathname.slice(0, -4)}AAAA`)).statusCode).toBe(410);
  });

  test("one that is over says so inside the frame it is shown in", async () => {
    const reply = await get("/checkout/3ds/none");
    expectGuarded(reply);
    expect(policyOf(reply)["frame-ancestors"]).toBe("'self' http: https:");
  });
});

describe("what goes wrong", () => {
  test("with what was sent is told on a page, and is no fault of ours", async () => {
    const reply = await checkout.app.inject({
      method: "POST",
      url: "/checkout/return/none",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      payload: `cres=${"x".repeat(70_000)}`,
    });
    expect(reply.statusCode).toBe(413);
    expectGuarded(reply);
    expect(checkout.broken).toEqual([]);
  });

  test("with the gateway is told as something to try again, and its reason to the log only", async () => {
    const broken = await startCheckoutGateway(quiet);
    const owner = await broken.addMerchant();
    const { sessionData } = await broken.openSession(owner);
    const [token = ""] = sessionData.split("&&");
    await broken.gateway.db.close();
    const page = await broken.app.inject({ method: "GET", url: `/checkout/page/${token}` });
    expect(page.statusCode).toBe(503);
    expectGuarded(page);
    const asked = await broken.ask("open", sessionData);
    expect([asked.statusCode, asked.json()]).toEqual([
      503,
      { error: "UNAVAILABLE", message: "The gateway could not answer. Try again." },
    ]);
    expect(broken.broken).toHaveLength(2);
    await broken.close();
  });
});
