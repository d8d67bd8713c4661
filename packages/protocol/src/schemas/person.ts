import { conditional, object, optional, text } from "./field.ts";

export const userNameSchema = object("UserName", "A person's name.", {
  firstName: conditional("It is the name of a cardholder.", text("Given name.", { max: 32, sensitive: "personal" })),
  middleName: optional(text("Middle name.", { max: 32, sensitive: "personal" })),
  lastName: conditional("It is the name of a cardholder.", text("Family name.", { max: 32, sensitive: "personal" })),
  fullName: optional(text("Full name in one string.", { max: 128, sensitive: "personal" })),
});

export const addressSchema = object("Address", "A postal address.", {
  region: text("ISO 3166-1 alpha-2 country or region.", { max: 2, format: "iso-3166" }),
  state: optional(
    text("State or province. US merchants with cards issued in US/CA/GB: ISO 3166-2 subdivision of 2-3 characters.", {
      max: 8,
    }),
  ),
  city: optional(text("City, district, town.", { max: 32 })),
  address1: optional(text("First address line.", { max: 256, sensitive: "personal" })),
  address2: optional(text("Second address line.", { max: 256, sensitive: "personal" })),
  zipCode: optional(
    text("Postal code. US merchants: required shape is letters, digits, hyphen, blank and at most 10 characters.", {
      max: 32,
      sensitive: "personal",
    }),
  ),
  label: optional(text("Address label.", { isNewer: true })),
  address3: optional(text("Third address line.", { isNewer: true, sensitive: "personal" })),
});
