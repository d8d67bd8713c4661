import { amountSchema, quoteSchema } from "../schemas/amount.ts";
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
  requiredUnless,
  type Static,
  text,
  url,
} from "../schemas/field.ts";
import { orderSchema } from "../schemas/order.ts";
import { availablePaymentMethodSchema, paymentMethodSchema } from "../schemas/payment-method.ts";
import {
  agreementInfoSchema,
  creditPayPlanSchema,
  customizedInfoSchema,
  paymentFactorSchema,
  settlementStrategySchema,
} from "../schemas/payment-terms.ts";
import { resultSchema } from "../schemas/result.ts";
import { riskDataSchema } from "../schemas/risk-data.ts";
import { subscriptionInfoSchema, subscriptionPlanSchema, subscriptionSchema } from "../schemas/subscription.ts";

const onSuccess = "result.resultStatus is S.";

/** Merchant fields first as the reference lists them, then those that only newer references name. */
export const createPaymentSessionRequestSchema = object(
  "CreatePaymentSessionRequest",
  "Body of a createPaymentSession request.",
  {
    productCode: choice(
      ["CASHIER_PAYMENT", "AGREEMENT_PAYMENT", "IN_STORE_PAYMENT"],
      "Contracted product. A payment session is opened with CASHIER_PAYMENT.",
      { max: 32 },
    ),
    paymentRequestId: text("The merchant's id of the payment request. The same id again means the same request.", {
      max: 64,
    }),
    order: part(orderSchema, "What is bought. Its amounts are not compared with paymentAmount."),
    paymentAmount: part(amountSchema, "Amount to collect, in the order's currency."),
    paymentFactor: conditional(
      "paymentMethod.paymentMethodType is CARD and no productScene is given.",
      part(paymentFactorSchema, "Switches that shape the payment."),
    ),
    paymentMethod: requiredUnless(
      "productScene is given",
      part(paymentMethodSchema, "Method to collect the payment by."),
    ),
    paymentRedirectUrl: url(
      "Where the payer returns to. An http or https URL; with terminalType APP, a URL of the app's own scheme as well.",
      { max: 2048 },
    ),
    paymentNotifyUrl: optional(
      url("Where the result is sent, by http or https. Wins over the address set for the merchant.", {
        max: 2048,
        when: "No address is set for the merchant.",
      }),
    ),
    settlementStrategy: requiredUnless(
      "productScene is given",
      part(settlementStrategySchema, "How the payment is settled."),
    ),
    enableInstallmentCollection: optional(
      flag("true: the gateway asks the payer for installments when the card supports them. Otherwise it does not."),
    ),
    creditPayPlan: conditional(
      "The payment supports installments and card data is given in paymentMethod.paymentMethodMetaData.",
      part(creditPayPlanSchema, "Installment plan chosen by the merchant."),
    ),
    merchantRegion: conditional(
      "Merchants of the Global Acquirer Gateway (GAGW).",
      text("Region where the merchant does business.", { max: 2, format: "iso-3166" }),
    ),
    env: optional(part(envSchema, "Device and browser of the order.", { when: "Send when you want risk control." })),
    paymentSessionExpiryTime: optional(
      dateTime("When the session ends: after its creation and within one hour of it. Usually that hour."),
    ),
    riskData: optional(part(riskDataSchema, "Data for risk control.", { when: "Risk control of product APO." })),
    productScene: optional(
      choice(
        ["CHECKOUT_PAYMENT", "ELEMENT_PAYMENT", "EASY_PAY"],
        "How the checkout is shown; without it, as a popup.",
        {
          max: 32,
          isNewer: true,
        },
      ),
    ),
    availablePaymentMethod: optional(
      part(availablePaymentMethodSchema, "Which methods to offer, and in what order.", { isNewer: true }),
    ),
    savedPaymentMethods: optional(list(paymentMethodSchema, "Methods the payer has stored.", { isNewer: true })),
    allowedPaymentMethodRegions: optional(
      list(text("One region.", { format: "region-or-global" }), "Offer methods of these regions only.", {
        isNewer: true,
      }),
    ),
    locale: optional(
      text("Language of the Checkout Page, such as en_US. Usually the browser's.", { max: 8, isNewer: true }),
    ),
    paymentExpiryTime: optional(dateTime("When the payment itself ends.", { isNewer: true })),
    userRegion: optional(text("The payer's region; sorts methods.", { max: 2, format: "iso-3166", isNewer: true })),
    agreementInfo: optional(part(agreementInfoSchema, "Easy Pay authorization.", { isNewer: true })),
    scopes: optional(
      list(
        choice(
          [
            "BASE_USER_INFO",
            "AGREEMENT_PAY",
            "USER_INFO",
            "USER_LOGIN_ID",
            "HASH_LOGIN_ID",
            "SEND_OTP",
            "TAOBAO_REBIND",
          ],
          "One scope.",
        ),
        "Easy Pay scopes.",
        { isNewer: true },
      ),
    ),
    merchantAccountId: optional(
      text("Account, when one client id serves several locations.", { max: 32, isNewer: true }),
    ),
    metadata: optional(text("The merchant's data, as JSON text; echoed back.", { isNewer: true })),
    customizedInfo: optional(part(customizedInfoSchema, "The merchant's own fields; echoed back.", { isNewer: true })),
    paymentQuote: optional(part(quoteSchema, "Rate of the payment.", { isNewer: true })),
    processingAmount: optional(part(amountSchema, "Amount in the processing currency.", { isNewer: true })),
    subscriptionInfo: optional(
      part(subscriptionInfoSchema, "Subscription that begins with the payment.", { isNewer: true }),
    ),
    subscriptionPlan: optional(part(subscriptionPlanSchema, "Older form of a subscription.", { isNewer: true })),
    subscription: optional(part(subscriptionSchema, "Billing subscription.", { isNewer: true })),
  },
);

export const createPaymentSessionReplySchema = object(
  "CreatePaymentSessionReply",
  "Body of a createPaymentSession reply.",
  {
    result: part(resultSchema, "Outcome of the call."),
    paymentSessionId: conditional(onSuccess, text("Id of the session.", { max: 64 })),
    paymentSessionData: conditional(onSuccess, text("Sealed data for the browser SDK; opaque.", { max: 4096 })),
    paymentSessionExpiryTime: conditional(onSuccess, dateTime("When the session ends.")),
    normalUrl: conditional(
      "result.resultStatus is S and productScene is CHECKOUT_PAYMENT.",
      url("Address of the Checkout Page.", { max: 2048, isNewer: true }),
    ),
    url: optional(text("Address of the session; undocumented.", { isNewer: true })),
    subscriptionId: conditional("subscription was given.", text("Subscription made.", { isNewer: true })),
    invoiceId: conditional("subscription was given.", text("First invoice of the subscription.", { isNewer: true })),
  },
);

export type CreatePaymentSessionRequest = Static<typeof createPaymentSessionRequestSchema>;
export type CreatePaymentSessionReply = Static<typeof createPaymentSessionReplySchema>;
