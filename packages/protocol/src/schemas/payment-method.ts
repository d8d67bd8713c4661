import { paymentMethodMetaDataSchema } from "./card-metadata.ts";
import { choice, conditional, flag, list, number, object, optional, part, text } from "./field.ts";

export const paymentMethodSchema = object("PaymentMethod", "A payment method, with its data.", {
  paymentMethodType: text("Code of the payment method, e.g. CARD.", { max: 64 }),
  paymentMethodId: conditional(
    "Paying with a stored card.",
    text("Card token (from notifyPayment/inquiryPayment cardToken) or access token of a wallet.", {
      max: 128,
      sensitive: "token",
    }),
  ),
  funding: optional(
    choice(["CREDIT", "DEBIT", "PREPAID", "CHARGE", "DEFERRED_DEBIT"], "Restrict the funding type.", { isNewer: true }),
  ),
  customerId: optional(text("Buyer id on the merchant side.")),
  extendInfo: optional(text("Extension text.", { max: 2048 })),
  requireIssuerAuthentication: optional(
    flag("Korean cards: ask the issuer to authenticate.", { when: "CARD with paymentMethodRegion KR." }),
  ),
  paymentMethodMetaData: optional(part(paymentMethodMetaDataSchema, "What the method needs to know.")),
});

const paymentMethodOfferSchema = object("PaymentMethodOffer", "A payment method to offer.", {
  paymentMethodType: text("Method code.", { max: 64 }),
  paymentMethodOrder: optional(number("integer-from-1", "Sort order, smaller first.")),
  expressCheckout: optional(flag("Show as quick method (ALIPAY_CN, APPLEPAY, GOOGLEPAY).")),
});

export const availablePaymentMethodSchema = object(
  "AvailablePaymentMethod",
  "The payment methods to offer, and their order.",
  {
    paymentMethodMetaData: optional(
      part(paymentMethodMetaDataSchema, "The keys of paymentMethod.paymentMethodMetaData."),
    ),
    paymentMethodTypeList: optional(list(paymentMethodOfferSchema, "Methods to offer and their order.")),
  },
);
