import { type CreatePaymentSessionRequest, isCardNo } from "@opencashier/protocol";
import { Secret } from "../kernel/index.ts";

type Fields = Record<string, unknown>;

/** Card numbers found in a request, by the place they came from. Cannot be printed. */
export type CardNumbers = Secret<Readonly<Record<string, string>>>;

/** Verification values: held for no longer than the request, stored nowhere (PCI DSS 3.3.1). */
const verificationFields = new Set(["cvv", "cvc", "cvv2", "cvc2", "securitycode", "cardpassworddigest"]);

const cardNumberPattern = /^\d(?:[ -]?\d){11,18}$/;

/**
 * Splits a request into what may be stored in clear and the card numbers, which the caller seals.
 * `paymentMethodMetaData` is an open object, so every text of it that reads as a card number counts as one,
 * whatever its key is called. Verification values are dropped. Requests without such data come back as they are.
 */
export function takeCardNumbers(request: CreatePaymentSessionRequest): {
  readonly request: CreatePaymentSessionRequest;
  readonly cardNumbers: CardNumbers | undefined;
} {
  const found: Record<string, string> = {};
  const cleaned = cleanMember(request, (place, number) => (found[place] = number));
  if (cleaned === request) return { request, cardNumbers: undefined };
  const cardNumbers = Object.keys(found).length > 0 ? new Secret(found) : undefined;
  return { request: cleaned as CreatePaymentSessionRequest, cardNumbers };
}

type Keep = (place: string, cardNumber: string) => void;

/** Copies only the branches that held card data; every other object is shared with the request. */
function cleanMember(holder: Fields, keep: Keep): Fields {
  let copy: Fields | undefined;
  const replace = (key: string, value: unknown) => ((copy ??= { ...holder })[key] = value);
  for (const key of ["paymentMethod", "availablePaymentMethod"]) {
    const method = holder[key] as Fields | undefined;
    const cleaned = method && cleanMethod(method, key, keep);
    if (cleaned !== method) replace(key, cleaned);
  }
  const saved = holder["savedPaymentMethods"] as Fields[] | undefined;
  const cleanedSaved = saved?.map((method, index) => cleanMethod(method, `savedPaymentMethods[${index}]`, keep));
  if (saved && cleanedSaved?.some((method, index) => method !== saved[index])) {
    replace("savedPaymentMethods", cleanedSaved);
  }
  return copy ?? holder;
}

function cleanMethod(method: Fields, place: string, keep: Keep): Fields {
  const metadata = method["paymentMethodMetaData"] as Fields | undefined;
  if (!metadata) return method;
  const cleaned = cleanTree(metadata, `${place}.paymentMethodMetaData`, keep);
  return cleaned === metadata ? method : { ...method, paymentMethodMetaData: cleaned };
}

function cleanTree(tree: Fields, place: string, keep: Keep): Fields {
  let copy: Fields | undefined;
  for (const [key, value] of Object.entries(tree)) {
    if (verificationFields.has(key.toLowerCase())) {
      delete (copy ??= { ...tree })[key];
    } else if (typeof value === "string") {
      if (!isCardNumber(value)) continue;
      keep(`${place}.${key}`, value);
      delete (copy ??= { ...tree })[key];
    } else if (typeof value === "object" && value !== null) {
      const cleaned = cleanTree(value as Fields, `${place}.${key}`, keep);
      if (cleaned !== value)
        (copy ??= Array.isArray(tree) ? ([...tree] as unknown as Fields) : { ...tree })[key] = cleaned;
    }
  }
  return copy ?? tree;
}

/** 12 to 19 digits, blanks or hyphens between them allowed, with a valid Luhn check digit. */
export const isCardNumber = (text: string): boolean =>
  cardNumberPattern.test(text) && isCardNo(text.replaceAll(/[ -]/g, ""));
