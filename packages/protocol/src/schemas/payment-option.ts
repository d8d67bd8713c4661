import { amountSchema } from "./amount.ts";
import { choice, conditional, dateTime, list, literalFlag, number, object, optional, part, text } from "./field.ts";
import { paymentMethodSchema } from "./payment-method.ts";

export const paymentEvaluationSchema = object("PaymentEvaluation", "Methods to evaluate.", {
  paymentMethods: optional(list(paymentMethodSchema, "Methods to evaluate.")),
});

export const logoSchema = object("Logo", "A logo.", {
  logoName: text("Logo name.", { max: 12 }),
  logoUrl: optional(text("Logo URL.", { max: 2048 })),
});

export const supportCardBrandSchema = object("SupportCardBrand", "A card brand.", {
  cardBrand: text("Brand code."),
  logo: part(logoSchema, "Logo."),
});

export const supportBankSchema = object("SupportBank", "A bank.", {
  bankIdentifierCode: text("Bank code."),
  bankShortName: text("Short name."),
  bankLogo: optional(part(logoSchema, "Logo.")),
});

export const paymentOptionDetailSchema = object("PaymentOptionDetail", "Card brands or banks of a way to pay.", {
  supportCardBrands: conditional("CARD.", list(supportCardBrandSchema, "Card brands.")),
  funding: optional(
    list(choice(["CREDIT", "DEBIT", "PREPAID", "CHARGE", "DEFERRED_DEBIT"], "One value."), "Funding types."),
  ),
  supportBanks: conditional("P24 or ONLINEBANKING_FPX.", list(supportBankSchema, "Banks.")),
  interactionTypes: optional(list(choice(["QR", "REDIRECT"], "One value."), "QR or REDIRECT.")),
});

export const installmentPlanSchema = object("InstallmentPlan", "One installment plan.", {
  interestRate: optional(number("decimal", "Rate charged to the customer.", { max: 8 })),
  minInstallmentAmount: part(amountSchema, "Smallest amount per plan."),
  maxInstallmentAmount: part(amountSchema, "Largest amount."),
  installmentNum: number("integer", "Number of instalments 2..12.", { max: 8 }),
  interval: choice(["MONTH"], "Only MONTH.", { max: 16 }),
  enabled: literalFlag("Usable."),
  extendInfo: optional(text("Extension with rates and amounts.", { max: 4096 })),
});

export const installmentSchema = object("Installment", "Installment offer of a way to pay.", {
  supportCardBrands: conditional("CARD.", list(supportCardBrandSchema, "Brands that support plans.")),
  plans: list(installmentPlanSchema, "Plans."),
});

export const discountSchema = object("Discount", "Discount.", {
  discountTag: optional(text("Tag.")),
  discountName: optional(text("Name in the default language.", { max: 128 })),
  savingsAmount: optional(part(amountSchema, "Saved amount.")),
  estimateSavingsAmount: optional(part(amountSchema, "Estimated saving.")),
});

export const interestFreeSchema = object("InterestFree", "An interest-free offer.", {
  provider: text("Bank that offers it.", { max: 128 }),
  expireTime: dateTime("Ends."),
  installmentFreeNums: list(number("integer-from-1", "One value."), "Interest-free instalments."),
  minPaymentAmount: part(amountSchema, "Smallest payment."),
  maxPaymentAmount: optional(part(amountSchema, "Largest payment.")),
  freePercentage: number("integer-0-to-100", "0 none, 100 fully free."),
});

export const promotionInfoSchema = object("PromotionInfo", "A promotion.", {
  promotionType: choice(["DISCOUNT", "INTEREST_FREE"], "Kind."),
  discount: conditional("PromotionType DISCOUNT.", part(discountSchema, "Discount.")),
  interestFree: conditional("PromotionType INTEREST_FREE.", part(interestFreeSchema, "Interest-free offer.")),
});

export const paymentOptionSchema = object("PaymentOption", "A way to pay, and whether it is usable now.", {
  paymentMethodType: text("Method code.", { max: 64 }),
  paymentMethodCategory: optional(
    choice(
      ["ALIPAY_PLUS", "WALLET", "MOBILE_BANKING_APP", "BANK_TRANSFER", "ONLINE_BANKING", "CARD", "OTC", "VA"],
      "Category.",
    ),
  ),
  paymentMethodRegion: optional(list(text("One value."), "Regions of the method.")),
  enabled: literalFlag("Usable for this request."),
  preferred: optional(literalFlag("Preferred.")),
  disableReason: conditional(
    "Enabled is false.",
    choice(
      [
        "PAYMENT_ACCOUNT_NOT_AVAILABLE",
        "EXCEED_CHANNEL_LIMIT_RULE",
        "SERVICE_DEGRADE",
        "CHANNEL_NOT_SUPPORT_CURRENCY",
        "CHANNEL_DISABLE",
        "CHANNEL_NOT_IN_SERVICE_TIME",
        "QUERY_IPP_INFO_FAILED",
        "LIMIT_CENTER_ACCESS_FAIL",
        "CURRENT_CHANNEL_NOT_EXIST",
      ],
      "Why not usable.",
    ),
  ),
  supportedCurrencies: optional(list(text("One value."), "Currencies.")),
  paymentOptionDetail: optional(
    part(paymentOptionDetailSchema, "Card brands or banks.", { when: "CARD, P24, ONLINEBANKING_FPX." }),
  ),
  extendInfo: optional(text("Extension.")),
  logo: optional(part(logoSchema, "Logo.")),
  promoNames: optional(list(text("One value."), "Promotion names by language.")),
  installment: optional(part(installmentSchema, "Instalment offer.", { when: "Method supports instalments." })),
  promotionInfos: optional(list(promotionInfoSchema, "Promotions.")),
  interactionType: optional(
    choice(["QR", "REDIRECT", "PUSH", "ATM", "IBANKING", "BANKCOUNTER", "OTC"], "How the payer interacts."),
  ),
  bankIdentifierCode: optional(text("Bank code.")),
  amountLimitInfoMap: optional(text("Amount limits.")),
});

export const paymentMethodInfoSchema = object("PaymentMethodInfo", "Older form of a payment option.", {
  paymentMethodType: optional(text("Method.")),
  paymentMethodDetail: optional(text("Detail text.")),
  enabled: optional(literalFlag("Usable.")),
  preferred: optional(literalFlag("Preferred.")),
  extendInfo: optional(text("Extension.")),
});
