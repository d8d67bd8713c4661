import { amountSchema } from "./amount.ts";
import { choice, dateTime, number, object, optional, part, text, url } from "./field.ts";

const goodsFields = {
  referenceGoodsId: text("Merchant's id of the goods.", { max: 64 }),
  goodsName: text("Goods name.", { max: 256 }),
  goodsCategory: optional(
    text("Category path, parent first, slash-separated.", { max: 64, when: "Send when you want risk control." }),
  ),
  goodsBrand: optional(text("Brand.", { max: 32 })),
  goodsUnitAmount: optional(part(amountSchema, "Unit price.")),
  goodsQuantity: optional(
    number("integer-from-1", "Quantity, 1 or more.", { when: "Send when you want risk control." }),
  ),
  goodsSkuName: optional(text("SKU name.")),
  goodsUrl: optional(url("Page where the goods are offered.", { max: 2048, when: "Send when you want risk control." })),
  deliveryMethodType: optional(
    choice(["PHYSICAL", "DIGITAL"], "How the goods reach the buyer.", {
      max: 32,
      when: "Send when you want risk control.",
    }),
  ),
  goodsImageUrl: optional(url("Picture URL.", { isNewer: true })),
  priceId: optional(text("Id of a stored Price object.", { max: 64, isNewer: true })),
  goodsDiscountAmount: optional(part(amountSchema, "Discount on this line.", { isNewer: true })),
  goodsEndsOnTime: optional(dateTime("Latest end date of a service.", { isNewer: true })),
};

const crossSellSchema = object(
  "CrossSell",
  "Goods sold along with a line of goods: the shape of Goods, without another crossSell inside.",
  goodsFields,
);

export const goodsSchema = object("Goods", "One line of goods.", {
  ...goodsFields,
  crossSell: optional(part(crossSellSchema, "Cross-selling goods, same shape as a goods element.", { isNewer: true })),
});
