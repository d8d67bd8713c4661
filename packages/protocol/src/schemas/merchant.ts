import { choice, conditional, dateTime, object, optional, part, text } from "./field.ts";
import { addressSchema } from "./person.ts";

const storeSchema = object("Store", "A store of the merchant.", {
  referenceStoreId: optional(text("Merchant-side store id.", { max: 64 })),
  storeName: optional(text("Store name.", { max: 256 })),
  storeMCC: optional(text("Store category code.", { max: 32 })),
  storeDisplayName: optional(text("Display name.", { max: 64 })),
  storeTerminalId: optional(text("Terminal id.", { max: 64 })),
  storeOperatorId: optional(text("Operator id.", { max: 64 })),
  storeAddress: optional(part(addressSchema, "Store address.")),
  storePhoneNo: optional(text("Store phone.", { max: 16, sensitive: "personal" })),
});

export const merchantSchema = object("Merchant", "The secondary merchant behind the caller.", {
  referenceMerchantId: text("Id of the secondary merchant.", { max: 64 }),
  merchantMCC: conditional("Acquirer with secondary merchants.", text("Merchant category code.", { max: 32 })),
  merchantName: conditional(
    "Acquirer with secondary merchants.",
    text("Legal or registered merchant name.", { max: 256 }),
  ),
  merchantDisplayName: optional(text("Name shown to the payer.", { max: 64 })),
  merchantAddress: optional(part(addressSchema, "Merchant address.")),
  merchantRegisterDate: optional(dateTime("When the secondary merchant registered.", { max: 32 })),
  store: optional(part(storeSchema, "Store below the merchant.")),
  merchantType: optional(choice(["INDIVIDUAL", "ENTERPRISE"], "Individual or company.")),
});
