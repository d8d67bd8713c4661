import { amountSchema } from "./amount.ts";
import { choice, conditional, dateTime, list, number, object, optional, part, text } from "./field.ts";

const discountSchema = object("Discount", "A discount.", {
  discountTag: optional(text("Tag.")),
  discountName: optional(text("Name in the default language.", { max: 128 })),
  savingsAmount: optional(part(amountSchema, "Saved amount.")),
  estimateSavingsAmount: optional(part(amountSchema, "Estimated saving.")),
});

export const promotionResultSchema = object("PromotionResult", "A promotion that was applied.", {
  promotionType: choice(["DISCOUNT", "INTEREST_FREE"], "Kind of promotion."),
  discount: optional(part(discountSchema, "Discount details.")),
});

const interestFreeSchema = object("InterestFree", "An interest-free offer.", {
  provider: text("Bank that offers it.", { max: 128 }),
  expireTime: dateTime("When the offer ends."),
  installmentFreeNums: list(number("integer-from-2", "One number."), "How many installments are free of interest."),
  minPaymentAmount: part(amountSchema, "Smallest payment it is offered for."),
  maxPaymentAmount: optional(part(amountSchema, "Largest payment it is offered for.")),
  freePercentage: number("integer-0-to-100", "Share of the interest that is waived: 0 none, 100 all."),
});

export const promotionInfoSchema = object("PromotionInfo", "A promotion.", {
  promotionType: choice(["DISCOUNT", "INTEREST_FREE"], "Kind of promotion."),
  discount: conditional("promotionType is DISCOUNT.", part(discountSchema, "The discount.")),
  interestFree: conditional("promotionType is INTEREST_FREE.", part(interestFreeSchema, "The offer.")),
});
