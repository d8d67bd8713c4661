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
import { promotionResultSchema } from "../schemas/promotion.ts";

export const payRequestSchema = object("PayRequest", "Body of a pay request.", {
  metadata: optional(text("The merchant's data, as JSON text; echoed back.")),
  customizedInfo: optional(part(customizedInfoSchema, "The merchant's own fields; echoed back.")),
  paymentQuote: optional(part(quoteSchema, "Rate of the payment.")),
  agreementInfo: optional(part(agreementInfoSchema, "Authorization of an auto debit.")),
  subscriptionInfo: optional(part(subscriptionInfoSchema, "Subscription that begins with the payment.")),
  processingAmount: optional(part(amountSchema, "Amount in the processing currency.")),
  productCode: choice(
    ["CASHIER_PAYMENT", "AGREEMENT_PAYMENT", "IN_STORE_PAYMENT"],
    "CASHIER_PAYMENT. The other products of the reference, auto debit and in-store payment, are refused.",
    { max: 32 },
  ),
  paymentRequestId: text("The merchant's id of the payment request. The same id again means the same request.", {
    max: 64,
  }),
  order: part(orderSchema, "What is bought. Its amounts are not compared with paymentAmount."),
  paymentAmount: part(amountSchema, "Amount to collect, in the order's currency."),
  paymentMethod: part(paymentMethodSchema, "Method to collect the payment by."),
  paymentExpiryTime: optional(
    dateTime(
      "When the payment closes if it is still unpaid. May only shorten the method's own time: 14 minutes for most, " +
        "48 hours for bank transfers, 7 days for cards.",
    ),
  ),
  paymentRedirectUrl: url(
    "Where the payer returns to. An http or https URL; with terminalType APP, a URL of the app's own scheme as well.",
    {
      max: 2048,
    },
  ),
  paymentNotifyUrl: optional(
    url("Where the result is sent, by http or https. Wins over the address set for the merchant.", {
      max: 2048,
      when: "No address is set for the merchant.",
    }),
  ),
  paymentFactor: conditional(
    "paymentMethod.paymentMethodType is CARD.",
    part(paymentFactorSchema, "Switches that shape the payment."),
  ),
  settlementStrategy: part(settlementStrategySchema, "How the payment is settled."),
  creditPayPlan: optional(
    part(creditPayPlanSchema, "Installment plan chosen by the merchant.", {
      when: "The payer pays the card in installments.",
    }),
  ),
  appId: conditional("env.terminalType is MINI_APP.", text("Id of the mini program.", { max: 32 })),
  merchantRegion: conditional(
    "Merchants of the Global Acquirer Gateway (GAGW).",
    text("Region where the merchant does business.", { max: 2 }),
  ),
  userRegion: optional(text("The payer's region; sorts the methods of Alipay+.", { max: 2 })),
  env: part(envSchema, "Device and browser of the payer; terminalType is required in it."),
  payToMethod: optional(part(paymentMethodSchema, "Where money is sent to; not for one-time payments.")),
  isAuthorization: optional(flag("Older place of paymentFactor.isAuthorization.")),
  merchant: optional(part(merchantSchema, "Secondary merchant, older place.")),
  paymentVerificationData: optional(
    part(paymentVerificationDataSchema, "What the payer answered to a challengeActionForm."),
  ),
  extendInfo: optional(text("Extension, as JSON text.")),
  merchantAccountId: optional(text("Account, when one client id serves several locations.", { max: 32 })),
  dualOfflinePayment: optional(flag("Paid while both sides are offline; in-store only.")),
  subscriptionId: optional(text("Subscription that the payment belongs to; not together with subscriptionInfo.")),
  taxCalculationId: optional(text("Tax calculation that the amount comes from.")),
});

const onItsWay = "result.resultCode is SUCCESS or PAYMENT_IN_PROCESS.";

const oneOfTheLinks =
  "result.resultCode is PAYMENT_IN_PROCESS and the payer has a page to go to: normalUrl, schemeUrl, applinkUrl, one at least.";

export const payReplySchema = object("PayReply", "Body of a pay reply.", {
  result: part(resultSchema, "Outcome of the call."),
  processingAmount: optional(part(amountSchema, "Amount in the processing currency.")),
  paymentRequestId: conditional(onItsWay, text("The request's own.", { max: 64 })),
  paymentId: conditional(onItsWay, text("The gateway's id of the payment.", { max: 64 })),
  paymentAmount: conditional(onItsWay, part(amountSchema, "The request's own.")),
  paymentData: optional(text("What an app's SDK starts the payment with; opaque.", { max: 20000 })),
  actualPaymentAmount: optional(part(amountSchema, "Amount really paid, after promotions.")),
  paymentQuote: optional(part(quoteSchema, "Rate of the payment.")),
  paymentTime: conditional("result.resultCode is SUCCESS.", dateTime("When the payment succeeded.")),
  paymentCreateTime: conditional(onItsWay, dateTime("When the payment was created.")),
  authExpiryTime: optional(dateTime("No capture after this time.", { when: "CARD authorization." })),
  nonGuaranteeCouponValue: optional(part(amountSchema, "Coupon amount that is not settled.")),
  paymentActionForm: optional(text("Older form of redirectActionForm, as JSON text.")),
  pspCustomerInfo: optional(part(pspCustomerInfoSchema, "The payer's wallet account.")),
  challengeActionForm: optional(part(challengeActionFormSchema, "What the payer is asked before the payment goes on.")),
  redirectActionForm: optional(
    part(redirectActionFormSchema, "Redirect to make; needed where a form has to be posted."),
  ),
  orderCodeForm: optional(part(orderCodeFormSchema, "Code the payer scans or shows.")),
  grossSettlementAmount: optional(part(amountSchema, "Settlement amount.", { when: "Locked exchange rate." })),
  settlementQuote: optional(part(quoteSchema, "Settlement rate.", { when: "With grossSettlementAmount." })),
  extendInfo: optional(text("Extension, as JSON text.")),
  normalUrl: conditional(oneOfTheLinks, text("Page for a browser, on any device.", { max: 2048 })),
  schemeUrl: conditional(oneOfTheLinks, text("Link that opens the wallet's app by its scheme.", { max: 2048 })),
  applinkUrl: conditional(
    oneOfTheLinks,
    text("Link that opens the wallet's app, or its page where there is none.", { max: 2048 }),
  ),
  appIdentifier: optional(
    text("Package name of the wallet's Android app.", { max: 128, when: "env.terminalType is APP or WAP." }),
  ),
  paymentResultInfo: optional(
    part(paymentResultInfoSchema, "Details of the card or wallet.", { when: "CARD, GRABPAY_MY, GRABPAY_SG." }),
  ),
  acquirerInfo: optional(part(acquirerInfoSchema, "The acquirer's answer.", { when: "APO product only." })),
  promotionResult: optional(list(promotionResultSchema, "Promotions applied.")),
  subscriptionId: optional(text("The request's own.")),
  invoiceId: optional(text("Invoice of the subscription.")),
  status: optional(text("State of the subscription: INCOMPLETE, TRIALING or ACTIVE.")),
  currentPeriodStart: optional(dateTime("When the subscription's current period began.")),
  currentPeriodEnd: optional(dateTime("When that period ends.")),
});

export type PayRequest = Static<typeof payRequestSchema>;
export type PayReply = Static<typeof payReplySchema>;
