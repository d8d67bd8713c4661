import {
  cardBrands,
  type CheckoutMethod,
  type CreatePaymentSessionRequest,
  findPaymentMethod,
  type PaymentMethod,
  paymentMethods,
} from "@opencashier/protocol";
import { banksFor, methodName } from "../acquirers/index.ts";
import type { Merchant } from "../merchants/index.ts";
import type { Session } from "../sessions/index.ts";

/** The ways this session can be paid, in the merchant's order, else cards first and then the market's own. */
export function listMethods(merchant: Merchant, session: Session): CheckoutMethod[] {
  return wantedTypes(session.request)
    .flatMap((type) => findPaymentMethod(type) ?? [])
    .filter((method) => isUsable(merchant, session, method))
    .map((method) => toCheckoutMethod(merchant, session, method));
}

function wantedTypes(request: CreatePaymentSessionRequest): readonly string[] {
  if (request.paymentMethod) return [request.paymentMethod.paymentMethodType];
  const offers = request.availablePaymentMethod?.paymentMethodTypeList;
  if (!offers) return paymentMethods.map(({ paymentMethodType }) => paymentMethodType);
  const placed = offers.map((offer, index) => ({ offer, place: Number(offer.paymentMethodOrder ?? 1_000 + index) }));
  return placed.toSorted((left, right) => left.place - right.place).map(({ offer }) => offer.paymentMethodType ?? "");
}

function isUsable(merchant: Merchant, { amount, request }: Session, method: PaymentMethod): boolean {
  const { paymentMethodType: type, currencies, region, flows, leastValue, mostValue } = method;
  if (merchant.paymentMethods && !merchant.paymentMethods.includes(type)) return false;
  if (currencies && !currencies.includes(amount.currency)) return false;
  const allowed = request.allowedPaymentMethodRegions ?? [];
  if (allowed.length > 0 && !allowed.includes(region)) return false;
  const isInBounds =
    (leastValue === undefined || amount.minor >= BigInt(leastValue)) &&
    (mostValue === undefined || amount.minor <= BigInt(mostValue));
  // A device wallet's sheet needs a domain registered with its maker, which a sandbox has not.
  return isInBounds && !flows.includes("sheet");
}

const bankCategories = new Set(["bank app", "online banking"]);

function toCheckoutMethod(merchant: Merchant, session: Session, method: PaymentMethod): CheckoutMethod {
  const { paymentMethodType, category, flows } = method;
  const banks = banksFor(paymentMethodType).map(({ bankIdentifierCode, name }) => ({ bankIdentifierCode, name }));
  const isCard = paymentMethodType === "CARD";
  return {
    paymentMethodType,
    name: isCard ? "Card" : methodName(paymentMethodType),
    category: isCard
      ? "CARD"
      : bankCategories.has(category)
        ? "BANK"
        : category === "bank transfer"
          ? "TRANSFER"
          : "WALLET",
    interactions: interactionsOf(flows),
    ...(isCard && { cardBrands: [...acceptedBrands(merchant, session)] }),
    ...(banks.length > 0 && { banks }),
  };
}

function interactionsOf(flows: PaymentMethod["flows"]): CheckoutMethod["interactions"] {
  const hasCode = flows.some((flow) => ["qr", "code", "account"].includes(flow));
  const hasPage = flows.some((flow) => ["redirect", "app", "form"].includes(flow));
  return [...(hasPage ? (["redirect"] as const) : []), ...(hasCode ? (["code"] as const) : [])];
}

/** Brands contracted, and of those the ones the request restricts the session to. */
export function acceptedBrands(merchant: Merchant, { request }: Session): readonly string[] {
  const method = request.paymentMethod ?? request.availablePaymentMethod;
  const metadata = (method?.paymentMethodMetaData ?? {}) as { readonly supportedCardBrands?: readonly string[] };
  const contracted = merchant.cardBrands ?? cardBrands;
  return metadata.supportedCardBrands?.filter((brand) => contracted.includes(brand)) ?? contracted;
}
