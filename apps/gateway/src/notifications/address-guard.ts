/**
 * Where notifications may go. A merchant names the address, so it could name one of ours: the guard resolves the host,
 * refuses every address that is not public, and the connection goes to the very address that was checked, so that a name
 * that changes its answer in between (DNS rebinding) gains nothing.
 * Source: OWASP, Server-Side Request Forgery Prevention, read 2026-11-22.
 */
import { lookup as resolveHost } from "node:dns/promises";
import { BlockList, isIP } from "node:net";

export type AddressGuardOptions = {
  /** Loopback and private addresses: for a gateway on a developer's own machine. */
  readonly allowsPrivate: boolean;
  /** Hosts and CIDR blocks allowed beside the public ones, e.g. `hooks.internal`, `10.1.0.0/16`. */
  readonly allowed: readonly string[];
  readonly resolve?: (host: string) => Promise<readonly { readonly address: string }[]>;
};

/** Public: names the rule, and the setting that allows more. */
export class AddressRefusedError extends Error {
  override readonly name = "AddressRefusedError";
}

export type CheckedAddress = { readonly url: URL; readonly address: string; readonly family: 4 | 6 };

export type AddressGuard = (url: string) => Promise<CheckedAddress>;

/** Source: IANA special-purpose address registries, read 2026-11-22. */
const notPublic = [
  ["0.0.0.0", 8, "ipv4"],
  ["10.0.0.0", 8, "ipv4"],
  ["100.64.0.0", 10, "ipv4"],
  ["127.0.0.0", 8, "ipv4"],
  ["169.254.0.0", 16, "ipv4"],
  ["172.16.0.0", 12, "ipv4"],
  ["192.0.0.0", 24, "ipv4"],
  ["192.0.2.0", 24, "ipv4"],
  ["192.88.99.0", 24, "ipv4"],
  ["192.168.0.0", 16, "ipv4"],
  ["198.18.0.0", 15, "ipv4"],
  ["198.51.100.0", 24, "ipv4"],
  ["203.0.113.0", 24, "ipv4"],
  ["224.0.0.0", 4, "ipv4"],
  ["240.0.0.0", 4, "ipv4"],
  ["::", 96, "ipv6"],
  ["::ffff:0:0", 96, "ipv6"],
  ["64:ff9b::", 96, "ipv6"],
  ["64:ff9b:1::", 48, "ipv6"],
  ["100::", 64, "ipv6"],
  ["2001::", 23, "ipv6"],
  ["2001:db8::", 32, "ipv6"],
  ["2002::", 16, "ipv6"],
  ["3fff::", 20, "ipv6"],
  ["5f00::", 16, "ipv6"],
  ["fc00::", 7, "ipv6"],
  ["fe80::", 10, "ipv6"],
  ["fec0::", 10, "ipv6"],
  ["ff00::", 8, "ipv6"],
] as const;

/** What a developer's machine calls itself; cloud metadata and multicast stay refused there too. */
const ownMachine = [
  ["127.0.0.0", 8, "ipv4"],
  ["10.0.0.0", 8, "ipv4"],
  ["172.16.0.0", 12, "ipv4"],
  ["192.168.0.0", 16, "ipv4"],
  ["::1", 128, "ipv6"],
  ["fc00::", 7, "ipv6"],
] as const;

type Block = readonly [string, number, "ipv4" | "ipv6"];

function toBlockList(blocks: readonly Block[]): BlockList {
  const list = new BlockList();
  for (const [net, prefix, family] of blocks) list.addSubnet(net, prefix, family);
  return list;
}

const familyOf = (address: string): "ipv4" | "ipv6" => (isIP(address) === 6 ? "ipv6" : "ipv4");

export function createAddressGuard(options: AddressGuardOptions): AddressGuard {
  const forbidden = toBlockList(notPublic);
  const blocks = options.allowed.filter((entry) => entry.includes("/")).map(toBlock);
  const permitted = toBlockList([...(options.allowsPrivate ? ownMachine : []), ...blocks]);
  const hosts = new Set(options.allowed.filter((entry) => !entry.includes("/")));
  const resolve = options.resolve ?? ((host: string) => resolveHost(host, { all: true }));
  const isAllowed = (address: string): boolean => {
    const family = familyOf(address);
    return permitted.check(address, family) || !forbidden.check(address, family);
  };
  return async (text) => {
    const url = parseAddress(text);
    const host = url.hostname.replace(/^\[|\]$/g, "");
    const found = isIP(host) ? [{ address: host }] : await resolve(host);
    const [first] = found;
    if (!first) throw new AddressRefusedError(`${host} has no address`);
    const refused = hosts.has(host) ? undefined : found.find(({ address }) => !isAllowed(address));
    if (refused) {
      throw new AddressRefusedError(
        `${host} leads to ${refused.address}, which is not a public address; OPENCASHIER_NOTIFY_ALLOW may name it`,
      );
    }
    return { url, address: first.address, family: isIP(first.address) === 6 ? 6 : 4 };
  };
}

function toBlock(entry: string): Block {
  const [net = "", prefix = ""] = entry.split("/", 2);
  return [net, Number(prefix), familyOf(net)];
}

function parseAddress(text: string): URL {
  const url = URL.parse(text);
  if (!url) throw new AddressRefusedError("the address is not a URL");
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    throw new AddressRefusedError(`the address must begin with http:// or https://, not ${url.protocol}`);
  }
  if (url.username !== "" || url.password !== "") {
    throw new AddressRefusedError("the address must carry no user name and no password");
  }
  return url;
}
