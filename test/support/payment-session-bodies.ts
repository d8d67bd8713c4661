import type { CreatePaymentSessionRequest } from "@opencashier/protocol";
import type { Merchant } from "../../apps/gateway/src/merchants/index.ts";

/** A valid createPaymentSession request, decoded; `members` replace whole members of it. */
export function cardSessionRequest(members: Partial<CreatePaymentSessionRequest> = {}): CreatePaymentSessionRequest {
  return {
    productCode: "CASHIER_PAYMENT",
    paymentRequestId: "PR-1",
    order: {
      referenceOrderId: "SO-1",
      orderDescription: "Two ceramic mugs",
      orderAmount: { currency: "SGD", value: "10050" },
    },
    paymentAmount: { currency: "SGD", value: "10050" },
    paymentFactor: { isAuthorization: "true" },
    paymentMethod: { paymentMethodType: "CARD" },
    settlementStrategy: { settlementCurrency: "SGD" },
    paymentRedirectUrl: "https://shop.example.com/return",
    ...members,
  };
}

/** A merchant without restrictions. */
export function merchantWith(settings: Partial<Merchant> = {}): Merchant {
  return {
    clientId: "SANDBOX_1",
    displayName: "Ceramics",
    status: "ACTIVE",
    region: "SG",
    products: ["CASHIER_PAYMENT"],
    paymentMethods: null,
    currencies: null,
    settlementCurrencies: [],
    cardBrands: null,
    redirectHosts: null,
    pageOrigins: null,
    notifyUrl: null,
    keys: [],
    ...settings,
  };
}
