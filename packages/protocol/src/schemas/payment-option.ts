import { amountSchema } from "./amount.ts";
import { choice, conditional, list, literalFlag, number, object, optional, part, text } from "./field.ts";
import { paymentMethodSchema } from "./payment-method.ts";
import { promotionInfoSchema } from "./promotion.ts";

export const paymentEvaluationSchema = object("PaymentEvaluation", "Methods that consult looks at.", {
  paymentMethods: optional(list(paymentMethodSchema, "The methods.")),
});

const logoSchema = object("Logo", "A logo.", {
  logoName: text("Name of the logo.", { max: 12 }),
  logoUrl: optional(text("Where the picture is.", { max: 2048 })),
});

const supportCardBrandSchema = object("SupportCardBrand", "A card brand.", {
  cardBrand: text("Brand, as selectedCardBrand spells it."),
  logo: part(logoSchema, "Its logo."),
});

const supportBankSchema = object("SupportBank", "A bank.", {
  bankIdentifierCode: text("Code of the bank."),
  bankShortName: text("Its short name."),
  bankLogo: optional(part(logoSchema, "Its logo.")),
});

const paymentOptionDetailSchema = object("PaymentOptionDetail", "Card brands or banks of a way to pay.", {
  supportCardBrands: conditional(
    "paymentMethodType is CARD.",
    list(supportCardBrandSchema, "Card brands that are taken."),
  ),
  funding: optional(
    list(choice(["CREDIT", "DEBIT", "PREPAID", "CHARGE", "DEFERRED_DEBIT"], "One kind."), "How the cards are funded."),
  ),
  supportBanks: conditional(
    "paymentMethodType is P24 or ONLINEBANKING_FPX.",
    list(supportBankSchema, "Banks the payer may choose of."),
  ),
  interactionTypes: optional(list(choice(["QR", "REDIRECT"], "One way."), "How the payer gets to the method.")),
});

const installmentPlanSchema = object("InstallmentPlan", "One installment plan.", {
  interestRate: optional(number("decimal", "Interest the payer is charged, in percent.", { max: 8 })),
  minInstallmentAmount: part(amountSchema, "Smallest amount the plan is offered for."),
  maxInstallmentAmount: part(amountSchema, "Largest amount the plan is offered for."),
  installmentNum: number("integer", "Number of installments, from 2 on.", { max: 8 }),
  interval: choice(["MONTH"], "Interval between installments; only MONTH.", { max: 16 }),
  enabled: literalFlag("Whether it is usable now."),
  extendInfo: optional(text("Further rates and amounts, as JSON text.", { max: 4096 })),
});

const installmentSchema = object("Installment", "Installment offer of a way to pay.", {
  supportCardBrands: conditional(
    "paymentMethodType is CARD.",
    list(supportCardBrandSchema, "Card brands that have plans."),
  ),
  plans: list(installmentPlanSchema, "The plans."),
});

export const paymentOptionSchema = object("PaymentOption", "A way to pay, and whether it is usable now.", {
  paymentMethodType: text("The method's code.", { max: 64 }),
  paymentMethodCategory: optional(
    choice(
      ["ALIPAY_PLUS", "WALLET", "MOBILE_BANKING_APP", "BANK_TRANSFER", "ONLINE_BANKING", "CARD", "OTC", "VA"],
      "Kind of method.",
    ),
  ),
  paymentMethodRegion: optional(list(text("One region."), "Where the method is at home.")),
  enabled: literalFlag("Whether it is usable for this request."),
  preferred: optional(literalFlag("Whether the payer is likely to prefer it.")),
  disableReason: conditional(
    "enabled is false.",
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
      "Why it is not usable.",
    ),
  ),
  supportedCurrencies: optional(list(text("One currency."), "Currencies the method takes.")),
  paymentOptionDetail: optional(
    part(paymentOptionDetailSchema, "Card brands or banks of the method.", { when: "CARD, P24, ONLINEBANKING_FPX." }),
  ),
  extendInfo: optional(text("Extension, as JSON text.")),
  logo: optional(part(logoSchema, "Its logo.")),
  promoNames: optional(list(text("One name."), "Names of promotions, by language.")),
  installment: optional(
    part(installmentSchema, "What installments are offered.", { when: "The method has installments." }),
  ),
  promotionInfos: optional(list(promotionInfoSchema, "Promotions on offer.")),
  interactionType: optional(
    choice(["QR", "REDIRECT", "PUSH", "ATM", "IBANKING", "BANKCOUNTER", "OTC"], "How the payer pays by the method."),
  ),
  bankIdentifierCode: optional(text("Code of the bank.")),
  amountLimitInfoMap: optional(text("Least and most amount, as JSON text.")),
});

export const paymentMethodInfoSchema = object("PaymentMethodInfo", "A payment option in a shorter form.", {
  paymentMethodType: optional(text("The method's code.")),
  paymentMethodDetail: optional(text("Its details, as JSON text.")),
  enabled: optional(literalFlag("Whether it is usable now.")),
  preferred: optional(literalFlag("Whether the payer is likely to prefer it.")),
  extendInfo: optional(text("Extension, as JSON text.")),
});
