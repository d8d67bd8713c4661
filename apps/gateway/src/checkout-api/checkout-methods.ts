import type { CheckoutMethod, PaymentMethod } from "@opencashier/protocol";
import { banksFor, methodName } from "../acquirers/index.ts";
import type { Merchant } from "../merchants/index.ts";
import { listCardBrands, listUsableMethods, type Session } from "../sessions/index.ts";

/** The ways this session can be paid, in the merchant's order, else cards first and then the market's own. */
export const listMethods = (merchant: Merchant, session: Session): CheckoutMethod[] =>
  listUsableMethods(merchant, session.request)
    // A device wallet's sheet needs a domain registered with its maker, which no connector has yet.
    .filter(({ flows }) => !flows.includes("sheet"))
    .map((method) => toCheckoutMethod(merchant, session, method));

function toCheckoutMethod(merchant: Merchant, { request }: Session, method: PaymentMethod): CheckoutMethod {
  const { paymentMethodType, flows } = method;
  const banks = banksFor(paymentMethodType).map(({ bankIdentifierCode, name }) => ({ bankIdentifierCode, name }));
  const isCard = paymentMethodType === "CARD";
  return {
    paymentMethodType,
    name: isCard ? "Card" : methodName(paymentMethodType),
    category: toCategory(method),
    interactions: toInteractions(flows),
    ...(isCard && { cardBrands: [...listCardBrands(merchant, request)] }),
    ...(banks.length > 0 && { banks }),
  };
}

function toCategory({ paymentMethodType, category, flows }: PaymentMethod): CheckoutMethod["category"] {
  if (paymentMethodType === "CARD") return "CARD";
  switch (category) {
    case "bank app":
    case "online banking":
    // A national debit card that is paid on the bank's own page.
    case "card":
      return "BANK";
    case "bank transfer":
      return flows.includes("qr") ? "CODE" : "TRANSFER";
    case "convenience store":
      return "CODE";
    case "card wallet":
    case "pay later":
    case "wallet":
      return "WALLET";
  }
}

function toInteractions(flows: PaymentMethod["flows"]): CheckoutMethod["interactions"] {
  const hasPage = flows.some((flow) => ["redirect", "app", "form"].includes(flow));
  const hasCode = flows.some((flow) => ["qr", "code", "account"].includes(flow));
  return [...(hasPage ? (["redirect"] as const) : []), ...(hasCode ? (["code"] as const) : [])];
}
