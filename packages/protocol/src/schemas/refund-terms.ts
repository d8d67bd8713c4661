import { amountSchema } from "./amount.ts";
import { choice, object, optional, part, text } from "./field.ts";
import { userNameSchema } from "./person.ts";

export const refundToBankInfoSchema = object("RefundToBankInfo", "Bank account to refund to.", {
  bankCode: optional(text("Code of the bank.")),
  accountHolderName: optional(part(userNameSchema, "Who owns the account.")),
  accountNo: optional(text("Number of the account.", { sensitive: "personal" })),
});

export const refundDetailSchema = object("RefundDetail", "Who bears which part of a refund.", {
  refundAmount: part(amountSchema, "The part."),
  refundFrom: choice(["SELLER", "MARKETPLACE", "UNSETTLED_FUNDS"], "Who bears it."),
});
