import { conditional, dateTime, flag, number, object, optional, part, text } from "./field.ts";
import { userNameSchema } from "./person.ts";

export const buyerSchema = object("Buyer", "Identity and contact data of the buyer.", {
  referenceBuyerId: optional(text("Merchant-side buyer id. Needed for stored cards and promotions.", { max: 64 })),
  buyerName: optional(part(userNameSchema, "Buyer name.", { when: "Send when you want risk control." })),
  buyerPhoneNo: optional(
    text("Buyer mobile number.", { max: 24, when: "Send for CARD or risk control.", sensitive: "personal" }),
  ),
  buyerEmail: optional(
    text("Buyer email.", { max: 64, when: "Send for CARD or risk control.", sensitive: "personal" }),
  ),
  buyerRegistrationTime: optional(
    dateTime("When the buyer registered with the merchant.", { max: 64, when: "Send when you want risk control." }),
  ),
  isAccountVerified: optional(flag("Whether the merchant verified the account.", { isNewer: true })),
  successfulOrderCount: optional(number("integer", "Number of earlier successful orders.", { isNewer: true })),
  buyerPhoneNoContryCode: conditional(
    "paymentMethodType is STCPAY.",
    text("Country calling code of the phone number; the field name is misspelt in the API. Needed for STCPAY."),
  ),
});
