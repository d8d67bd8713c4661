export { AMSCheckoutPage, type CheckoutPageOptions } from "./checkout-page.ts";
export {
  AMSCashierPayment,
  AMSCheckout,
  // oxlint-disable-next-line import/no-default-export -- pages that move here import the base class so
  AMSCheckout as default,
  AntomElement,
} from "./component.ts";
export {
  AMSElement,
  type ElementError,
  type ElementMountOptions,
  type ElementOptions,
  type ElementSettings,
} from "./element.ts";
export { CheckoutError, InvalidElementConfigError } from "./errors.ts";
export type { AppearanceOptions, ComponentOptions, ErrorEvent, FormState, MountParams } from "./options.ts";
export type { SubmitArgument, Submitted } from "./submitted.ts";
export { AddressElement, AMSAutoDebit, AMSAutoDebitPay, AMSEasyPay, AMSVaulting } from "./unavailable-scenes.ts";
export type { SdkEvent, SubmitResult } from "../core/messages.ts";
