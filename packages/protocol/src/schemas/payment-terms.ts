import { choice, conditional, flag, list, number, object, optional, requiredUnless, text } from "./field.ts";

export const paymentFactorSchema = object("PaymentFactor", "Switches that shape a payment.", {
  isPaymentEvaluation: optional(flag("Not for cashier payments.")),
  inStorePaymentScenario: optional(choice(["PaymentCode", "OrderCode", "EntryCode"], "In-store only.")),
  presentmentMode: optional(choice(["BUNDLE", "TILE", "UNIFIED"], "How Alipay+ methods are shown.")),
  captureMode: optional(
    choice(["AUTOMATIC", "MANUAL"], "AUTOMATIC (default, also when empty) or MANUAL (merchant calls capture).", {
      max: 64,
    }),
  ),
  isAuthorization: conditional(
    "paymentMethodType is CARD and the client SDK is integrated.",
    flag("true: funds are authorized and held, then captured; false: ordinary payment."),
  ),
});

export const settlementStrategySchema = object("SettlementStrategy", "How the payment is settled with the merchant.", {
  settlementCurrency: conditional(
    "Merchant contracted several settlement currencies.",
    text("Currency the merchant wants to be settled in.", { max: 3, format: "iso-4217" }),
  ),
});

export const creditPayPlanSchema = object("CreditPayPlan", "An installment plan.", {
  installmentNum: requiredUnless(
    "filteredInstallmentPeriods is given",
    number("integer-2-to-36", "Number of installments. Newer references allow more than 12.", { max: 8 }),
  ),
  interval: optional(choice(["MONTH"], "Interval between installments; only MONTH.", { max: 16 })),
  creditPayFeeType: optional(choice(["PERCENTAGE"], "Only PERCENTAGE.")),
  feePercentage: conditional(
    "creditPayFeeType is PERCENTAGE.",
    number("integer-0-to-100", "Share of the fee borne by the seller: 0 none, 100 all."),
  ),
  filteredInstallmentPeriods: optional(
    list(
      number("integer-2-to-36", "One period."),
      "Periods the merchant wants to offer, e.g. [3,6]; installmentNum wins if both are present.",
      { max: 100, isNewer: true },
    ),
  ),
  interestRate: optional(
    number("decimal", "Response only: installment interest in percent.", { max: 16, isNewer: true }),
  ),
});

export const agreementInfoSchema = object("AgreementInfo", "Data of an Easy Pay authorization.", {
  authState: optional(text("Merchant-generated id of an Easy Pay authorization.", { sensitive: "token" })),
  userLoginId: optional(text("Wallet login id.", { sensitive: "personal" })),
  userLoginType: optional(text("Kind of login id.")),
  displayUserLoginId: optional(text("Login id for display.", { sensitive: "personal" })),
});

export const customizedInfoSchema = object("CustomizedInfo", "Fields of the merchant's own, echoed back.", {
  customizedField1: optional(text("Merchant-defined text, echoed in notifications and queries.")),
  customizedField2: optional(text("Merchant-defined text, echoed in notifications and queries.")),
  customizedField3: optional(text("Merchant-defined text, echoed in notifications and queries.")),
  customizedField4: optional(text("Merchant-defined text, echoed in notifications and queries.")),
  customizedField5: optional(text("Merchant-defined text, echoed in notifications and queries.")),
});
