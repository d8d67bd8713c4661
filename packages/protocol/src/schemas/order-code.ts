import { choice, dateTime, list, object, optional, text } from "./field.ts";

export const paymentVerificationDataSchema = object("PaymentVerificationData", "Answer to a challenge.", {
  verifyRequestId: optional(text("Id of the verification.")),
  authenticationCode: optional(text("Code typed by the payer.")),
});

export const challengeActionFormSchema = object("ChallengeActionForm", "A challenge the payer has to answer.", {
  challengeType: optional(choice(["SMS_OTP", "PLAINTEXT_CARD_NO", "CARD_EXPIRE_DATE"], "Kind of challenge.")),
  challengeRenderValue: optional(text("Value to show.")),
  triggerSource: optional(choice(["AMS", "CHANNEL"], "Who asked.")),
  extendInfo: optional(text("Extension.")),
});

export const codeDetailSchema = object("CodeDetail", "One rendering of a code.", {
  codeValueType: optional(choice(["BARCODE", "QRCODE"], "Kind of code.")),
  codeValue: text("Text, or URL of an image / base64 image.", { max: 2048 }),
  displayType: choice(["TEXT", "MIDDLEIMAGE", "SMALLIMAGE", "BIGIMAGE", "IMAGE"], "How to show it."),
});

export const orderCodeFormSchema = object("OrderCodeForm", "A code the payer scans or shows.", {
  paymentMethodType: optional(text("Method code.")),
  expireTime: dateTime("Code valid until."),
  codeDetails: list(codeDetailSchema, "Same code in several renderings.", { max: 4 }),
  extendInfo: optional(text("Extension.", { max: 2048 })),
});
