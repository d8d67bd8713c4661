export type { BrowserProof, BrowserRefusal } from "./browser-session.ts";
export {
  type CheckoutApi,
  type CheckoutApiDeps,
  createCheckoutApi,
  type PayerHeaders,
  type Returned,
} from "./checkout-api.ts";
export { type CheckoutLinks, createCheckoutLinks } from "./links.ts";
