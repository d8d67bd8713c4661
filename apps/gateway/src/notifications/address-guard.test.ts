import { describe, expect, test } from "vitest";
import { startMerchantServer } from "../../../../test/support/merchant-server.ts";
import { createAddressGuard } from "./address-guard.ts";
import { createSender } from "./send.ts";

/** One address or more of every block that is not public. */
const specialIpv4 = [
  "127.0.0.1",
  "127.255.255.254",
  "0.0.0.0",
  "10.0.0.1",
  "100.64.0.1",
  "100.127.255.255",
  "169.254.169.254",
  "172.16.0.1",
  "172.31.255.255",
  "192.0.0.192",
  "192.0.2.1",
  "192.168.1.1",
  "198.18.0.1",
  "198.51.100.1",
  "203.0.113.1",
  "224.0.0.1",
  "240.0.0.1",
  "255.255.255.255",
];

const partsOf = (address: string): readonly number[] => address.split(".").map(Number);
const toNumber = (parts: readonly number[]): number => parts.reduce((sum, part) => sum * 256 + part, 0);
const hexPair = (high = 0, low = 0): string => ((high << 8) | low).toString(16);

/** The same address as browsers, libraries and routers also read it. */
function spellings(address: string): readonly string[] {
  const parts = partsOf(address);
  const [a = 0, b = 0, c = 0, d = 0] = parts;
  const hex = (part: number): string => `0x${part.toString(16)}`;
  const octal = (part: number): string => `0${part.toString(8)}`;
  const groups = `${hexPair(a, b)}:${hexPair(c, d)}`;
  return [
    address,
    `${address}.`,
    String(toNumber(parts)),
    hex(toNumber(parts)),
    octal(toNumber(parts)),
    parts.map(hex).join("."),
    parts.map(octal).join("."),
    `${hex(a)}.${octal(b)}.${c}.${hex(d)}`,
    `${a}.${(b << 16) | (c << 8) | d}`,
    `${a}.${b}.${(c << 8) | d}`,
    [...address].map((sign) => `%${(sign.codePointAt(0) ?? 0).toString(16)}`).join(""),
    address.replaceAll(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit))),
    `[::ffff:${address}]`,
    `[::ffff:${groups}]`,
    `[0:0:0:0:0:ffff:${groups}]`,
    `[::${groups}]`,
    `[64:ff9b::${groups}]`,
    `[2002:${groups}::1]`,
  ];
}

const specialIpv6 = ["::", "::1", "fc00::1", "fd12:3456::1", "fe80::1", "fec0::1", "ff02::1", "100::1", "2001:db8::1"];

const otherTexts = [
  "file:///etc/passwd",
  "gopher://127.0.0.1/",
  "ftp://127.0.0.1/",
  "data:application/json,{}",
  "javascript:alert(1)",
  "ws://127.0.0.1/",
  "//127.0.0.1/",
  "127.0.0.1",
  "http://",
  "http://user@8.8.8.8/",
  "http://user:password@8.8.8.8/",
  "http://8.8.8.8:25/",
  "http://8.8.8.8:22/",
  "http://[::1",
  "http://1.2.3.4.5.6:x/",
  "",
  " ",
];

const names = [
  "localhost",
  "LOCALHOST.",
  "a.localhost",
  "metadata.google.internal",
  "two-addresses.example",
  "①②⑦.example",
];

const refusing = createAddressGuard({
  allowsPrivate: false,
  allowed: [],
  // A name may give any address; one of two that is not public spoils both.
  resolve: async (host) => (host === "two-addresses.example" ? ["8.8.8.8", "10.0.0.1"] : ["127.0.0.1"]),
});

describe("in production", () => {
  test("no spelling of an address that is not public brings a connection about", async () => {
    const server = await startMerchantServer();
    const limits = { timeoutMs: 2_000, connectTimeoutMs: 2_000, verifiesPrivate: true };
    const sender = createSender({ guard: refusing, ...limits });
    const hosts = [...specialIpv4.flatMap(spellings), ...specialIpv6.map((address) => `[${address}]`), ...names];
    const urls = [...hosts.map((host) => `http://${host}:${server.port}/`), ...otherTexts];
    expect(urls.length).toBeGreaterThan(300);
    const outcomes = await Promise.all(
      urls.map(async (url) => [url, (await sender.post(url, {}, Buffer.from("{}"))).failure?.outcome]),
    );
    expect(outcomes.filter(([, outcome]) => outcome !== "ADDRESS_REFUSED")).toEqual([]);
    expect(server.connectionCount()).toBe(0);
    sender.close();
    await server.close();
  });

  test.each(["http://8.8.8.8/", "https://1.1.1.1:443/n", "http://93.184.216.34:8080/", "https://[2606:4700::1111]/n"])(
    "%s is public",
    async (url) => {
      expect(await refusing(url)).toMatchObject({ isPublic: true });
    },
  );

  test("names resolve once, and the address that was checked is the one that is given on", async () => {
    const answers = ["8.8.8.8", "127.0.0.1"];
    const guard = createAddressGuard({
      allowsPrivate: false,
      allowed: [],
      resolve: async () => [answers.shift() ?? ""],
    });
    expect(await guard("https://rebinding.example/")).toMatchObject({ addresses: [{ address: "8.8.8.8", family: 4 }] });
    await expect(guard("https://rebinding.example/")).rejects.toThrow("127.0.0.1, which is not a public address");
  });

  test("a setting allows hosts and blocks, and nothing beside them", async () => {
    const resolve = async (host: string) => [host === "hooks.internal" ? "192.168.7.7" : "10.1.2.3"];
    const guard = createAddressGuard({ allowsPrivate: false, allowed: ["hooks.internal", "10.1.0.0/16"], resolve });
    expect(await guard("http://hooks.internal:81/")).toMatchObject({ isPublic: false });
    expect(await guard("http://10.1.255.1:9/")).toMatchObject({ isPublic: false });
    await expect(guard("http://10.2.0.1/")).rejects.toThrow("OPENCASHIER_NOTIFY_ALLOW");
    await expect(guard("http://192.168.7.7/")).rejects.toThrow("OPENCASHIER_NOTIFY_ALLOW");
  });
});

describe("embedded", () => {
  const guard = createAddressGuard({ allowsPrivate: true, allowed: [], resolve: async () => ["::1", "127.0.0.1"] });

  test.each(["http://localhost:3000/", "http://127.0.0.1:3000/", "http://[::1]:81/", "http://192.168.1.5/"])(
    "%s may be notified",
    async (url) => {
      expect(await guard(url)).toMatchObject({ isPublic: false });
    },
  );

  test.each(["http://169.254.169.254/", "http://224.0.0.1/", "http://0.0.0.0/", "http://[::ffff:127.0.0.1]/"])(
    "%s is refused all the same",
    async (url) => {
      await expect(guard(url)).rejects.toThrow("not a public address");
    },
  );
});
