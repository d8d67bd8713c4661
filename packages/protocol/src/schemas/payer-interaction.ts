import { choice, conditional, dateTime, list, literalInteger, object, optional, text } from "./field.ts";

export const pspCustomerInfoSchema = object("PspCustomerInfo", "The payer's account at the wallet.", {
  pspName: optional(text("Wallet name.", { max: 64 })),
  pspCustomerId: optional(text("Customer id at the wallet.", { max: 64, sensitive: "personal" })),
  displayCustomerId: optional(text("Masked login for display.", { max: 64, sensitive: "personal" })),
  displayCustomerName: optional(text("Display name.", { isNewer: true, sensitive: "personal" })),
  customer2088Id: optional(text("Internal Alipay id.", { isNewer: true, sensitive: "personal" })),
  extendInfo: optional(text("Extension.")),
});

export const redirectActionFormSchema = object("RedirectActionForm", "A redirect to make.", {
  method: choice(["GET", "POST"], "HTTP method of the redirect."),
  parameters: conditional("method is POST.", text("Form fields to post, as JSON text.", { max: 2048 })),
  redirectUrl: text("Where to go.", { max: 2048 }),
  actionFormType: optional(choice(["RedirectActionForm"], "Always this value.", { max: 32 })),
});

const paymentAttemptSchema = object("PaymentAttempt", "One attempt.", {
  attemptAt: optional(dateTime("Time.")),
  attemptResponse: optional(text("Outcome.", { max: 64 })),
});

export const retryInfoSchema = object("RetryInfo", "Retries of a recurring payment.", {
  availableRetries: optional(literalInteger("Retries left (PIX recurrence).")),
  orderId: optional(text("Period order number.", { max: 32 })),
  paymentAttempts: optional(list(paymentAttemptSchema, "Attempts made.", { max: 4 })),
});
