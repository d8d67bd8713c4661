import type { CheckoutSubmitRequest } from "@opencashier/protocol";
import { parseExpiry } from "../card/expiry.ts";
import type { Model } from "../model.ts";
import { wantedWindowSize } from "./three-ds.ts";

export type BillingAddress = Readonly<Record<string, string>>;

/** What is sent, without the key that makes it one attempt. Undefined when the form is not complete. */
export type Payload = Omit<CheckoutSubmitRequest, "attemptKey">;

export function toPayload(model: Model, billingAddress: BillingAddress | undefined): Payload | undefined {
  const method = model.method.peek();
  if (!method) return undefined;
  const common = {
    paymentMethodType: method.paymentMethodType,
    interaction: model.interaction.peek(),
    browser: describeBrowser(),
  };
  if (method.category !== "CARD") {
    const bankIdentifierCode = model.bank.peek();
    return { ...common, ...(method.banks && bankIdentifierCode !== undefined && { bankIdentifierCode }) };
  }
  const card = toCard(model, billingAddress);
  const installmentNum = model.card.planNum.peek();
  return card && { ...common, card, ...(installmentNum !== undefined && { creditPayPlan: { installmentNum } }) };
}

function toCard({ card }: Model, billingAddress: BillingAddress | undefined): Payload["card"] {
  const { expiry, cvc, name, brand } = card.values.peek();
  const date = parseExpiry(expiry);
  const address = billingAddress && checkAddress(billingAddress);
  return (
    date && {
      number: card.digits.peek(),
      expiryMonth: date.month,
      expiryYear: date.year,
      cardholderName: name.trim(),
      ...(cvc !== "" && { cvc }),
      ...(brand !== undefined && { selectedCardBrand: brand }),
      ...(address && { billingAddress: address }),
    }
  );
}

const addressCharsMax: Readonly<Record<string, number>> = {
  region: 2,
  state: 8,
  city: 32,
  address1: 256,
  address2: 256,
  zipCode: 32,
};

/** The page's own words: what the gateway would refuse is left out, since no buyer could correct it here. */
const checkAddress = (address: BillingAddress): BillingAddress =>
  Object.fromEntries(
    Object.entries(address).filter(([key, value]) => {
      const charsMax = addressCharsMax[key];
      return charsMax !== undefined && typeof value === "string" && value !== "" && value.length <= charsMax;
    }),
  );

/** What 3-D Secure wants to know about the browser; nothing here identifies anybody. */
function describeBrowser(): Payload["browser"] {
  const { colorDepth, width, height } = screen;
  return {
    terminalType: matchMedia("(pointer: coarse) and (max-width: 900px)").matches ? "WAP" : "WEB",
    language: navigator.language,
    ...(colorDepth >= 1 && colorDepth <= 64 && { colorDepth }),
    ...(width >= 1 && { screenWidth: Math.round(width) }),
    ...(height >= 1 && { screenHeight: Math.round(height) }),
    timeZoneOffset: new Date().getTimezoneOffset(),
    challengeWindowSize: wantedWindowSize(width),
  };
}

/** 128 random bits. */
export const newAttemptKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
