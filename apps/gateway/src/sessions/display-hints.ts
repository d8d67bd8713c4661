import { toAmount } from "../kernel/index.ts";
import type { Merchant } from "../merchants/index.ts";
import type { Session } from "./session.ts";

/** Texts are cut so that session data stays within its 4,096 characters whatever the request held. */
const textCharsMax = 64;

/**
 * What the browser SDK may show or choose before it has spoken to the gateway. Public and unsigned: nothing is decided
 * by it. `paymentSessionFactor.merchantInfo` is where merchants' own code looks.
 */
export function toDisplayHints(merchant: Merchant, session: Session, publicUrl: string): object {
  const { productCode, productScene, paymentMethod, locale } = session.request;
  return {
    paymentSessionFactor: {
      paymentAmount: toAmount(session.amount),
      merchantInfo: { merchantName: merchant.displayName.slice(0, textCharsMax) },
    },
    productCode,
    productScene,
    paymentMethodType: paymentMethod?.paymentMethodType,
    locale,
    gatewayUrl: publicUrl,
    clientId: merchant.clientId,
    expiresAt: session.expiresAt,
  };
}
