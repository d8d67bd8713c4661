import type { MasterKeyProvider } from "../merchants/index.ts";
import type { Session, SessionDataSealer } from "../sessions/index.ts";

/** An attempt as a URL names it. */
export type LinkedAttempt = { readonly clientId: string; readonly attemptId: string };

/**
 * The gateway's own addresses that a payer's browser is sent to. What they name is sealed into them, so none can be made up
 * and none tells anything.
 */
export type CheckoutLinks = {
  /** Where acquirers' pages send the payer back to. */
  readonly returnUrl: (attempt: LinkedAttempt) => string;
  /** The page that carries a 3-D Secure step, for a frame. */
  readonly threeDSUrl: (attempt: LinkedAttempt) => string;
  /** The page on which a session is paid without the merchant's own. */
  readonly hostedPageUrl: (session: Session) => string;
  /** Undefined for a text that was not made here. */
  readonly openReturn: (token: string) => LinkedAttempt | undefined;
  readonly openThreeDS: (token: string) => LinkedAttempt | undefined;
};

export type CheckoutLinkDeps = {
  readonly keyProvider: Pick<MasterKeyProvider, "seal" | "open">;
  readonly sessionData: SessionDataSealer;
  readonly publicUrl: () => string;
};

const returnContext = "checkout-return";
const threeDSContext = "checkout-3ds";

export function createCheckoutLinks({ keyProvider, sessionData, publicUrl }: CheckoutLinkDeps): CheckoutLinks {
  const seal = ({ clientId, attemptId }: LinkedAttempt, context: string): string =>
    keyProvider.seal(Buffer.from(JSON.stringify([clientId, attemptId])), context);
  const open = (token: string, context: string): LinkedAttempt | undefined => {
    try {
      const [clientId, attemptId] = JSON.parse(keyProvider.open(token, context).toString("utf8")) as [string, string];
      return { clientId, attemptId };
    } catch {
      return undefined; // Another key, another purpose, or changed on the way: all the same to who asks.
    }
  };
  return {
    returnUrl: (attempt) => `${publicUrl()}/checkout/return/${seal(attempt, returnContext)}`,
    threeDSUrl: (attempt) => `${publicUrl()}/checkout/3ds/${seal(attempt, threeDSContext)}`,
    hostedPageUrl: (session) => `${publicUrl()}/checkout/page/${sessionData.seal(session, {}).split("&&", 1)[0] ?? ""}`,
    openReturn: (token) => open(token, returnContext),
    openThreeDS: (token) => open(token, threeDSContext),
  };
}
