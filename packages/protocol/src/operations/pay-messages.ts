import { amountSchema, quoteSchema } from "../schemas/amount.ts";
import { acquirerInfoSchema, paymentResultInfoSchema } from "../schemas/card-result.ts";
import { envSchema } from "../schemas/env.ts";
import {
  choice,
  conditional,
  dateTime,
  flag,
  list,
  object,
  optional,
  part,
  text,
  url,
  type Static,
} from "../schemas/field.ts";
import { merchantSchema } from "../schemas/merchant.ts";
import {
  challengeActionFormSchema,
  orderCodeFormSchema,
  paymentVerificationDataSchema,
} from "../schemas/order-code.ts";
import { orderSchema } from "../schemas/order.ts";
import { pspCustomerInfoSchema, redirectActionFormSchema } from "../schemas/payer-interaction.ts";
import { paymentMethodSchema } from "../schemas/payment-method.ts";
import {
  agreementInfoSchema,
  creditPayPlanSchema,
  customizedInfoSchema,
  paymentFactorSchema,
  settlementStrategySchema,
} from "../schemas/payment-terms.ts";
import { resultSchema } from "../schemas/result.ts";
import { subscriptionInfoSchema } from "../schemas/subscription.ts";
import { promotionResultSchema } from "../schemas/transaction.ts";

export const payRequestSchema = object("PayRequest", "Body of a pay request.", {
  metadata: optional(text("Merchant data, JSON text.")),
  customizedInfo: optional(part(customizedInfoSchema, "Merchant fields.")),
  paymentQuote: optional(part(quoteSchema, "Quote.")),
  agreementInfo: optional(part(agreementInfoSchema, "Auto-debit agreement data.")),
  subscriptionInfo: optional(part(subscriptionInfoSchema, "Subscription data.")),
  processingAmount: optional(part(amountSchema, "Processing amount.")),
  productCode: choice(
    ["CASHIER_PAYMENT", "AGREEMENT_PAYMENT", "IN_STORE_PAYMENT"],
    "CASHIER_PAYMENT for one-time payments, AGREEMENT_PAYMENT for auto debit.",
    { max: 32 },
  ),
  paymentRequestId: text("Idempotency key of the payment.", { max: 64 }),
  order: part(orderSchema, "Order data; not checked against paymentAmount."),
  paymentAmount: part(amountSchema, "Amount to collect."),
  paymentMethod: part(paymentMethodSchema, "Method."),
  paymentExpiryTime: optional(
    dateTime(
      "When an unpaid payment closes. Defaults: 14 minutes, bank transfers 48 hours; a custom value must be less than 10 minutes (bank transfer: 48 hours) after the request, per page of 2024.",
    ),
  ),
  paymentRedirectUrl: url("Return page.", { max: 2048 }),
  paymentNotifyUrl: optional(url("Notification URL; wins over dashboard.", { max: 2048 })),
  paymentFactor: conditional("CARD.", part(paymentFactorSchema, "Payment factors.")),
  settlementStrategy: part(settlementStrategySchema, "Settlement rule.", {
    when: "Required by the OpenAPI set; documents: needed when several settlement currencies are contracted.",
  }),
  creditPayPlan: optional(part(creditPayPlanSchema, "Instalment plan.", { when: "Instalment payment." })),
  appId: conditional("TerminalType is MINI_APP.", text("Mini program id.", { max: 32 })),
  merchantRegion: conditional("GAGW product.", text("Merchant region.", { max: 2 })),
  userRegion: optional(text("Payer region, sorts Alipay+ methods.", { max: 2 })),
  env: part(envSchema, "Environment."),
  payToMethod: optional(part(paymentMethodSchema, "Not for cashier payments.")),
  isAuthorization: optional(flag("Older flag.")),
  merchant: optional(part(merchantSchema, "Older secondary-merchant block.")),
  paymentVerificationData: optional(part(paymentVerificationDataSchema, "Answer to a challenge.")),
  extendInfo: optional(text("Extension.")),
  merchantAccountId: optional(text("Account selector.", { max: 32 })),
  dualOfflinePayment: optional(flag("In-store only.")),
  subscriptionId: optional(text("Existing subscription; excludes subscriptionInfo; omit order and paymentAmount.")),
  taxCalculationId: optional(text("Tax calculation id.")),
});

export const payReplySchema = object("PayReply", "Body of a pay reply.", {
  result: part(resultSchema, "Outcome of the call."),
  processingAmount: optional(part(amountSchema, "Processing amount.")),
  paymentRequestId: conditional("ResultCode is PAYMENT_IN_PROCESS or SUCCESS.", text("Echo.", { max: 64 })),
  paymentId: conditional("ResultCode is PAYMENT_IN_PROCESS or SUCCESS.", text("The gateway payment id.", { max: 64 })),
  paymentAmount: conditional("ResultCode is PAYMENT_IN_PROCESS or SUCCESS.", part(amountSchema, "Echo.")),
  paymentData: optional(text("Data for the The gateway client SDK in apps.", { max: 20000 })),
  actualPaymentAmount: optional(part(amountSchema, "Amount really paid (promotions).")),
  paymentQuote: optional(part(quoteSchema, "Quote.")),
  paymentTime: conditional("ResultCode SUCCESS.", dateTime("Time of success.")),
  paymentCreateTime: conditional("ResultCode is PAYMENT_IN_PROCESS or SUCCESS.", dateTime("Creation time.")),
  authExpiryTime: optional(dateTime("End of authorisation.")),
  nonGuaranteeCouponValue: optional(part(amountSchema, "Coupon amount not guaranteed.")),
  paymentActionForm: optional(text("Older action form (JSON text).")),
  pspCustomerInfo: optional(part(pspCustomerInfoSchema, "Wallet customer.")),
  challengeActionForm: optional(part(challengeActionFormSchema, "Challenge to answer.")),
  redirectActionForm: optional(part(redirectActionFormSchema, "Redirect by form.")),
  orderCodeForm: optional(part(orderCodeFormSchema, "Order code for QR payment.")),
  grossSettlementAmount: optional(part(amountSchema, "Settlement amount at a locked rate.")),
  settlementQuote: optional(part(quoteSchema, "Locked rate.")),
  extendInfo: optional(text("Extension.")),
  normalUrl: conditional(
    "ResultCode PAYMENT_IN_PROCESS: at least one of normalUrl, schemeUrl, applinkUrl.",
    text("WEB/WAP URL.", { max: 2048 }),
  ),
  schemeUrl: conditional("See normalUrl.", text("App scheme URL.", { max: 2048 })),
  applinkUrl: conditional("See normalUrl.", text("App link / universal link.", { max: 2048 })),
  appIdentifier: optional(text("Android package name.", { max: 128, when: "TerminalType APP or WAP." })),
  paymentResultInfo: optional(
    part(paymentResultInfoSchema, "Card or wallet result data.", { when: "CARD, GRABPAY_MY, GRABPAY_SG." }),
  ),
  acquirerInfo: optional(part(acquirerInfoSchema, "Acquirer data.", { when: "APO." })),
  promotionResult: optional(list(promotionResultSchema, "Promotions.")),
  subscriptionId: optional(text("Echo.")),
  invoiceId: optional(text("Invoice.")),
  status: optional(text("Subscription status: INCOMPLETE, TRIALING, ACTIVE.")),
  currentPeriodStart: optional(dateTime("Period start.")),
  currentPeriodEnd: optional(dateTime("Period end.")),
});

export type PayRequest = Static<typeof payRequestSchema>;
export type PayReply = Static<typeof payReplySchema>;
