import { isPageOrigin, type Merchant, type MerchantProduct, type MerchantStatus } from "./merchant.ts";

/** What the operator decides about an account; everything of `Merchant` but its id and keys. */
export type MerchantSettings = Omit<Merchant, "clientId" | "keys">;

/** A setting, a key or a client id that cannot be taken. Public: no key text is ever in it. */
export class MerchantSettingError extends Error {
  override readonly name = "MerchantSettingError";
  readonly field: string;
  readonly rule: string;
  /** What was given, cut to 64 characters; of keys only their length. */
  readonly received: string;

  constructor(field: string, rule: string, received: string) {
    super(`${field} ${rule}; received ${received}.`);
    this.field = field;
    this.rule = rule;
    this.received = received;
  }
}

type Rule = { readonly says: string; readonly holds: (value: unknown) => boolean };

const products: readonly MerchantProduct[] = ["CASHIER_PAYMENT", "GAGW", "APO"];
const statuses: readonly MerchantStatus[] = ["ACTIVE", "SUSPENDED"];
const listCountMax = 500;
const currencies = new Set(Intl.supportedValuesOf("currency"));

const isOneOf = (values: readonly string[]): Rule => ({
  says: `must be one of ${values.join(", ")}`,
  holds: (value) => typeof value === "string" && values.includes(value),
});

const matches = (says: string, pattern: RegExp): Rule => ({
  says,
  holds: (value) => typeof value === "string" && pattern.test(value),
});

const isListOf = (rule: Rule): Rule => ({
  says: `must be a list of at most ${listCountMax} different values, each of which ${rule.says}`,
  holds: (value) =>
    Array.isArray(value) &&
    value.length <= listCountMax &&
    new Set(value).size === value.length &&
    value.every((element) => rule.holds(element)),
});

const isNullOr = (rule: Rule): Rule => ({
  says: `${rule.says}, or null`,
  holds: (value) => value === null || rule.holds(value),
});

const code = matches("must be 1 to 64 capital letters, digits or underscores", /^[A-Z0-9_]{1,64}$/);

const currency: Rule = {
  says: "must be an ISO 4217 code",
  holds: (value) => typeof value === "string" && currencies.has(value),
};

const host: Rule = {
  says: "must be a host in lower case, with its port if it is not 443 and without a path, e.g. shop.example",
  holds: (value) => typeof value === "string" && value.length <= 253 && parseUrl(`https://${value}`)?.host === value,
};

const pageOrigin: Rule = {
  says: "must be an http or https origin in lower case without a path, e.g. https://shop.example",
  holds: (value) => typeof value === "string" && isPageOrigin(value),
};

const notifyUrl: Rule = {
  says: "must be an http or https URL of at most 1024 characters without user name, password or fragment",
  holds(value) {
    const url = typeof value === "string" && value.length <= 1024 ? parseUrl(value) : undefined;
    if (!url || !["http:", "https:"].includes(url.protocol)) return false;
    return url.username === "" && url.password === "" && url.hash === "";
  },
};

const rules: Readonly<Record<keyof MerchantSettings, Rule>> = {
  displayName: matches("must be 1 to 128 characters without control characters", /^\P{Cc}{1,128}$/u),
  status: isOneOf(statuses),
  region: matches("must be an ISO 3166-1 alpha-2 code", /^[A-Z]{2}$/),
  products: isListOf(isOneOf(products)),
  paymentMethods: isNullOr(isListOf(code)),
  currencies: isNullOr(isListOf(currency)),
  settlementCurrencies: isListOf(currency),
  cardBrands: isNullOr(isListOf(code)),
  redirectHosts: isNullOr(isListOf(host)),
  pageOrigins: isNullOr(isListOf(pageOrigin)),
  notifyUrl: isNullOr(notifyUrl),
};

/** Throws MerchantSettingError for the first setting given that breaks its rule, or that does not exist. */
export function checkSettings(settings: Partial<MerchantSettings>): void {
  for (const [field, value] of Object.entries(settings)) {
    const rule = Object.hasOwn(rules, field) ? rules[field as keyof MerchantSettings] : undefined;
    if (!rule) throw new MerchantSettingError(field, "is not a setting", toReceived(value));
    if (!rule.holds(value)) throw new MerchantSettingError(field, rule.says, toReceived(value));
  }
}

/** The ids Antom gives are letters, digits and underscores; nothing else may enter a header or a log line. */
const clientIdPattern = /^[A-Za-z0-9_-]{1,64}$/;

export const isClientId = (text: string): boolean => clientIdPattern.test(text);

/** Throws MerchantSettingError. */
export function checkClientId(clientId: string): void {
  if (isClientId(clientId)) return;
  throw new MerchantSettingError(
    "clientId",
    "must be 1 to 64 letters, digits, underscores or hyphens",
    toReceived(clientId),
  );
}

export const unknownMerchant = (clientId: string): MerchantSettingError =>
  new MerchantSettingError("clientId", "must name a merchant", toReceived(clientId));

const receivedCharsMax = 64;

export function toReceived(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > receivedCharsMax ? `${text.slice(0, receivedCharsMax)}…` : text;
}

function parseUrl(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}
