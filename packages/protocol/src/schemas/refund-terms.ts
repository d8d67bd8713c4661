import { amountSchema } from "./amount.ts";
import { choice, object, optional, part, text } from "./field.ts";
import { userNameSchema } from "./person.ts";

export const refundToBankInfoSchema = object("RefundToBankInfo", "Bank account to refund to.", {
  bankCode: optional(text("Bank code.")),
  accountHolderName: optional(part(userNameSchema, "Account holder.")),
  accountNo: optional(text("Account number.", { sensitive: "personal" })),
});

export const refundDetailSchema = object("RefundDetail", "Who bears which part of a refund.", {
  refundAmount: part(amountSchema, "Amount."),
  refundFrom: choice(["SELLER", "MARKETPLACE", "UNSETTLED_FUNDS"], "Who pays."),
});
