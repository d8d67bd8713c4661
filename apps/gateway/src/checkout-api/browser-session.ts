import type { CheckoutErrorReply } from "@opencashier/protocol";
import type { Db } from "../db/index.ts";
import type { Clock } from "../kernel/index.ts";
import { mayEmbed, type Merchant } from "../merchants/index.ts";
import { findSession, type Session, type SessionDataSealer } from "../sessions/index.ts";

export type BrowserSession = { readonly session: Session; readonly merchant: Merchant };

export type BrowserRefusal = {
  readonly error: CheckoutErrorReply["error"];
  /** Public; never a value of the card. */
  readonly message: string;
  /** When the same request may succeed, if waiting helps. */
  readonly retryAfterMs?: number;
};

/** What a browser shows to be served: the session data it was given, and the page that embeds the frame. */
export type BrowserProof = {
  readonly sessionData: string;
  /**
   * As the frame saw it in the handshake; the gateway's own origin for the hosted page. The browser has checked it: the frame
   * was served with this origin as its only allowed ancestor, and nothing but the frame reaches this interface.
   */
  readonly pageOrigin: string;
};

type Deps = {
  readonly db: Db;
  readonly clock: Clock;
  readonly sessionData: SessionDataSealer;
  readonly findMerchant: (clientId: string) => Promise<Merchant | undefined>;
  readonly publicUrl: () => string;
};

const invalid: BrowserRefusal = {
  error: "SESSION_INVALID",
  message: "The session data is not of this gateway, was changed, or may not be used on this page.",
};
const expired: BrowserRefusal = { error: "SESSION_EXPIRED", message: "The payment session has ended." };

/**
 * The session a browser may act on. Session data from another gateway, changed on the way, or used on a page that the
 * merchant has not registered opens nothing, and no reply tells which it was.
 */
export async function openBrowserSession(deps: Deps, proof: BrowserProof): Promise<BrowserSession | BrowserRefusal> {
  const sealed = deps.sessionData.open(proof.sessionData);
  if (!sealed) return invalid;
  const merchant = await deps.findMerchant(sealed.clientId);
  if (!merchant || merchant.status !== "ACTIVE") return invalid;
  if (proof.pageOrigin !== new URL(deps.publicUrl()).origin && !mayEmbed(merchant, proof.pageOrigin)) return invalid;
  const session = await findSession(deps.db.connection, sealed.clientId, sealed.paymentSessionId);
  if (!session) return invalid;
  // What has ended may still be asked about: the buyer comes back to learn how it went.
  const isOver = deps.clock.now() >= session.expiresAt && session.paymentId === null;
  return isOver ? expired : { session, merchant };
}

export const isRefusal = (found: object): found is BrowserRefusal => "error" in found;

/** Sources for `frame-ancestors`, beside the gateway itself: pages that may stand around a page of this merchant's. */
export const listAncestors = ({ clientId, pageOrigins }: Merchant): readonly string[] =>
  pageOrigins ?? (mayEmbed({ clientId, pageOrigins }, "https://any.example") ? ["http:", "https:"] : []);
