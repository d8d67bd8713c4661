import { choice, literalFlag, object, optional, part, text } from "./field.ts";
import { creditPayPlanSchema } from "./payment-terms.ts";

const threeDSResultSchema = object("ThreeDSResult", "A 3-D Secure result.", {
  threeDSVersion: optional(choice(["1.0.2", "2.1.0", "2.2.0"], "Protocol version.")),
  eci: optional(text("02/05 full, 01/06 attempted, 00/07 not authenticated.")),
  cavv: optional(text("Authentication value.", { when: "Authentication passed.", sensitive: "token" })),
  dsTransactionId: optional(text("DS transaction id.", { when: "3DS 2.x." })),
  xid: optional(text("Transaction id.", { when: "3DS 1.0.", sensitive: "token" })),
  threeDStransactionStatusReason: optional(text("Reason code when 3DS failed.")),
  challengeCancel: optional(
    text("Why a challenge was cancelled: 01 cardholder, 02 requestor, 03 abandoned, 04/05 timeouts, more."),
  ),
  challenged: optional(literalFlag("Challenge was shown.")),
  exemptionType: optional(text("Exemption asked for in 3DS, e.g. dataOnly.")),
  threeDSOffered: optional(literalFlag("3DS was triggered.")),
});

export const cardInfoSchema = object("CardInfo", "The card that paid, older form.", {
  cardNo: optional(text("Masked number.")),
  cardBrand: optional(text("Brand.")),
  cardToken: optional(text("Token.", { sensitive: "token" })),
  issuingCountry: optional(text("Issuer country.")),
  funding: optional(text("Funding.")),
  paymentMethodRegion: optional(text("Region.")),
  threeDSResult: optional(part(threeDSResultSchema, "3DS result.")),
});

export const acquirerInfoSchema = object("AcquirerInfo", "What the acquirer answered. Product APO only.", {
  acquirerName: optional(text("Acquirer name.", { max: 64, when: "APO product only." })),
  referenceRequestId: optional(text("Request id sent to the acquirer.", { max: 64, when: "APO product only." })),
  acquirerTransactionId: optional(text("Acquirer transaction id.", { max: 64, when: "APO product only." })),
  acquirerMerchantId: optional(text("Merchant id at the acquirer.", { max: 64, when: "APO product only." })),
  acquirerResultCode: optional(text("Acquirer result code.", { max: 64, when: "APO product only." })),
  acquirerResultMessage: optional(text("Acquirer result message.", { max: 64, when: "APO product only." })),
  acquirerMerchantName: optional(text("Merchant name at the acquirer.", { isNewer: true })),
  acquirerReasonDescription: optional(text("Reason text.", { isNewer: true })),
  ptspTransactionId: optional(text("Undocumented.", { isNewer: true })),
  acquirerCardToken: optional(
    text("Card token of the acquirer.", { max: 64, when: "APO product only.", isNewer: true, sensitive: "token" }),
  ),
});

export const paymentResultInfoSchema = object("PaymentResultInfo", "Details of a payment, mostly of cards.", {
  issuerName: optional(text("Issuing bank.", { isNewer: true })),
  refusalCodeRaw: optional(text("Raw decline code of the channel, e.g. 51.", { isNewer: true })),
  refusalReasonRaw: optional(text("Raw decline text.", { isNewer: true })),
  merchantAdviceCode: optional(text("Merchant advice code, e.g. 00.", { isNewer: true })),
  acquirerInfo: optional(part(acquirerInfoSchema, "Acquirer data.", { when: "APO product only." })),
  cardNo: optional(text("Masked card number for display.")),
  cardBrand: optional(text("Card brand.")),
  cardToken: optional(
    text("Token to use later as paymentMethodId.", { max: 2048, when: "Tokenization requested.", sensitive: "token" }),
  ),
  issuingCountry: optional(text("Issuer country.", { max: 2 })),
  funding: optional(text("Funding type. For GRABPAY: WALLETS, BNPL_POSTPAID, BNPL_INSTALLMENT.", { max: 20 })),
  paymentMethodRegion: optional(text("Region of the method, e.g. BR or GLOBAL.", { max: 6 })),
  threeDSResult: optional(part(threeDSResultSchema, "3DS result.", { when: "Card was authenticated." })),
  avsResultRaw: optional(text("Raw AVS result.")),
  cvvResultRaw: optional(text("Raw CVV result.")),
  networkTransactionId: optional(
    text("Card-scheme transaction id; resend in later merchant-initiated payments.", { max: 256, sensitive: "token" }),
  ),
  creditPayPlan: optional(part(creditPayPlanSchema, "Installment plan used.")),
  cardholderName: optional(text("Cardholder name.", { max: 64, sensitive: "personal" })),
  cardBin: optional(text("First digits of the card.", { max: 8 })),
  lastFour: optional(text("Last four digits.", { max: 4 })),
  expiryMonth: optional(text("MM.", { max: 2 })),
  expiryYear: optional(text("YY.", { max: 2 })),
  cardCategory: optional(choice(["CONSUMER", "COMMERCIAL"], "Card category.")),
  accountNo: optional(text("Undocumented.", { isNewer: true, sensitive: "personal" })),
  exemptionRequested: optional(text("Exemption asked for in the authorization, e.g. lowValue.")),
  credentialTypeUsed: optional(choice(["PAN", "NETWORK_TOKEN"], "PAN or network token.")),
  rrn: optional(text("Retrieval reference number.", { max: 32 })),
  userAuthorizationStatus: optional(choice(["AUTHORIZED", "UNAUTHORIZED"], "PayPay smart payment binding state.")),
  authorizationCode: optional(text("Authorization code of the channel.", { isNewer: true })),
  incrementalAuthorizationAvailable: optional(literalFlag("Incremental authorization possible.", { isNewer: true })),
  extendedAuthorizationAvailable: optional(literalFlag("Extended authorization possible.", { isNewer: true })),
  refundOnAuthorizationAvailable: optional(literalFlag("Refund by paymentId possible.", { isNewer: true })),
});
