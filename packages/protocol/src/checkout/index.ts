export { type CheckoutMessageName, checkCheckoutRequest, type CheckoutViolation } from "./check-request.ts";
export type * from "./messages.ts";
