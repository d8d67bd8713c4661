import { dateTime, flag, number, object, optional, part, text } from "./field.ts";

export const amountSchema = object("Amount", "An amount of money, in the currency's smallest unit.", {
  currency: text("Three-letter ISO 4217 code.", { max: 3, format: "iso-4217" }),
  value: text("Digits only. For IDR the last two must be 00.", { max: 16, format: "minor-units" }),
});

export const quoteSchema = object("Quote", "An exchange rate.", {
  quoteId: optional(text("Id of the exchange rate.", { max: 64 })),
  quoteCurrencyPair: text("Two ISO codes divided by a slash.", { max: 16, format: "currency-pair" }),
  quotePrice: number("decimal", "Exchange rate."),
  quoteStartTime: optional(dateTime("Valid from.")),
  quoteExpiryTime: optional(dateTime("Valid until.")),
  guaranteed: optional(flag("Whether the rate is guaranteed.")),
  exchangeAmount: optional(part(amountSchema, "Converted amount.", { isNewer: true })),
});
