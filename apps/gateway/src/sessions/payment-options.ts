import {
  cardBrandOf,
  cardBrands,
  type CreatePaymentSessionRequest,
  findPaymentMethod,
  type PaymentMethod,
  paymentMethods,
} from "@opencashier/protocol";
import { type Failed, failed } from "../kernel/index.ts";
import type { Merchant } from "../merchants/index.ts";

type OptionCode = "NO_PAY_OPTIONS" | "CARD_NOT_SUPPORTED";

/**
 * Whether at least one way to pay is left for this merchant, currency and region. A method named in `paymentMethod` must
 * itself be usable; of the methods offered in `availablePaymentMethod`, one suffices; with neither, anything the merchant
 * has contracted may be offered.
 * Source: Antom, createPaymentSession result codes NO_PAY_OPTIONS and CARD_NOT_SUPPORTED, read 2026-11-22.
 */
export function checkPaymentMethods(
  merchant: Merchant,
  request: CreatePaymentSessionRequest,
): Failed<OptionCode> | undefined {
  const currency = request.paymentAmount.currency;
  if (merchant.currencies && !merchant.currencies.includes(currency)) {
    return noPayOptions(
      `this merchant accepts ${listed(merchant.currencies)}; received "${currency}" as paymentAmount.currency`,
    );
  }
  const wanted = namedMethods(request);
  if (wanted === undefined)
    return merchant.paymentMethods?.length === 0 ? noPayOptions("this merchant has no method") : undefined;
  let refusal: string | undefined;
  for (const paymentMethodType of wanted) {
    const reason = unusableReason(merchant, request, paymentMethodType);
    if (reason === undefined) return paymentMethodType === "CARD" ? checkCard(merchant, request) : undefined;
    refusal ??= reason;
  }
  return noPayOptions(refusal ?? "the list of offered methods is empty");
}

/**
 * The methods that may be offered for a session, the merchant's order first, then the table's. Bounds of the amount count
 * here, because what a payer cannot use is not offered.
 */
export function listUsableMethods(merchant: Merchant, request: CreatePaymentSessionRequest): readonly PaymentMethod[] {
  const { currency } = request.paymentAmount;
  if (merchant.currencies && !merchant.currencies.includes(currency)) return [];
  const wanted = offeredMethods(request) ?? paymentMethods.map(({ paymentMethodType }) => paymentMethodType);
  return [...new Set(wanted)]
    .filter((paymentMethodType) => unusableReason(merchant, request, paymentMethodType) === undefined)
    .flatMap((paymentMethodType) => findPaymentMethod(paymentMethodType) ?? [])
    .filter((method) => isWithinBounds(method, BigInt(request.paymentAmount.value)));
}

const isWithinBounds = ({ leastValue, mostValue }: PaymentMethod, minor: bigint): boolean =>
  (leastValue === undefined || minor >= BigInt(leastValue)) && (mostValue === undefined || minor <= BigInt(mostValue));

/** As {@link namedMethods}, by `paymentMethodOrder`; those without one come last, as they were written. */
function offeredMethods(request: CreatePaymentSessionRequest): readonly string[] | undefined {
  if (request.paymentMethod) return [request.paymentMethod.paymentMethodType];
  const placeOf = ({ paymentMethodOrder }: { readonly paymentMethodOrder?: string }) =>
    paymentMethodOrder === undefined ? Number.MAX_SAFE_INTEGER : Number(paymentMethodOrder);
  return request.availablePaymentMethod?.paymentMethodTypeList
    ?.toSorted((left, right) => placeOf(left) - placeOf(right))
    .map((offer) => offer.paymentMethodType ?? "");
}

/** The brands most buyers hold come first, because few are shown. */
const familiarFirst: readonly string[] = [
  ...new Set<string>(["VISA", "MASTERCARD", "AMEX", "CUP", "JCB", "DISCOVER", "DINERS", ...cardBrands]),
];

/** Brands contracted, and of those the ones that the request restricts the session to, in the order given there. */
export function listCardBrands(merchant: Merchant, request: CreatePaymentSessionRequest): readonly string[] {
  const contracted = merchant.cardBrands ?? familiarFirst;
  return cardMetadataOf(request).supportedCardBrands?.filter((brand) => contracted.includes(brand)) ?? contracted;
}

const noPayOptions = (reason: string): Failed<"NO_PAY_OPTIONS"> =>
  failed("NO_PAY_OPTIONS", `No payment method is usable for this request: ${reason}.`);

const listed = (codes: readonly string[]): string => codes.slice(0, 12).join(", ");

function namedMethods(request: CreatePaymentSessionRequest): readonly string[] | undefined {
  if (request.paymentMethod) return [request.paymentMethod.paymentMethodType];
  return request.availablePaymentMethod?.paymentMethodTypeList?.map((offer) => offer.paymentMethodType ?? "");
}

function unusableReason(
  merchant: Merchant,
  request: CreatePaymentSessionRequest,
  paymentMethodType: string,
): string | undefined {
  const method = findPaymentMethod(paymentMethodType);
  if (!method) return `"${paymentMethodType}" is not a paymentMethodType this gateway knows`;
  if (merchant.paymentMethods && !merchant.paymentMethods.includes(paymentMethodType)) {
    return `${paymentMethodType} is not contracted; contracted: ${listed(merchant.paymentMethods)}`;
  }
  const { currency } = request.paymentAmount;
  if (method.currencies && !method.currencies.includes(currency)) {
    return `${paymentMethodType} takes ${listed(method.currencies)}; received "${currency}" as paymentAmount.currency`;
  }
  const regions = request.allowedPaymentMethodRegions;
  if (regions && regions.length > 0 && !regions.includes(method.region)) {
    return `${paymentMethodType} belongs to ${method.region}; allowedPaymentMethodRegions: ${listed(regions)}`;
  }
  return undefined;
}

type CardMetadata = {
  readonly cardNo?: string;
  readonly supportedCardBrands?: readonly string[];
  readonly selectedCardBrand?: string;
  readonly paymentMethodRegion?: string;
};

/** What the request says of cards, whichever of the two places it says it in. */
export function cardMetadataOf(request: CreatePaymentSessionRequest): CardMetadata {
  const method = request.paymentMethod ?? request.availablePaymentMethod;
  return method?.paymentMethodMetaData ?? {};
}

/** The brand counts, never the number: no message says which card it was. */
function checkCard(merchant: Merchant, request: CreatePaymentSessionRequest): Failed<"CARD_NOT_SUPPORTED"> | undefined {
  const { cardNo, supportedCardBrands, selectedCardBrand } = cardMetadataOf(request);
  const contracted = merchant.cardBrands;
  const offered =
    supportedCardBrands?.filter((brand) => contracted === null || contracted.includes(brand)) ?? contracted;
  if (offered?.length === 0) {
    return failed(
      "CARD_NOT_SUPPORTED",
      `None of supportedCardBrands is contracted: ${listed(supportedCardBrands ?? [])}.`,
    );
  }
  if (cardNo === undefined) return undefined;
  const brand = selectedCardBrand ?? cardBrandOf(cardNo);
  if (brand !== undefined && (offered === null || offered.includes(brand))) return undefined;
  const accepted = offered === null ? "a known card brand" : listed(offered);
  return failed("CARD_NOT_SUPPORTED", `This card's brand is ${brand ?? "unknown"}; accepted: ${accepted}.`);
}
