import { amountSchema } from "./amount.ts";
import { choice, number, object, optional, part, text } from "./field.ts";
import { addressSchema, userNameSchema } from "./person.ts";

const deliveryDurationSchema = object("DeliveryDuration", "A length of time until delivery.", {
  unit: choice(["YEAR", "MONTH", "DAY", "HOUR", "MINUTE", "SECOND"], "Time unit.", { max: 16 }),
  value: number("integer-from-0", "Number of units, 0 or more."),
});

const deliveryEstimateSchema = object("DeliveryEstimate", "The expected delivery window.", {
  minimum: optional(part(deliveryDurationSchema, "Shortest estimate.")),
  maximum: optional(part(deliveryDurationSchema, "Longest estimate.")),
});

export const shippingSchema = object("Shipping", "Recipient, address and carrier.", {
  shippingName: optional(part(userNameSchema, "Recipient name.", { when: "Send when you want risk control." })),
  shippingAddress: optional(part(addressSchema, "Recipient address.", { when: "PAGALEVE, or risk control." })),
  shippingCarrier: optional(text("Carrier name.", { max: 128, when: "Send when you want risk control." })),
  shippingPhoneNo: optional(
    text("Recipient phone with extension.", {
      max: 16,
      when: "Send when you want risk control.",
      sensitive: "personal",
    }),
  ),
  shipToEmail: optional(
    text("Address to which virtual goods are sent.", {
      max: 64,
      when: "Digital/entertainment merchants, or risk control.",
      sensitive: "personal",
    }),
  ),
  shippingFeeId: optional(text("Id of a shipping option.", { max: 64, isNewer: true })),
  shippingFee: optional(part(amountSchema, "Shipping fee.", { isNewer: true })),
  shippingDescription: optional(text("Logistics text.", { max: 64, isNewer: true })),
  deliveryEstimate: optional(part(deliveryEstimateSchema, "Estimated delivery window.", { isNewer: true })),
  shippingNumber: optional(text("Tracking number.", { isNewer: true })),
  notes: optional(text("Shipping notes.", { isNewer: true })),
});
