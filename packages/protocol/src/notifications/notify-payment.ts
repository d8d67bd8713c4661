import { amountSchema, quoteSchema } from "../schemas/amount.ts";
import { acquirerInfoSchema, paymentResultInfoSchema } from "../schemas/card-result.ts";
import { choice, conditional, dateTime, list, object, optional, part, text, type Static } from "../schemas/field.ts";
import { pspCustomerInfoSchema, retryInfoSchema } from "../schemas/payer-interaction.ts";
import { customizedInfoSchema } from "../schemas/payment-terms.ts";
import { resultSchema } from "../schemas/result.ts";
import { promotionResultSchema } from "../schemas/transaction.ts";

/** Source: Antom, notifyPayment reference, read 2026-11-22. */
export const notifyPaymentSchema = object("NotifyPaymentBody", "Body of a notifyPayment notification.", {
  notifyType: choice(["PAYMENT_RESULT", "PAYMENT_PENDING", "UPDATE_AMOUNT_RESULT"], "Notify type."),
  result: part(resultSchema, "Outcome of the call."),
  paymentRequestId: text("Merchant id.", { max: 64 }),
  paymentId: text("The gateway id.", { max: 64 }),
  paymentAmount: part(amountSchema, "Amount."),
  paymentCreateTime: dateTime("Creation."),
  paymentTime: conditional("Payment succeeded.", dateTime("Success time.")),
  customsDeclarationAmount: optional(part(amountSchema, "Customs amount.", { when: "ALIPAY_CN success." })),
  grossSettlementAmount: optional(part(amountSchema, "Settlement amount.", { when: "Locked exchange rate." })),
  settlementQuote: optional(part(quoteSchema, "Rate.", { when: "GrossSettlementAmount present." })),
  pspCustomerInfo: optional(part(pspCustomerInfoSchema, "Wallet customer.")),
  acquirerReferenceNo: optional(text("Acquirer reference.", { max: 64 })),
  paymentResultInfo: optional(
    part(paymentResultInfoSchema, "Card or wallet result.", { when: "CARD, GRABPAY_MY, GRABPAY_SG." }),
  ),
  acquirerInfo: optional(part(acquirerInfoSchema, "Acquirer.", { when: "APO." })),
  promotionResult: optional(list(promotionResultSchema, "Promotions.")),
  paymentMethodType: optional(text("Method the payer chose.", { max: 64, when: "Checkout Page." })),
  customizedInfo: optional(part(customizedInfoSchema, "Echo.")),
  paymentQuote: optional(part(quoteSchema, "Quote.")),
  processingAmount: optional(part(amountSchema, "Processing amount.")),
  metadata: optional(text("Echo.")),
  subscriptionOrderId: optional(text("PIX recurrence.")),
  retryInfo: optional(part(retryInfoSchema, "PIX recurrence.")),
  updateRequestId: conditional("NotifyType UPDATE_AMOUNT_RESULT.", text("updateAmount request.")),
  authExpiryTime: optional(dateTime("End of authorisation.", { when: "Authorisation success." })),
  taxCalculationId: optional(text("Tax id.")),
});

export type NotifyPaymentBody = Static<typeof notifyPaymentSchema>;
