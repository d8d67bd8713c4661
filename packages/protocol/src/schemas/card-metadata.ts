import { cardBrands } from "../card-brands.ts";
import { choice, conditional, flag, list, object, optional, part, text } from "./field.ts";
import { addressSchema, userNameSchema } from "./person.ts";

const mpiDataSchema = object("MpiData", "A 3-D Secure result the merchant obtained itself.", {
  threeDSVersion: optional(text("Protocol version.")),
  eci: optional(text("ECI.")),
  cavv: optional(text("CAVV.", { sensitive: "token" })),
  dsTransactionId: optional(text("DS transaction id.")),
  credentialType: optional(choice(["PAN", "NETWORK_TOKEN"], "PAN or NETWORK_TOKEN.")),
});

const applePayConfigurationSchema = object("ApplePayConfiguration", "Options of the Apple Pay sheet.", {
  requiredBillingContactFields: optional(list(text("One element."), "Billing fields to collect.")),
  requiredShippingContactFields: optional(list(text("One element."), "Shipping fields to collect.")),
  buttonsBundled: optional(flag("Button layout.")),
  applePayToken: optional(text("Apple Pay token.", { sensitive: "token" })),
});

export const paymentMethodMetaDataSchema = object(
  "PaymentMethodMetaData",
  "What one payment method needs to know; the keys depend on the method. Other keys are kept.",
  {
    cardNo: conditional(
      "Merchant collects card data itself.",
      text("Card number (merchant-collected card data).", { max: 32, sensitive: "pan" }),
    ),
    cvv: conditional(
      "Card data collected by merchant and issuer region is GLOBAL, BR, CL, MX or PE.",
      text("Card verification value, 3 digits (4 for AMEX).", { max: 4, sensitive: "cvc" }),
    ),
    expiryMonth: conditional("With cardNo.", text("Two-digit month.", { max: 2, format: "month" })),
    expiryYear: conditional("With cardNo.", text("Two-digit year.", { max: 2, format: "two-digit-year" })),
    cardholderName: conditional("With cardNo, depends on region.", part(userNameSchema, "Cardholder name.")),
    billingAddress: optional(part(addressSchema, "Billing address of the card.", { when: "Risk control / AVS." })),
    is3DSAuthentication: optional(
      flag("true: 3DS is forced; false or absent: 3DS is not requested. Not for Korean schemes."),
    ),
    enableAuthenticationUpgrade: optional(
      flag("true: start 3DS when issuer or scheme asks for it. Not for Brazil and some local schemes."),
    ),
    request3DS: optional(text("Newer control over 3-D Secure.", { isNewer: true })),
    scaExemptionIndicator: optional(text("Exemption asked for.", { isNewer: true })),
    mpiData: optional(
      part(mpiDataSchema, "3DS result obtained by the merchant itself.", { when: "Merchant runs its own MPI." }),
    ),
    isCardOnFile: optional(flag("Card details are stored / payment uses stored credentials.")),
    recurringType: optional(text("Kind of merchant-initiated payment, e.g. SCHEDULED.")),
    networkTransactionId: optional(
      text("Scheme transaction id of the first payment.", {
        max: 256,
        when: "Merchant-initiated follow-up payment.",
        sensitive: "token",
      }),
    ),
    tokenize: optional(flag("Older switch: return a card token.")),
    tokenizeMode: optional(
      choice(["ASKFORCONSENT", "ENABLED", "DISABLED"], "Newer switch for storing the card.", { isNewer: true }),
    ),
    selectedCardBrand: conditional(
      "Co-badged cards, mandatory choice in the EEA.",
      choice(cardBrands, "Brand the payer chose for a co-badged card."),
    ),
    supportedCardBrands: optional(
      list(text("One element."), "Card brands to offer, of those the merchant has contracted."),
    ),
    paymentMethodRegion: optional(text("Region of the card product, e.g. GLOBAL, BR, KR, MX, CL, PE, FR.", { max: 6 })),
    cpf: conditional("Card issued in Brazil.", text("Brazilian tax id.", { max: 11, sensitive: "personal" })),
    payerEmail: conditional(
      "Card issued in Brazil, Chile, Mexico or Peru.",
      text("Payer email.", { max: 64, sensitive: "personal" }),
    ),
    dateOfBirth: conditional(
      "Korean personal card.",
      text("Birth date of the cardholder.", { max: 10, format: "date", sensitive: "personal" }),
    ),
    businessNo: conditional(
      "Korean corporate card.",
      text("Company registration number.", { max: 10, sensitive: "personal" }),
    ),
    cardPasswordDigest: conditional(
      "Korean card.",
      text("First two digits of the card password.", { max: 2, sensitive: "cvc" }),
    ),
    bankIdentifierCode: conditional(
      "ONLINEBANKING_FPX, P24, IDEAL and other bank methods.",
      text("Bank chosen by the payer."),
    ),
    blikCode: optional(text("BLIK one-time code.", { when: "BLIK.", sensitive: "token" })),
    applePayConfiguration: optional(
      part(applePayConfigurationSchema, "Apple Pay sheet options.", { when: "APPLEPAY." }),
    ),
  },
);
