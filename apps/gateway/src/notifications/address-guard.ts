/**
 * Where notifications may go. A merchant names the address, so it could name one of ours: the guard resolves the host,
 * refuses every address that is not public, and the connection goes to the very address that was checked, so that a name
 * that changes its answer in between (DNS rebinding) gains nothing.
 * Source: OWASP, Server-Side Request Forgery Prevention, read 2026-11-22.
 */
import { BlockList, isIP } from "node:net";

export type AddressGuardOptions = {
  /** Loopback and private addresses, and any port: for a gateway on a developer's own machine. */
  readonly allowsPrivate: boolean;
  /** Hosts and CIDR blocks allowed beside the public ones, e.g. `hooks.internal`, `10.1.0.0/16`; on any port. */
  readonly allowed: readonly string[];
  /** Every address of a name. Throws when it has none. */
  readonly resolve: (host: string) => Promise<readonly string[]>;
};

/** Public: names the rule, and the setting that allows more. */
export class AddressRefusedError extends Error {
  override readonly name = "AddressRefusedError";
}

export type CheckedAddress = {
  readonly url: URL;
  /** All of them were checked; at least one. */
  readonly addresses: readonly { readonly address: string; readonly family: 4 | 6 }[];
  /** False when only a setting, or the embedded mode, allows one of them. */
  readonly isPublic: boolean;
};

/** Throws AddressRefusedError, and whatever the resolver throws. */
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

type Family = "ipv4" | "ipv6";
type Block = readonly [net: string, prefix: number, family: Family];

const familyOf = (address: string): Family => (isIP(address) === 6 ? "ipv6" : "ipv4");

/** One list a family: a BlockList takes every IPv4 address for an IPv4-mapped one and finds it in `::ffff:0:0/96`. */
function toMatcher(blocks: readonly Block[]): (address: string) => boolean {
  const lists = { ipv4: new BlockList(), ipv6: new BlockList() };
  for (const [net, prefix, family] of blocks) lists[family].addSubnet(net, prefix, family);
  return (address) => lists[familyOf(address)].check(address, familyOf(address));
}

export function createAddressGuard(options: AddressGuardOptions): AddressGuard {
  const { allowsPrivate, allowed, resolve } = options;
  const blocks = allowed.filter((entry) => entry.includes("/")).map(toBlock);
  const hosts = new Set(allowed.filter((entry) => !entry.includes("/")));
  const isSpecial = toMatcher(notPublic);
  const isPermitted = toMatcher([...(allowsPrivate ? ownMachine : []), ...blocks]);
  const isNamed = toMatcher(blocks);
  return async (text) => {
    const url = parseAddress(text);
    const host = url.hostname.replace(/^\[|\]$/g, "");
    const found = isIP(host) === 0 ? await resolve(host) : [host];
    const refused = hosts.has(host) ? undefined : found.find((address) => isSpecial(address) && !isPermitted(address));
    if (found.length === 0) throw new AddressRefusedError(`${host} has no address`);
    if (refused !== undefined) {
      throw new AddressRefusedError(
        `${host} leads to ${refused}, which is not a public address; OPENCASHIER_NOTIFY_ALLOW may name it`,
      );
    }
    if (!allowsPrivate && !hosts.has(host) && !found.every(isNamed)) refuseOtherServices(url);
    return {
      url,
      addresses: found.map((address) => ({ address, family: isIP(address) === 6 ? 6 : 4 })),
      isPublic: !found.some(isSpecial),
    };
  };
}

function toBlock(entry: string): Block {
  const [net = "", prefix = ""] = entry.split("/", 2);
  return [net, Number(prefix), familyOf(net)];
}

/** Mail, shells and other old services listen below 1024; a merchant's server there listens on 80 or 443. */
function refuseOtherServices({ port }: URL): void {
  const isUsual = port === "" || port === "80" || port === "443" || Number(port) >= 1024;
  if (isUsual) return;
  throw new AddressRefusedError(
    `port ${port} is another service's; 80, 443 and those from 1024 are allowed, all of a host that OPENCASHIER_NOTIFY_ALLOW names`,
  );
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
