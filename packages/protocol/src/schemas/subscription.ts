import { amountSchema } from "./amount.ts";
import { choice, dateTime, flag, list, number, object, optional, part, text } from "./field.ts";

const periodRuleSchema = object("PeriodRule", "The period of a subscription.", {
  periodType: choice(["DAY", "WEEK", "MONTH", "QUARTER", "HALF_YEAR", "YEAR"], "Period unit.", { max: 20 }),
  period: optional(number("integer", "Number of periods.", { isNewer: true })),
  price: optional(part(amountSchema, "Price per period.", { isNewer: true })),
  periodCount: number("integer-from-1", "Units per period."),
});

export const subscriptionPlanSchema = object("SubscriptionPlan", "A subscription plan, older form.", {
  allowAccumulate: optional(flag("Whether amounts add up over periods.")),
  maxAccumulateAmount: optional(part(amountSchema, "Most that may add up.")),
  periodRule: optional(part(periodRuleSchema, "Period.")),
  subscriptionStartTime: optional(text("Start.")),
  subscriptionNotificationUrl: optional(text("Where notices of the subscription go.")),
});

const subscriptionTrialSchema = object("SubscriptionTrial", "A trial of a subscription.", {
  trialPeriod: optional(number("integer", "Number of trial periods.")),
  trialAmount: optional(part(amountSchema, "Price of a trial period.")),
  trialStartPeriod: optional(number("integer", "First trial period.")),
  trialEndPeriod: optional(number("integer", "Last trial period.")),
});

export const subscriptionInfoSchema = object("SubscriptionInfo", "A subscription that begins with the payment.", {
  subscriptionDescription: text("Description."),
  subscriptionStartTime: dateTime("Start."),
  subscriptionEndTime: optional(dateTime("End.")),
  periodRule: part(periodRuleSchema, "Period."),
  trials: optional(list(subscriptionTrialSchema, "Trials.")),
  subscriptionNotifyUrl: text("Notification URL."),
  subscriptionExpiryTime: optional(dateTime("Expiry of the creation.")),
});

const subscriptionTrialSettingsSchema = object("SubscriptionTrialSettings", "Trial of a billing subscription.", {
  trialPeriodDays: optional(number("integer", "Length of the trial, in days.")),
  trialEnd: optional(text("End of the trial.")),
  trialEndBehavior: optional(text("What happens when the trial ends.")),
});

const subscriptionDiscountSchema = object("SubscriptionDiscount", "A discount of a billing subscription.", {
  couponId: optional(text("Coupon.", { max: 64 })),
  promotionCodeId: optional(text("Promotion code.", { max: 64 })),
});

export const subscriptionSchema = object("Subscription", "A billing subscription.", {
  customerId: optional(text("Customer id.")),
  trialSettings: optional(part(subscriptionTrialSettingsSchema, "Trial.")),
  paymentBehavior: optional(text("What happens while the first invoice is unpaid.")),
  collectionMethod: optional(text("How invoices are collected.")),
  daysUntilDue: optional(number("integer", "Days until an invoice is due.")),
  cancelAt: optional(text("When the subscription ends.")),
  cancelAtPeriodEnd: optional(flag("Whether it ends with the current period.")),
  description: optional(text("Description.")),
  discounts: optional(list(subscriptionDiscountSchema, "Discounts.")),
  defaultPaymentMethod: optional(text("Stored payment method to charge.", { max: 64 })),
  allowPromotionCode: optional(flag("Whether the payer may enter a promotion code.")),
  subscriptionNotifyUrl: optional(text("Where notices of the subscription go.")),
});
