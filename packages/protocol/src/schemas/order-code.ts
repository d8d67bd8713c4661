import { choice, dateTime, list, object, optional, text } from "./field.ts";

export const paymentVerificationDataSchema = object(
  "PaymentVerificationData",
  "What the payer answered to a challenge.",
  {
    verifyRequestId: optional(text("Which challenge is answered.")),
    authenticationCode: optional(text("Code the payer typed.", { sensitive: "token" })),
  },
);

export const challengeActionFormSchema = object("ChallengeActionForm", "A challenge the payer has to answer.", {
  challengeType: optional(choice(["SMS_OTP", "PLAINTEXT_CARD_NO", "CARD_EXPIRE_DATE"], "What the payer is asked for.")),
  challengeRenderValue: optional(text("What to show the payer.")),
  triggerSource: optional(choice(["AMS", "CHANNEL"], "Who asks: the gateway or the method.")),
  extendInfo: optional(text("Extension, as JSON text.")),
});

const codeDetailSchema = object("CodeDetail", "One rendering of a code.", {
  codeValueType: optional(choice(["BARCODE", "QRCODE"], "Kind of code.")),
  codeValue: text("The code as text, or the address of its picture, or the picture in base64.", { max: 2048 }),
  displayType: choice(["TEXT", "MIDDLEIMAGE", "SMALLIMAGE", "BIGIMAGE", "IMAGE"], "How to show it."),
});

export const orderCodeFormSchema = object("OrderCodeForm", "A code the payer scans or shows.", {
  paymentMethodType: optional(text("The method's code.")),
  expireTime: dateTime("When the code ends."),
  codeDetails: list(codeDetailSchema, "The same code in several forms.", { max: 4 }),
  extendInfo: optional(text("Extension, as JSON text.", { max: 2048 })),
});
