export { AMSCheckoutPage, type CheckoutPageOptions } from "./checkout-page.js";
export { AMSCashierPayment, AMSCheckout, AMSCheckout as default, AntomElement, } from "./component.js";
export { AMSElement, type ElementError, type ElementMountOptions, type ElementOptions, type ElementSettings, } from "./element.js";
export { CheckoutError, InvalidElementConfigError } from "./errors.js";
export type { AppearanceOptions, ComponentOptions, ErrorEvent, FormState, MountParams } from "./options.js";
export type { SubmitArgument, Submitted } from "./submitted.js";
export { AddressElement, AMSAutoDebit, AMSAutoDebitPay, AMSEasyPay, AMSVaulting } from "./unavailable-scenes.js";
export type { SdkEvent, SubmitResult } from "../core/messages.js";
