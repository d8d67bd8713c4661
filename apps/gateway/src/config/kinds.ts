import { isIP } from "node:net";
import { resolve } from "node:path";
import type { Kind } from "./setting.ts";

export const oneOf = <const Choice extends string>(...choices: readonly Choice[]): Kind<Choice> => ({
  says: choices.join(" or "),
  parse: (text) => choices.find((choice) => choice === text),
});

/** Both ends included. */
export const wholeNumber = (min: number, max: number): Kind<number> => ({
  says: `a whole number from ${min} to ${max}`,
  parse: (text) => (/^\d{1,15}$/.test(text) && Number(text) >= min && Number(text) <= max ? Number(text) : undefined),
});

export const flag: Kind<boolean> = {
  says: "true or false",
  parse: (text) => (text === "true" ? true : text === "false" ? false : undefined),
};

/** Made absolute against the working directory, so that it means the same for the life of the process. */
export const path: Kind<string> = {
  says: "a path",
  parse: (text) => (text.includes("\0") ? undefined : resolve(text)),
};

/** An address or name to listen on, without a port. */
export const listenHost: Kind<string> = {
  says: "an IP address or a host name, without a port",
  parse: (text) => (/^(?:[0-9a-f:.]*:[0-9a-f:.]*|[A-Za-z0-9.-]{1,253})$/.test(text) ? text : undefined),
};

const hostNamePattern = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const hostNamesMax = 50;

export const hostNames: Kind<readonly string[]> = {
  says: `host names divided by commas, at most ${hostNamesMax}, in lower case`,
  parse(text) {
    const names = text.split(",").map((name) => name.trim());
    return names.length <= hostNamesMax && names.every((name) => hostNamePattern.test(name)) ? names : undefined;
  },
};

/** An origin alone: what stands before the paths of the API. */
export const origin: Kind<string> = {
  says: "an http or https URL without path, query or credentials, such as https://pay.example",
  parse(text) {
    const url = parseHttpUrl(text);
    return url?.pathname === "/" && `${url.search}${url.hash}${url.username}${url.password}` === ""
      ? url.origin
      : undefined;
  },
};

export const httpUrl: Kind<string> = {
  says: "an http or https URL",
  parse: (text) => (parseHttpUrl(text) ? text : undefined),
};

function parseHttpUrl(text: string): URL | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url && /^https?:$/.test(url.protocol) ? url : undefined;
}

export const databaseUrl: Kind<string> = {
  says: "a URL that starts with postgres:// or postgresql://",
  parse: (text) => (/^postgres(?:ql)?:\/\/\S+$/.test(text) ? text : undefined),
};

const masterKeyBytes = 32;

/** The form alone. Whether it is random enough is judged where it is used. */
export const masterKey: Kind<string> = {
  says: `${masterKeyBytes} random bytes in base64`,
  parse: (text) =>
    /^[A-Za-z0-9+/_-]+={0,2}$/.test(text) && Buffer.from(text, "base64").length === masterKeyBytes ? text : undefined,
};

/** Two letters name the site in what a browser carries. */
export const regionSign: Kind<string> = {
  says: "two capital letters",
  parse: (text) => (/^[A-Z]{2}$/.test(text) ? text : undefined),
};

const cidrPattern = /^[0-9a-f.:]+\/\d{1,3}$/;
const entriesMax = 50;

export const addressList: Kind<readonly string[]> = {
  says: `host names and CIDR blocks divided by commas, at most ${entriesMax}, in lower case`,
  parse(text) {
    const entries = text.split(",").map((entry) => entry.trim());
    const isValid = (entry: string): boolean => (entry.includes("/") ? isCidr(entry) : hostNamePattern.test(entry));
    return entries.length <= entriesMax && entries.every(isValid) ? entries : undefined;
  },
};

function isCidr(entry: string): boolean {
  if (!cidrPattern.test(entry)) return false;
  const [net = "", prefix = ""] = entry.split("/", 2);
  const bits = { 0: -1, 4: 32, 6: 128 }[isIP(net)] ?? -1;
  return Number(prefix) <= bits;
}
