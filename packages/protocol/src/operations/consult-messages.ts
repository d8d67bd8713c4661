import { amountSchema } from "../schemas/amount.ts";
import { buyerSchema } from "../schemas/buyer.ts";
import { envSchema } from "../schemas/env.ts";
import { choice, conditional, list, object, optional, part, text, type Static } from "../schemas/field.ts";
import { merchantSchema } from "../schemas/merchant.ts";
import { paymentEvaluationSchema, paymentMethodInfoSchema, paymentOptionSchema } from "../schemas/payment-option.ts";
import { paymentFactorSchema, settlementStrategySchema } from "../schemas/payment-terms.ts";
import { resultSchema } from "../schemas/result.ts";

export const consultRequestSchema = object("ConsultRequest", "Body of a consult request.", {
  paymentEvaluation: optional(part(paymentEvaluationSchema, "Methods to look at.")),
  productCode: choice(
    ["CASHIER_PAYMENT", "AGREEMENT_PAYMENT", "IN_STORE_PAYMENT"],
    "CASHIER_PAYMENT. The other products of the reference, auto debit and in-store payment, are refused.",
    { max: 32 },
  ),
  paymentAmount: part(amountSchema, "Amount that is to be paid."),
  merchantRegion: conditional(
    "Merchants of the Global Acquirer Gateway (GAGW).",
    text("Region where the merchant does business.", { max: 2 }),
  ),
  allowedPaymentMethodRegions: optional(
    list(text("One region.", { format: "region-or-global" }), "Name methods of these regions only."),
  ),
  allowedPaymentMethods: optional(list(text("One method."), "Name these methods only.")),
  blockedPaymentMethods: optional(list(text("One method."), "Leave these methods out.")),
  region: optional(text("Older form of userRegion.")),
  customerId: optional(text("The merchant's id of the customer, older form.")),
  referenceUserId: optional(text("The merchant's id of the user, older form.")),
  env: part(envSchema, "Device and browser of the payer; terminalType is required in it."),
  extendInfo: optional(text("Extension, as JSON text.")),
  userRegion: optional(text("The payer's region; sorts the answer.", { max: 2 })),
  paymentFactor: optional(part(paymentFactorSchema, "Switches that shape the payment.")),
  settlementStrategy: optional(
    part(settlementStrategySchema, "How the payment would be settled.", {
      when: "Several settlement currencies are contracted.",
    }),
  ),
  merchant: optional(part(merchantSchema, "The secondary merchant behind the caller.")),
  allowedPspRegions: optional(list(text("One region."), "Wallets of these regions only, older form.")),
  buyer: optional(part(buyerSchema, "Who buys; decides on promotions.")),
  merchantAccountId: optional(text("Account, when one client id serves several locations.", { max: 32 })),
});

export const consultReplySchema = object("ConsultReply", "Body of a consult reply.", {
  result: part(resultSchema, "Outcome of the call."),
  paymentOptions: conditional("result.resultStatus is S.", list(paymentOptionSchema, "The methods, usable or not.")),
  paymentMethodInfos: optional(list(paymentMethodInfoSchema, "The methods in a shorter form.", { isNewer: true })),
  extendInfo: optional(text("Extension, as JSON text.")),
});

export type ConsultRequest = Static<typeof consultRequestSchema>;
export type ConsultReply = Static<typeof consultReplySchema>;
