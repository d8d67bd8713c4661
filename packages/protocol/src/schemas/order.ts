import { amountSchema } from "./amount.ts";
import { buyerSchema } from "./buyer.ts";
import { envSchema } from "./env.ts";
import { choice, conditional, flag, list, object, optional, part, text } from "./field.ts";
import { goodsSchema } from "./goods.ts";
import { merchantSchema } from "./merchant.ts";
import { shippingSchema } from "./shipping.ts";
import { lodgingSchema, transitSchema } from "./travel.ts";

const gamingSchema = object("Gaming", "A game top-up.", {
  gameName: optional(text("Game.", { max: 128 })),
  toppedUpUser: optional(text("Account that is topped up.", { max: 128, sensitive: "personal" })),
  toppedUpEmail: optional(text("Email of that user.", { max: 64, sensitive: "personal" })),
  toppedUpPhoneNo: optional(text("Phone of that user.", { max: 32, sensitive: "personal" })),
});

const declarationSchema = object("Declaration", "Foreign-exchange declaration of an online travel agency.", {
  declarationBizScene: conditional(
    "OTA foreign-exchange scene.",
    choice(["AIRLINE", "HOTEL"], "Industry for OTA declarations; must come together with declarationBeneficiaryId."),
  ),
  declarationBeneficiaryId: conditional(
    "OTA foreign-exchange scene.",
    text("Third-party beneficiary for quota counting."),
  ),
});

export const orderSchema = object(
  "Order",
  "What is bought. Serves risk control, display and reporting; its amounts move no money.",
  {
    referenceOrderId: text("Merchant-side order number shown in consumption records and used for disputes.", {
      max: 64,
    }),
    orderDescription: text("Short order text for display.", { max: 256 }),
    orderAmount: part(amountSchema, "Order amount. Not compared with paymentAmount and not used to move money."),
    orderDiscountAmount: optional(part(amountSchema, "Discount part of the order amount.", { isNewer: true })),
    subTotalOrderAmount: optional(part(amountSchema, "Subtotal before discount or shipping.", { isNewer: true })),
    merchant: conditional(
      "Caller is an acquirer/platform with secondary merchants.",
      part(merchantSchema, "Secondary merchant behind the caller."),
    ),
    goods: optional(list(goodsSchema, "Goods lines.", { max: 100, when: "Send when you want risk control." })),
    shipping: optional(
      part(shippingSchema, "Recipient, address and carrier.", { when: "Send when you want risk control." }),
    ),
    buyer: optional(
      part(buyerSchema, "Buyer identity and contact data.", { when: "Send for CARD or when you want risk control." }),
    ),
    env: optional(
      part(envSchema, "Environment in which the order was placed; same shape as top-level env.", {
        when: "Send when you want risk control.",
      }),
    ),
    extendInfo: optional(text("Extension, as JSON text.", { max: 2048, when: "Only for agreed special cases." })),
    transit: optional(
      part(transitSchema, "Trip data (flight, train, cruise, coach).", { when: "Travel merchants, risk control." }),
    ),
    lodging: optional(part(lodgingSchema, "Hotel stay data.", { when: "Lodging merchants, risk control." })),
    gaming: optional(part(gamingSchema, "Game top-up data.", { when: "Gaming merchants, risk control." })),
    needDeclaration: optional(flag("Customs or foreign-exchange declaration needed.", { isNewer: true })),
    declaration: optional(
      part(declarationSchema, "Declaration data for OTA foreign-exchange scenes.", { isNewer: true }),
    ),
    orderType: optional(text("Undocumented.")),
  },
);
