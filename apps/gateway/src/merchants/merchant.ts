import type { KeyObject } from "node:crypto";
import type { Instant } from "../kernel/index.ts";

/** ACTIVE answers requests; SUSPENDED is refused with ACCESS_DENIED before anything is read or written. */
export type MerchantStatus = "ACTIVE" | "SUSPENDED";

/**
 * What the merchant has contracted. GAGW (Global Acquirer Gateway) makes `merchantRegion` required,
 * APO (Antom Payment Orchestration) admits `riskData`. Source: protocol facts, createPaymentSession.
 */
export type MerchantProduct = "CASHIER_PAYMENT" | "GAGW" | "APO";

/** One account. A null list restricts nothing; an empty list allows nothing. */
export type Merchant = {
  readonly clientId: string;
  readonly displayName: string;
  readonly status: MerchantStatus;
  /** ISO 3166-1 alpha-2 of the contracting entity. */
  readonly region: string;
  readonly products: readonly MerchantProduct[];
  /** Antom `paymentMethodType` codes. */
  readonly paymentMethods: readonly string[] | null;
  /** ISO 4217 codes that may be charged. */
  readonly currencies: readonly string[] | null;
  /** ISO 4217 codes contracted for settlement; several make `settlementStrategy.settlementCurrency` required. */
  readonly settlementCurrencies: readonly string[];
  /** Card brands contracted, e.g. VISA; checked when the merchant sends card data. */
  readonly cardBrands: readonly string[] | null;
  /** Hosts allowed in `paymentRedirectUrl`; null allows every host. */
  readonly redirectHosts: readonly string[] | null;
  /**
   * Origins of pages that may embed the checkout, e.g. https://shop.example. Null: any for a sandbox account, none for a live
   * one.
   */
  readonly pageOrigins: readonly string[] | null;
  /** Where notifications go when a request names no `paymentNotifyUrl`. */
  readonly notifyUrl: string | null;
  readonly keys: readonly MerchantKey[];
};

/** A public key the merchant signs with. Two live at once while one replaces the other. */
export type MerchantKey = {
  readonly keyVersion: number;
  readonly publicKey: KeyObject;
  /** From this instant on the key verifies nothing; null never ends. */
  readonly notAfter: Instant | null;
};

/** Whether the key still verifies. Asked wherever a key is used, replaced or shown, so that all agree on its last instant. */
export const isLiveKey = ({ notAfter }: Pick<MerchantKey, "notAfter">, now: Instant): boolean =>
  notAfter === null || now < notAfter;

/** Sandbox accounts carry this prefix: the official SDKs read it to choose the sandbox path. */
export const sandboxClientIdPrefix = "SANDBOX_";

export const isSandboxClientId = (clientId: string): boolean => clientId.startsWith(sandboxClientIdPrefix);

/** No wildcard and no sign that would end a directive: the text goes into a policy header as it is. */
const pageOriginPattern = /^https?:\/\/(?:[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?|\[[0-9a-f:.]+\])(?::\d{1,5})?$/;

/** An http or https origin as browsers spell it. */
export const isPageOrigin = (text: string): boolean =>
  text.length <= 253 && pageOriginPattern.test(text) && URL.parse(text)?.origin === text;

/** Whether a page of this origin may show the merchant's checkout frame. */
export function mayEmbed(
  { clientId, pageOrigins }: Pick<Merchant, "clientId" | "pageOrigins">,
  origin: string,
): boolean {
  return pageOrigins === null ? isSandboxClientId(clientId) : pageOrigins.includes(origin);
}
