import { type CheckoutApi, type CheckoutLinks, createCheckoutApi, createCheckoutLinks } from "../checkout-api/index.ts";
import type { Config } from "../config/index.ts";
import type { Db } from "../db/index.ts";
import type { Clock } from "../kernel/index.ts";
import type { MasterKeyProvider, MerchantDirectory } from "../merchants/index.ts";
import type { Payments } from "../payments/index.ts";
import {
  createCardSealer,
  createCreatePaymentSession,
  type CreatePaymentSession,
  createSessionDataSealer,
  type SealingKey,
  type SessionDataSealer,
} from "../sessions/index.ts";

type SessionParts = {
  readonly config: Config;
  readonly db: Db;
  readonly clock: Clock;
  readonly masterKey: MasterKeyProvider;
  readonly publicUrl: () => string;
};

type Sessions = {
  readonly sessionData: SessionDataSealer;
  readonly links: CheckoutLinks;
  readonly createPaymentSession: CreatePaymentSession;
};

export function composeSessions({ config, db, clock, masterKey, publicUrl }: SessionParts): Sessions {
  const sessionData = createSessionDataSealer([toSealingKey(masterKey, "session-data")], config.sessionRegionSign);
  const links = createCheckoutLinks({ keyProvider: masterKey, sessionData, publicUrl });
  const createPaymentSession = createCreatePaymentSession({
    db,
    clock,
    publicUrl,
    hostedPageUrl: links.hostedPageUrl,
    sessionData,
    cards: createCardSealer([toSealingKey(masterKey, "card-numbers")]),
    repeatInconsistentCode: config.repeatInconsistentCode,
  });
  return { sessionData, links, createPaymentSession };
}

const toSealingKey = (provider: MasterKeyProvider, label: string): SealingKey => ({
  kid: provider.kid,
  key: provider.deriveKey(label),
});

type CheckoutParts = {
  readonly db: Db;
  readonly clock: Clock;
  readonly sessionData: SessionDataSealer;
  readonly directory: MerchantDirectory;
  readonly links: CheckoutLinks;
  readonly publicUrl: () => string;
  readonly payments: Payments;
};

export const composeCheckout = ({ directory, ...parts }: CheckoutParts): CheckoutApi =>
  createCheckoutApi({ ...parts, findMerchant: (clientId) => directory.find(clientId) });
