export { consult } from "./consult.ts";
export { type CardSealer, createCardSealer } from "./card-sealer.ts";
export {
  type CreatePaymentSession,
  type CreatePaymentSessionDeps,
  createCreatePaymentSession,
} from "./create-payment-session.ts";
export { openSession } from "./open-session.ts";
export { cardMetadataOf, listCardBrands, listUsableMethods } from "./payment-options.ts";
export { retrievePaymentSession } from "./retrieve-payment-session.ts";
export type { Session, SessionStatus } from "./session.ts";
export { createSessionDataSealer, type SealingKey, type SessionDataSealer } from "./session-data.ts";
export {
  cancelOpenSession,
  claimSessionForPayment,
  findSession,
  findSessionByPaymentId,
  findSessionByRequestId,
  insertPaySession,
} from "./store.ts";
