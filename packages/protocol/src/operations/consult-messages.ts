import { amountSchema } from "../schemas/amount.ts";
import { buyerSchema } from "../schemas/buyer.ts";
import { envSchema } from "../schemas/env.ts";
import { choice, conditional, list, object, optional, part, text, type Static } from "../schemas/field.ts";
import { merchantSchema } from "../schemas/merchant.ts";
import { paymentEvaluationSchema, paymentMethodInfoSchema, paymentOptionSchema } from "../schemas/payment-option.ts";
import { paymentFactorSchema, settlementStrategySchema } from "../schemas/payment-terms.ts";
import { resultSchema } from "../schemas/result.ts";

export const consultRequestSchema = object("ConsultRequest", "Body of a consult request.", {
  paymentEvaluation: optional(part(paymentEvaluationSchema, "Methods to evaluate.")),
  productCode: choice(["CASHIER_PAYMENT", "AGREEMENT_PAYMENT", "IN_STORE_PAYMENT"], "CASHIER_PAYMENT.", { max: 32 }),
  paymentAmount: part(amountSchema, "Amount."),
  merchantRegion: conditional("GAGW product.", text("Merchant region.", { max: 2 })),
  allowedPaymentMethodRegions: optional(
    list(text("One value.", { format: "region-or-global" }), "Only methods of these regions."),
  ),
  allowedPaymentMethods: optional(list(text("One value."), "Only these methods.")),
  blockedPaymentMethods: optional(list(text("One value."), "Not these methods.")),
  region: optional(text("Older.")),
  customerId: optional(text("Older.")),
  referenceUserId: optional(text("Older.")),
  env: part(envSchema, "Environment; terminalType required inside."),
  extendInfo: optional(text("Extension.")),
  userRegion: optional(text("Payer region, sorts the result.", { max: 2 })),
  paymentFactor: optional(part(paymentFactorSchema, "Factors.")),
  settlementStrategy: optional(
    part(settlementStrategySchema, "Settlement rule.", { when: "Several settlement currencies contracted." }),
  ),
  merchant: optional(part(merchantSchema, "Secondary merchant.")),
  allowedPspRegions: optional(list(text("One value."), "Older.")),
  buyer: optional(part(buyerSchema, "Buyer, for promotions.")),
  merchantAccountId: optional(text("Account selector.", { max: 32 })),
});

export const consultReplySchema = object("ConsultReply", "Body of a consult reply.", {
  result: part(resultSchema, "Outcome of the call."),
  paymentOptions: conditional("result.resultStatus is S.", list(paymentOptionSchema, "One entry per method.")),
  paymentMethodInfos: optional(list(paymentMethodInfoSchema, "Newer detail list.")),
  extendInfo: optional(text("Extension.")),
});

export type ConsultRequest = Static<typeof consultRequestSchema>;
export type ConsultReply = Static<typeof consultReplySchema>;
