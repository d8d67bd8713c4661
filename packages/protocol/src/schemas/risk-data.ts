import { choice, flag, number, object, optional, part, text } from "./field.ts";

const riskOrderSchema = object("RiskOrder", "Facts about the order.", {
  orderType: text("Order type; any text is accepted."),
  referringSite: text("Page from which the buyer reached the shop."),
});

const riskBuyerSchema = object("RiskBuyer", "Facts about the buyer.", {
  noteToMerchant: text("Buyer note to the merchant."),
  noteToShipping: text("Buyer note to the courier."),
  orderCountIn1H: number("integer-from-0", "Successful orders in the last hour."),
  orderCountIn24H: number("integer-from-0", "Successful orders in the last 24 hours."),
});

const riskEnvSchema = object("RiskEnv", "Facts about the environment.", {
  ipAddressType: text("IP address type; any text is accepted."),
});

const riskSignalSchema = object("RiskSignal", "The merchant's own verdict.", {
  riskCode: text("Merchant tag for a risky transaction."),
  riskReason: text("Merchant reason."),
});

const riskAddressSchema = object("RiskAddress", "Facts about the addresses.", {
  shippingPhoneType: text("Type of the recipient phone; any text is accepted."),
  isBillShipStateSame: flag("Billing state equals shipping state."),
  isPreviousStateSame: flag("Earlier state equals shipping state."),
  locToShipDistance: number("integer-from-0", "Metres between buyer and shipping address."),
  minPreviousShipToBillDistance: number(
    "integer-from-0",
    "Smallest distance in metres between earlier shipping address and billing address.",
  ),
});

const riskThreeDSResultSchema = object("RiskThreeDSResult", "A 3-D Secure result for risk control.", {
  threeDSVersion: text("Protocol version."),
  threeDSInteractionMode: choice(["FRICTIONLESS", "CHALLENGE"], "Frictionless or challenge."),
  eci: text("ECI."),
  cavv: text("CAVV.", { sensitive: "token" }),
});

const cardVerificationResultSchema = object("CardVerificationResult", "A card verification the merchant made itself.", {
  authenticationType: text("Kind of authentication, such as 3D."),
  authenticationMethod: text("Method used by the merchant; any text is accepted."),
  cvvResult: text("CVV check result."),
  avsResult: text("AVS result."),
  authorizationCode: text("Code granted after a successful 3D authentication."),
  threeDSResult: part(riskThreeDSResultSchema, "3DS result."),
});

export const riskDataSchema = object("RiskData", "Data for risk control.", {
  order: optional(part(riskOrderSchema, "Order facts.")),
  buyer: optional(part(riskBuyerSchema, "Buyer facts.")),
  env: optional(part(riskEnvSchema, "Environment facts.")),
  riskSignal: optional(part(riskSignalSchema, "Merchant-side risk verdict.")),
  address: optional(part(riskAddressSchema, "Address facts.")),
  cardVerificationResult: optional(
    part(cardVerificationResultSchema, "Result of a verification made by the merchant."),
  ),
});
