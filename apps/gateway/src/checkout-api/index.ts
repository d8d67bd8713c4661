export type { BrowserProof, BrowserRefusal } from "./browser-session.ts";
export { type CheckoutApi, createCheckoutApi } from "./checkout-api.ts";
export type { CheckoutApiDeps, PayerHeaders } from "./context.ts";
export { type CheckoutLinks, createCheckoutLinks } from "./links.ts";
export type { PostedStep, ThreeDSAction } from "./returned.ts";
